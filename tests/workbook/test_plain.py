"""Parts written the common way are read by patterns, all others by the guarded scanner: what comes of a file is the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

import filled
import payloads
import two_ways
from hostile import packed, unpacked
from two_ways import as_libreoffice, both, differing
from xlgen.workbook.ooxml.guard import FORM_LIMITS
from xlgen.workbook.ooxml.plain.either_way import TAKEN, the_long_way
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import WorkbookRecord

SHEET, STRINGS, BOOK = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/workbook.xml"


@pytest.fixture(autouse=True)
def counted() -> Iterator[None]:
    TAKEN.clear()
    yield
    TAKEN.clear()


def taken_of(content: bytes) -> dict[tuple[str, bool], int]:
    """How many sheets, lists of texts and lists of names are read which way."""
    TAKEN.clear()
    read_workbook(content)
    return {kind: count for kind, count in TAKEN.items() if kind[0] != "known"}


@pytest.mark.parametrize("template", payloads.NAMES)
def test_every_sheet_of_a_filled_form_is_read_the_plain_way(template: str) -> None:
    content = payloads.forms()[template]
    sheets = len(read_workbook(content).sheets)
    assert taken_of(content) == {("names", True): 1, ("strings", True): 1, ("sheet", True): sheets}
    assert not differing(content)


def test_every_sheet_in_the_spelling_of_libreoffice_is_read_the_plain_way() -> None:
    content = packed({name: as_libreoffice(part) for name, part in unpacked(filled.returned()).items()})
    assert taken_of(content) == {("names", True): 1, ("strings", True): 1, ("sheet", True): len(read_workbook(content).sheets)}
    assert not differing(content)


def test_every_sheet_that_libreoffice_saved_is_read_the_plain_way(office, tmp_path) -> None:
    (tmp_path / "form.xlsx").write_bytes(filled.returned())
    [saved] = office.recalculate([tmp_path / "form.xlsx"], tmp_path / "saved")
    content = saved.read_bytes()
    assert taken_of(content) == {("names", True): 1, ("strings", True): 1, ("sheet", True): len(read_workbook(content).sheets)}
    assert not differing(content)


def test_nothing_is_read_the_plain_way_where_that_is_switched_off() -> None:
    with the_long_way():
        assert {plain for _, plain in taken_of(filled.returned())} == {False}


def changed(part: str, old: str, new: str) -> bytes:
    parts = unpacked(filled.returned())
    assert old.encode() in parts[part], old
    parts[part] = parts[part].replace(old.encode(), new.encode(), 1)
    return packed(parts)


ODD = {  # what patterns would read otherwise than a parser of XML does, or pass over
    "a comment between cells": (SHEET, "<c ", "<!-- --><c "),
    "a value in marks": (SHEET, "<v>", "<v><![CDATA[1]]>"),
    "an instruction": (SHEET, "<sheetData>", "<?x y?><sheetData>"),
    "an attribute twice": (SHEET, "<row ", '<row ht="1" ht="1" '),
    "an unknown prefix": (SHEET, "<row ", '<row x14ac:dyDescent="1" '),
    "a prefix of its own": (SHEET, "<sheetData>", '<sheetData xmlns="urn:x">'),
    "two lists of rows": (SHEET, "<sheetData>", "<sheetData/><sheetData>"),
    "rows of another list": (SHEET, "<dimension ", "<x><sheetData></sheetData></x><dimension "),
    "a cell twice": (SHEET, '<c r="B2"', '<c r="A2" s="1"><v>1</v></c><c r="B2"'),
    "the cell of another row": (SHEET, '<c r="B2"', '<c r="B3"'),
    "a row twice": (SHEET, '<row r="3"', '<row r="2"'),
    "a row before the first": (SHEET, '<row r="2"', '<row r="0"'),
    "a row open twice": (SHEET, "</row>", ""),
    "a text that is not there": (SHEET, 't="s"><v>', 't="s"><v>9999'),
    "a number that is none": (SHEET, "<v>", "<v>1e400 "),
    "an unknown entity": (SHEET, "<v>", "<v>&nbsp;"),
    "a control character": (SHEET, "<v>", "<v>\x01"),
    "an end of line as Windows has it": (SHEET, "<v>", "<v>\r\n"),
    "the end of marks": (SHEET, "<v>", "<v>]]>"),
    "a tab in an attribute": (SHEET, '<row r="2" ', '<row r="2" hidden="\t1" '),
    "a day": (SHEET, 't="s"', 't="d"'),
    "an unknown type": (SHEET, 't="s"', 't="x"'),
    "two values": (SHEET, "</v>", "</v><v>1</v>"),
    "a formula behind its value": (SHEET, "</v></c>", "</v><f>1+1</f></c>"),
    "a shared formula": (SHEET, "<f>", '<f t="shared" si="0" ref="A1:A2">'),
    "a call to another program": (SHEET, "<f>", "<f>cmd|' /c calc'!A1+"),
    "another document in alternatives": (
        SHEET,
        "<sheetData>",
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"/><sheetData>',
    ),
    "a merge that is none": (SHEET, '<mergeCell ref="', '<mergeCell ref="Z'),
    "two lists of merges": (SHEET, "<mergeCells ", "<mergeCells/><mergeCells "),
    "a list that is not closed": (SHEET, "</sheetData>", ""),
    "a rule within a rule": (SHEET, "<formula1>", "<formula1><formula1/>"),
    "a phonetic guide": (STRINGS, "</t></si>", '</t><rPh sb="0" eb="1"><t>pin</t></rPh></si>'),
    "a text in two pieces": (STRINGS, "</t></si>", "</t><t>又</t></si>"),
    "an escaped control character": (STRINGS, "<t>", "<t>_x0001_"),
    "blanks around a text": (STRINGS, "<t>", "<t>  "),
    "a text without end": (STRINGS, "</si>", ""),
    "a name of a sheet only": (BOOK, "<definedName ", '<definedName localSheetId="0" '),
    "a name twice": (BOOK, "<definedName ", '<definedName name="total">A!$A$1</definedName><definedName '),
    "a name that calls a program": (BOOK, "\">'自评表'!", "\">cmd|'x'!"),
    "names in two lists": (BOOK, "<definedNames>", "<definedNames/><definedNames>"),
    "a name without a name": (BOOK, '<definedName name="total"', "<definedName"),
}


@pytest.mark.parametrize(("part", "old", "new"), ODD.values(), ids=ODD)
def test_what_is_written_otherwise_is_read_or_refused_as_the_scanner_does(part: str, old: str, new: str) -> None:
    assert not differing(changed(part, old, new))


@pytest.mark.parametrize(
    "limit", ["elements", "cells", "formula_chars", "read_bytes", "rows", "columns", "merges", "names", "depth"]
)
@pytest.mark.parametrize("least", [1, 5, 24, 100, 500, 2000])
def test_limits_are_as_the_scanner_has_them(limit: str, least: int) -> None:
    assert not differing(filled.returned(), replace(FORM_LIMITS, **{limit: least}))


def test_what_one_file_may_hold_is_spent_alike_either_way() -> None:
    """One element less than it has is one too few, whichever way it is read."""
    content = filled.returned()
    enough = next(
        n for n in range(1500, 6000) if isinstance(two_ways.read(content, replace(FORM_LIMITS, elements=n)), WorkbookRecord)
    )
    for limits in (replace(FORM_LIMITS, elements=enough), replace(FORM_LIMITS, elements=enough - 1)):
        plain, guarded = both(content, limits)
        assert plain == guarded
    assert isinstance(guarded, str)
