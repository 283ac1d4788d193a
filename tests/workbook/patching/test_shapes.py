"""The boxes of notes are as large as their text, whatever the sizes of rows and columns under them."""

from __future__ import annotations

import re

import pytest

from xlgen.workbook.patching.rows_columns import RowsColumns
from xlgen.workbook.patching.shapes import shape

SHORT, LONG = "字" * 20, "字" * 20 * 10  # one line of a note, ten


def sizes(height: float | None, width: float, hidden: frozenset[int] = frozenset()) -> RowsColumns:
    return RowsColumns({}, dict.fromkeys(range(100), height), hidden, (), 15.0, width)


def covered(text: str, height: float | None, width: float, hidden: frozenset[int] = frozenset()) -> tuple[float, float]:
    """Points that a box takes across and down."""
    [said] = re.findall(r"<x:Anchor>([^<]*)</x:Anchor>", shape((9, 2), text, sizes(height, width, hidden)))
    left, left_in, top, top_in, right, right_in, low, low_in = (int(each) for each in said.split(", "))
    column, row = (width * 8 + 5) * 0.75, height or 15
    down = sum(row for at in range(top, low) if at not in hidden)
    return (right - left) * column + (right_in - left_in) * 0.75, down + (low_in - top_in) * 0.75


@pytest.mark.parametrize("height", [15.0, 35.0, 130.0, None])
@pytest.mark.parametrize(("text", "points"), [(SHORT, 25.5), (LONG, 147)])
def test_a_box_is_as_high_as_its_text(text: str, points: float, height: float | None) -> None:
    assert covered(text, height, 10)[1] == pytest.approx(points, abs=1)


@pytest.mark.parametrize("width", [4, 10, 60])
def test_a_box_is_as_wide_as_a_column_of_a_newspaper(width: float) -> None:
    assert covered(SHORT, 15, width)[0] == pytest.approx(240, abs=1)


def test_hidden_rows_take_nothing_of_a_box() -> None:
    assert covered(LONG, 15, 10, frozenset({9, 10, 11}))[1] == pytest.approx(147, abs=3)
