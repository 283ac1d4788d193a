"""Returned forms whose names were led elsewhere, and what checking says of a file."""

from __future__ import annotations

from decimal import Decimal

from filled import issued, returned
from xlgen.findings import Finding
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.answers import Answers, read_answers
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book
from xlgen.workbook.patching.patcher import Change, patch

SHEET = "自评表"


def led(content: bytes, **names: str) -> bytes:
    """Names led elsewhere on the sheet, a dot written as ``__``: indicators__1__actual="N14"."""
    places = {name.replace("__", "."): f"'{SHEET}'!${at[0]}${at[1:]}" for name, at in names.items()}
    return change_book(content, BookChanges(names=dict(places)))


def redirected() -> bytes:
    """60 people on the sheet, and the name led to a cell beside it that holds 126."""
    low = patch(returned(), {SHEET: {(13, 6): Change(Decimal(60)), (13, 13): Change(Decimal(126))}})
    return led(low, indicators__1__actual="N14")


def judged(content: bytes, snapshot: Snapshot | None = None) -> tuple[Answers, list[Finding]]:
    """What a file answers, and every finding."""
    answers = read_answers(snapshot or issued()[0], read_workbook(content))
    return answers, validate(answers, RULES)


def told(content: bytes, code: str, snapshot: Snapshot | None = None) -> list[tuple[str, str]]:
    """Cell and message of each finding of a code."""
    return [(f.cell, f.message) for f in judged(content, snapshot)[1] if f.code == code]
