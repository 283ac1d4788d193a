"""Steps in fewer calls that do the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from faults import faulty
from xlgen.bridge.actions import act
from xlgen.bridge.batching import LONGEST, batched
from xlgen.bridge.requests import Request
from xlgen.workbook.engine.app import app


def look(area: str, value: Any = "@", op: str = "number_format", sheet: str = "表") -> dict[str, Any]:
    return {"op": f"range.{op}", "sheet": sheet, "range": area, "value": value}


def told(steps: list[Any]) -> list[str]:
    return [f"{step['op'].rpartition('.')[2]} {step.get('range', '')} {step.get('value', '')}".strip() for step in steps]


VALUE = {"op": "range.value", "sheet": "表", "range": "A1:B9", "value": [[1]]}
NAME = {"op": "name.add", "name": "n", "value": "=1"}


@pytest.mark.parametrize(
    ("steps", "fewer"),
    [
        ([look("A1"), look("A3"), look("B7:B9")], ["number_format A1,A3,B7:B9 @"]),
        ([look("A1", "red", "color"), NAME, look("A2", "orange", "color"), NAME, look("A3", "red", "color")],
         ["add  =1", "add  =1", "color A1,A3 red", "color A2 orange"]),
        ([look("A1:B9", 1, "color"), look("B2", 2, "color"), look("C1", 1, "color")], ["color A1:B9 1", "color B2 2", "color C1 1"]),
        ([look("A1"), VALUE, look("A1", "General"), look("C1")], ["number_format A1 @", "value A1:B9 [[1]]", "number_format A1 General", "number_format C1 @"]),
        ([look("C1"), VALUE, look("C2")], ["value A1:B9 [[1]]", "number_format C1,C2 @"]),
        ([look("A1", 20, "row_height"), VALUE, look("A2", 20, "row_height")], ["value A1:B9 [[1]]", "row_height A1,A2 20"]),
        ([look("A1", 1, "color"), {"op": "sheet.delete", "sheet": "表"}, look("A2", 1, "color")], ["color A1 1", "delete", "color A2 1"]),
        ([look("A1", 1, "color"), look("A1", 1, "color", "二")], ["color A1 1", "color A1 1"]),
    ],
)  # fmt: skip
def test_a_look_waits_for_others_like_it_as_long_as_that_makes_no_difference(steps: list[Any], fewer: list[str]) -> None:
    assert told(batched(steps)) == fewer


def test_no_address_is_longer_than_excel_takes() -> None:
    steps = batched([look(f"A{row}") for row in range(1, 1001, 2)])
    assert max(len(step["range"]) for step in steps) <= LONGEST
    assert [each for step in steps for each in step["range"].split(",")] == [f"A{row}" for row in range(1, 1001, 2)]


def test_marking_a_bad_form_takes_two_calls_a_mark_and_a_few_for_the_list(tmp_path: Path) -> None:
    path = tmp_path / "T001.xlsx"
    path.write_bytes(faulty())
    book = app().books.open(path)
    try:
        act("mark", book, Request(path))
        steps = batched(book.impl.state.journal)
    finally:
        book.close()
    marks = [step for step in steps if step["op"] in ("name.add", "note.add")]
    assert (len(marks), len(steps) - len(marks) < 45, len(steps) < len(book.impl.state.journal)) == (2 * 3 + 1, True, True)
