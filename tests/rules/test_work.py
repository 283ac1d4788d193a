"""How much work judging a form takes: with the cells of the form, not with its cells times its rows."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from blanks import example, long_issued, long_returned
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook


def calls(content: bytes, long: bool) -> int:
    """Python functions entered while a form is read and judged, by every cell of it."""
    snapshot = long_issued()[0] if long else example("project")[0]
    book, count = read_workbook(content), 0

    def counted(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        validate(read_answers(snapshot, book), RULES)
    finally:
        sys.setprofile(before)
    return count // len(snapshot.slots)


@pytest.mark.parametrize("long", [False, True])
def test_judging_takes_a_bounded_number_of_calls_for_each_cell(long: bool) -> None:
    assert calls(long_returned() if long else example("project")[1], long) < 200
