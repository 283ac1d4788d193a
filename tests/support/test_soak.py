"""The long harness in short: it finds nothing wrong in a few cases, sees what it is there to see, and goes on where it stopped."""

from __future__ import annotations

import io
import random
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import payloads
import soak
from xlgen.flows.checking import judge
from xlgen.workbook.ooxml.reader import read_workbook

EPOCH = openpyxl.Workbook().epoch


def test_no_damaged_form_ends_in_a_traceback(tmp_path: Path) -> None:
    state = soak.soak("mutants", 20, tmp_path / "state.json")
    assert state.done == 20
    assert not state.ends["traceback"], state.odd


def test_hostile_texts_come_out_as_texts(tmp_path: Path) -> None:
    state = soak.soak("payloads", 1, tmp_path / "state.json")
    assert state.done == 1
    assert not state.odd


def test_a_stopped_run_goes_on_as_if_it_had_not_been_stopped(tmp_path: Path) -> None:
    soak.soak("mutants", 3, tmp_path / "stopped.json")
    parts = soak.soak("mutants", 6, tmp_path / "stopped.json")
    whole = soak.soak("mutants", 6, tmp_path / "whole.json")
    assert (parts.done, parts.ends, parts.odd) == (whole.done, whole.ends, whole.odd)


def test_a_value_that_the_second_reader_reads_otherwise_is_told() -> None:
    content = payloads.forms()["project"]
    returned = judge(Path("表.xlsx"), lambda: read_workbook(content), None)
    assert returned.answers
    assert not list(soak.differences(returned.answers, content))
    other = payloads.typed(content, random.Random(1))[0]
    assert list(soak.differences(returned.answers, other))


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
    assert soak.same(ours, theirs, EPOCH) is is_same
