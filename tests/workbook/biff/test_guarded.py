"""What a hostile .xls does to the child that reads it does not reach the program."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import replace

import pytest

from old_files import number, record, sheet_of
from xlgen.errors import Refused
from xlgen.workbook.biff import guarded
from xlgen.workbook.biff.guarded import Child, read_guarded
from xlgen.workbook.biff.old_book import read_old_book
from xlgen.workbook.ooxml.guard import FORM_LIMITS

FILE = sheet_of(number(0, 0, 1))
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.fixture
def child():
    one = Child()
    yield one
    one.stop()


def refusal(child: Child, data: bytes) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        child.read(data, FORM_LIMITS)
    return caught.value.code, caught.value.reason.partition("：")[2]


def process(child: Child) -> int:
    assert child._process is not None
    return child._process.pid


def test_it_reads_what_is_read_without_it(child):
    assert child.read(FILE, FORM_LIMITS) == read_old_book(FILE, FORM_LIMITS)


def test_one_process_reads_many_files_refused_ones_among_them(child):
    child.read(FILE, FORM_LIMITS)
    first = process(child)
    assert refusal(child, FILE[:700])[0] == "XG010"
    child.read(FILE, FORM_LIMITS)
    assert process(child) == first


SMALL = """
import sys
sys.path[:0] = sys.argv[1:]
from xlgen.workbook.biff import child
from pathlib import Path
child.MEMORY = int(Path("/proc/self/statm").read_text().split()[0]) * 4096 + (8 << 20)  # 8 MB more than it has
child.serve()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how much the process has")
def test_a_file_that_asks_for_too_much_memory_is_refused(child, monkeypatch):
    monkeypatch.setattr(guarded, "_COMMAND", ("-I", "-c", SMALL))
    large = sheet_of(before=record(0x99, bytes(8_000)) * 850)
    assert refusal(child, large)[0] == "XG014"
    assert child.read(FILE, FORM_LIMITS).untold


def test_a_process_that_is_gone_is_started_anew(child):
    child.read(FILE, FORM_LIMITS)
    os.kill(process(child), signal.SIGKILL)
    assert child.read(FILE, FORM_LIMITS).untold


def test_a_process_that_dies_over_a_file_refuses_it(child, monkeypatch):
    dying = "import sys; sys.path[:0] = sys.argv[1:]; from xlgen.workbook.biff.child import send; send(sys.stdout.buffer, True)"
    monkeypatch.setattr(guarded, "_COMMAND", ("-I", "-c", dying))
    assert refusal(child, FILE) == ("XG014", "读它要的内存或时间超过限度")


def test_a_process_that_takes_too_long_is_ended(child, monkeypatch):
    child.read(FILE, FORM_LIMITS)
    os.kill(process(child), signal.SIGSTOP)
    monkeypatch.setattr(guarded, "PATIENCE", 0.2)
    assert refusal(child, FILE) == ("XG014", "读了 30 秒还没有读完")
    monkeypatch.undo()
    assert child.read(FILE, FORM_LIMITS).untold


@pytest.mark.parametrize("program", ["/nowhere/python", "/bin/true", ""])
def test_where_no_process_can_be_started_the_old_way_is_told(child, monkeypatch, program):
    monkeypatch.setattr(sys, "executable", program)
    with pytest.raises(Refused) as caught:
        child.read(FILE, FORM_LIMITS)
    assert (caught.value.code, "另存为 .xlsx" in caught.value.remedy) == ("XG004", True)


def test_a_file_too_large_is_not_even_given_to_it():
    with pytest.raises(Refused) as caught:
        read_guarded(FILE, replace(FORM_LIMITS, read_bytes=100))
    assert caught.value.code == "XG003"
