"""The sheet a workbook opens on: set, and given back to the byte when the sheet that was put in front has gone."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest
import xlsxwriter

from xlgen.workbook.patching.book_changes import BookChanges, change_book


def book(front: int, style: str = "excel") -> bytes:
    """Three sheets, one of them in front, as Excel, LibreOffice or a library writes them."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as out:
        sheets = [out.add_worksheet(name) for name in ("甲", "乙", "丙")]
        sheets[front].activate()
    return made.getvalue() if style == "excel" else respelled(made.getvalue())


def respelled(content: bytes) -> bytes:
    """As LibreOffice says it: true and false on every sheet, and the number even where it is 0."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            xml = old.read(name).decode()
            if name.startswith("xl/worksheets"):
                is_on = 'tabSelected="1"' in xml
                xml = xml.replace(' tabSelected="1"', "").replace(
                    "<sheetView ", f'<sheetView tabSelected="{str(is_on).lower()}" '
                )
            if name == "xl/workbook.xml" and "activeTab" not in xml:
                xml = xml.replace("<workbookView ", '<workbookView activeTab="0" ')
            new.writestr(name, xml)
    return made.getvalue()


def added(source: bytes) -> bytes:
    return change_book(source, BookChanges(added=["退回意见"], front="退回意见"))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def in_front(content: bytes) -> list[str]:
    return [name for name, xml in parts(content).items() if re.search(rb"""tabSelected=["'](1|true)""", xml)]


CASES = [(front, style) for front in (0, 1) for style in ("excel", "libreoffice")]


@pytest.mark.parametrize(("front", "style"), CASES)
def test_a_sheet_that_is_put_in_front_is_there_alone(front: int, style: str) -> None:
    found = added(book(front, style))
    assert openpyxl.load_workbook(io.BytesIO(found)).active.title == "退回意见"
    assert in_front(found) == ["xl/worksheets/sheet4.xml"]


@pytest.mark.parametrize(("front", "style"), CASES)
def test_when_it_goes_every_part_is_as_it_was(front: int, style: str) -> None:
    before = book(front, style)
    assert parts(change_book(added(before), BookChanges(removed=["退回意见"]))) == parts(before)


@pytest.mark.parametrize(("front", "style"), CASES)
def test_another_one_in_its_place_leaves_no_trace_either(front: int, style: str) -> None:
    before = book(front, style)
    again = change_book(added(before), BookChanges(removed=["退回意见"], added=["退回意见"], front="退回意见"))
    assert in_front(again) == ["xl/worksheets/sheet4.xml"]
    assert parts(change_book(again, BookChanges(removed=["退回意见"]))) == parts(before)


def test_a_sheet_that_goes_and_was_never_in_front_changes_nothing_else() -> None:
    plain = change_book(book(1), BookChanges(added=["丁"]))
    assert parts(change_book(plain, BookChanges(removed=["丁"]))) == parts(book(1))
