"""Looks of cells that stand in a file are read as the file says them, or refused in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwings as xw

from xlgen.workbook.engine import app as engines


def said(cell: xw.Range, what: str) -> Any:
    """A property by its path, such as font.bold."""
    found: Any = cell
    for name in what.split("."):
        found = getattr(found, name)
    return found


@pytest.mark.parametrize(
    ("address", "what", "value"),
    [
        ("A1", "font.bold", True), ("A1", "font.italic", True), ("A1", "font.name", "黑体"), ("A1", "font.size", 16.0),
        ("A1", "font.color", (192, 0, 0)), ("A1", "color", (255, 249, 219)), ("A1", "wrap_text", True),
        ("A1", "horizontal_alignment", "center"), ("A1", "vertical_alignment", "top"), ("A1", "number_format", "General"),
        ("A1", "row_height", 33.0), ("A1", "column_width", 13.0),
        ("A2", "number_format", "0.00%"), ("A2", "horizontal_alignment", "center_across_selection"), ("A2", "wrap_text", False),
        ("A3", "number_format", "yyyy-mm-dd"), ("A4", "font.bold", False), ("A4", "font.size", 20.0), ("A4", "font.name", "Calibri"),
        ("A4", "font.color", (0, 0, 0)), ("A9", "number_format", "@"), ("B1", "column_width", 8.43), ("B30", "row_height", 15.0),
        ("A50", "font.size", 20.0), ("F10", "number_format", "0.000"), ("Z99", "font.size", 11.0),
        ("A1:A4", "font.bold", None), ("A1:A4", "number_format", None), ("A1:B1", "column_width", None), ("A2:A3", "color", None),
        ("C1", "column_width", 0.0), ("A11", "row_height", 0.0),
    ],
)  # fmt: skip
def test_a_look_is_what_the_file_says(book: xw.Book, address: str, what: str, value: object) -> None:
    assert said(book.sheets["数据"][address], what) == value


def test_hidden_rows_and_columns_are_told(book: xw.Book) -> None:
    sheet = book.sheets["数据"]
    assert (sheet["A11"].rows.hidden, sheet["A1"].rows.hidden, sheet["A10:A11"].rows.hidden) == (True, False, None)
    assert (sheet["C1"].columns.hidden, sheet["A1"].columns.hidden) == (True, False)


def test_a_height_that_the_file_leaves_to_the_application_is_refused(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match="行高文件里没有写定"):
        _ = book.sheets["数据"]["A2"].row_height


def test_a_format_that_differs_from_language_to_language_is_refused(book: xw.Book, tmp_path: Path) -> None:
    made, source = io.BytesIO(), zipfile.ZipFile(book.fullname)
    with zipfile.ZipFile(made, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name).replace(b'<xf numFmtId="164"', b'<xf numFmtId="31"'))
    (tmp_path / "年月日.xlsx").write_bytes(made.getvalue())
    opened = engines.app().books.open(tmp_path / "年月日.xlsx")
    with pytest.raises(NotImplementedError, match="数字格式文件里没有写明"):
        _ = opened.sheets["数据"]["A2"].number_format


def test_what_was_changed_is_read_at_once_and_after_saving(book: xw.Book, tmp_path: Path) -> None:
    cell = book.sheets["数据"]["A1"]
    cell.font.bold, cell.font.italic, cell.font.name, cell.font.size = False, False, "楷体", 12
    cell.wrap_text, cell.horizontal_alignment = False, "center_across_selection"
    seen = [(cell.font.bold, cell.font.italic, cell.font.name, cell.font.size, cell.wrap_text, cell.horizontal_alignment)]
    book.save(tmp_path / "另存.xlsx")
    seen.append((cell.font.bold, cell.font.italic, cell.font.name, cell.font.size, cell.wrap_text, cell.horizontal_alignment))
    assert seen == [(False, False, "楷体", 12.0, False, "center_across_selection")] * 2
    one = openpyxl.load_workbook(tmp_path / "另存.xlsx")["数据"]["A1"]
    assert (one.font.b, one.font.i, one.font.name, one.font.sz) == (False, False, "楷体", 12)
    assert (one.alignment.horizontal, one.font.color.rgb) == ("centerContinuous", "FFC00000")


def test_widths_of_a_new_sheet_are_those_set_before_and_after_saving(book: xw.Book, tmp_path: Path) -> None:
    sheet = book.sheets.add("新表")
    sheet["B:C"].column_width = 20
    widths = [sheet["B1"].column_width]
    book.save(tmp_path / "另存.xlsx")
    assert [*widths, sheet["B1"].column_width, sheet["A1"].column_width] == [20.0, 20.0, 8.43]


@pytest.mark.parametrize(
    ("what", "value", "words"),
    [
        ("column_width", 300, "列宽"), ("row_height", 410, "行高"), ("row_height", -1, "行高"), ("color", (1, 2), "颜色"),
        ("color", "红", "颜色"), ("font.size", 0, "字号"), ("font.name", "", "字体名"), ("font.color", None, "颜色"),
    ],
)  # fmt: skip
def test_a_look_that_excel_has_not_is_refused_at_once(book: xw.Book, what: str, value: object, words: str) -> None:
    sheet = book.sheets.add("新表")
    target, name = (sheet["A1"].font, what[5:]) if what.startswith("font.") else (sheet["A1"], what)
    with pytest.raises(ValueError, match=words):
        setattr(target, name, value)


def test_a_whole_column_is_too_much_to_be_coloured_cell_by_cell(book: xw.Book) -> None:
    with pytest.raises(NotImplementedError, match="一次最多 100000 格"):
        book.sheets["数据"]["A:A"].color = (255, 0, 0)


def test_a_format_of_days_makes_numbers_days_as_in_excel(book: xw.Book) -> None:
    cell = book.sheets["另一张"]["D1"]
    cell.value = 46022
    cell.number_format = "yyyy-mm-dd"
    assert str(cell.value) == "2025-12-31 00:00:00"
