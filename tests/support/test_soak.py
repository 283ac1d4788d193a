"""The long harness in short: it finds nothing wrong in a few cases, sees what it is there to see, and goes on where it stopped."""

from __future__ import annotations

import io
import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import hostile
import payloads
import reading_twice
import soak
from xlgen.workbook.ooxml.reader import read_workbook

EPOCH = openpyxl.Workbook().epoch


def test_no_damaged_form_ends_in_a_traceback(tmp_path: Path) -> None:
    state = soak.soak("mutants", 20, tmp_path / "state.json")
    assert state.done == 20
    assert not state.ends["traceback"], state.odd


def test_no_damaged_xls_ends_in_a_traceback_hangs_or_takes_much_memory(tmp_path: Path) -> None:
    state = soak.soak("old", 150, tmp_path / "state.json")
    assert state.done == 150
    assert not state.odd
    assert len(state.ends) > 3  # not all alike


def test_a_form_is_read_alike_either_way(tmp_path: Path) -> None:
    state = soak.soak("ways", 80, tmp_path / "state.json")
    assert state.ends == {"same": 80}, state.odd


def test_hostile_texts_come_out_as_texts(tmp_path: Path) -> None:
    state = soak.soak("payloads", 1, tmp_path / "state.json")
    assert state.done == 1
    assert not state.odd


def test_no_hostile_text_is_longer_than_a_cell_holds() -> None:
    by = random.Random(3)
    lengths = {len(payloads.hostile(by).encode("utf-16-le")) // 2 for _ in range(60_000)}
    assert max(lengths) == payloads.LONGEST


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(tmp_path: Path) -> None:
    soak.soak("mutants", 3, tmp_path / "stopped.json")
    parts = soak.soak("mutants", 6, tmp_path / "stopped.json")
    whole = soak.soak("mutants", 6, tmp_path / "whole.json")
    assert (parts.done, parts.ends, parts.odd) == (whole.done, whole.ends, whole.odd)


CHANGES = [  # of a part that is read, so that the file says something else than the good one
    ("xl/sharedStrings.xml", b"</t>", "甲</t>".encode()),
    ("xl/worksheets/sheet2.xml", b"<v>", b"<v>1"),
    ("xl/worksheets/sheet2.xml", b"<f>", b"<x>"),
    ("xl/styles.xml", b'numFmtId="0"', b'numFmtId="10"'),
    ("xl/workbook.xml", b"<sheet ", b"<sheets "),
]


@pytest.mark.parametrize(("part", "old", "new"), CHANGES, ids=[f"{part} {old!r}" for part, old, _ in CHANGES])
def test_what_the_second_reader_reads_otherwise_is_told(part: str, old: bytes, new: bytes) -> None:
    content = payloads.forms()["project"]
    book = read_workbook(content)
    assert not list(reading_twice.differences(book, content))
    parts = hostile.unpacked(content)
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new).replace(b"</f>", b"</x>" if new == b"<x>" else b"</f>")
    assert list(reading_twice.differences(book, hostile.packed(parts)))


def test_a_difference_of_openpyxl_is_told_with_the_part_to_blame() -> None:
    content = payloads.forms()["project"]
    parts = hostile.unpacked(content)
    parts["docProps/custom.xml"] = b"<"
    case = reading_twice.Case(0, "project", content, hostile.packed(parts), raw=False)
    answers = reading_twice.judge(Path("表.xlsx"), lambda: read_workbook(content), None).answers
    assert answers
    [(kind, _)] = reading_twice.by_openpyxl(case, answers.book, answers)
    assert kind == "openpyxl 读不了：docProps/custom.xml"
    assert kind in reading_twice.judged()


@pytest.mark.parametrize("formula", [True, False])
def test_a_text_that_became_a_formula_or_a_link_is_told(formula: bool) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    if formula:
        sheet["A1"] = f'=HYPERLINK("{payloads.MARKED}")'
    else:
        sheet["A1"].hyperlink = f"http://{payloads.MARKED}.example"
    written = io.BytesIO()
    book.save(written)
    assert payloads.led_out(written.getvalue())


@pytest.mark.parametrize(
    ("ours", "theirs", "is_same"),
    [
        (Decimal("1.5"), 1.5, True),
        (Decimal(1), 2, False),
        (Decimal(1), "1", False),
        (None, "", True),
        (None, 0, False),
        ("甲\ufffd乙", "甲\x7f乙", True),
        ("甲", "乙", False),
    ],
)
def test_two_readers_mean_one_value(ours: object, theirs: object, is_same: bool) -> None:
    assert reading_twice.same(ours, theirs, EPOCH) is is_same
