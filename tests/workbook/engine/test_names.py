"""Names of the workbook and of one sheet, of ranges and of sheets."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlwings as xw


def test_a_range_tells_its_name_and_takes_one(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets["数据"]
    sheet["B2:C3"].name = "一块"
    assert (sheet["A2"].name.name, sheet["A1"].name, book.names["一块"].refers_to) == ("一格", None, "='数据'!$B$2:$C$3")
    assert sheet["一块"].address == "$B$2:$C$3"
    book.save(tmp_path / "另存.xlsx")
    assert openpyxl.load_workbook(tmp_path / "另存.xlsx").defined_names["一块"].attr_text == "'数据'!$B$2:$C$3"


def test_the_names_of_one_sheet_are_read(book: xw.Book) -> None:
    names = book.sheets["数据"].names
    assert [(name.name, name.refers_to, name.refers_to_range.address) for name in names] == [
        ("数据!本表的", "=数据!$A$3", "$A$3")
    ]
    assert ("本表的" in names, "一格" in names, len(book.sheets["另一张"].names)) == (True, False, 0)
    assert book.sheets["数据"]["本表的"].address == "$A$3"


def test_a_name_is_renamed(book: xw.Book) -> None:
    book.names["一格"].name = "改过的"
    assert ("一格" in book.names, book.names["改过的"].refers_to) == (False, "=数据!$A$2")


@pytest.mark.parametrize("name", ["A1", "有 空格", "1甲", "甲-乙", "R", ""])
def test_what_excel_does_not_take_as_a_name_is_refused(book: xw.Book, name: str) -> None:
    with pytest.raises(ValueError, match="不能作名称"):
        book.names.add(name, "=数据!$A$1")


def test_a_new_sheet_is_renamed_before_anything_leads_to_it(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets.add()
    sheet.name = "审核意见"
    sheet["A1"].value = "甲"
    book.save(tmp_path / "另存.xlsx")
    assert openpyxl.load_workbook(tmp_path / "另存.xlsx")["审核意见"]["A1"].value == "甲"
    sheet = book.sheets.add()
    sheet["A1"].name = "这里"
    with pytest.raises(NotImplementedError, match="已有名称指到"):
        sheet.name = "晚了"


@pytest.mark.parametrize("title", ["长" * 32, "甲/乙", "'甲", "History"])
def test_a_title_that_excel_does_not_take_is_refused(book: xw.Book, title: str) -> None:
    with pytest.raises(ValueError, match="不能作工作表的名字"):
        book.sheets.add(title)


def test_the_print_area_of_a_sheet_of_the_file_is_told(book: xw.Book) -> None:
    assert [book.sheets[name].page_setup.print_area for name in ("数据", "另一张")] == ["$A$1:$C$9", None]


def test_the_text_of_a_note_is_changed(book: xw.Book, tmp_path: Path) -> None:
    note = book.sheets["数据"]["A1"].add_note("先")
    book.save(tmp_path / "一.xlsx")
    note.text = "后"
    book.save(tmp_path / "二.xlsx")
    assert (note.text, openpyxl.load_workbook(tmp_path / "二.xlsx")["数据"]["A1"].comment.text) == ("后", "后")
