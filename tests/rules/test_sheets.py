"""Sheets that are gone, and sheets under another name."""

from __future__ import annotations

import pytest

from filled import issued, returned
from shifting import nameless, rename
from xlgen.returned.answers import read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book

SHEET = "自评表"
RENAMED = rename(returned(), SHEET, "我的表")
GONE = change_book(returned(), BookChanges(removed=[SHEET]))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (RENAMED, {"XG110"}),
        (nameless(RENAMED), {"XG110"}),  # known by what is printed on it
        (GONE, {"XG109"}),
        (nameless(GONE), {"XG109"}),
    ],
    ids=["renamed", "renamed without names", "gone", "gone without names"],
)
def test_a_sheet_is_told_as_renamed_or_as_gone(content: bytes, told: set[str]) -> None:
    findings = validate(read_answers(issued()[0], read_workbook(content)), RULES)
    assert {each.code for each in findings if each.code in ("XG109", "XG110")} == told
