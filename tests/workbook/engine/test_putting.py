"""What is written into cells: as Excel would take it, or refused in words, at the assignment."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlwings as xw

NAN, INF = float("nan"), float("inf")


def of_numpy(kind: str, value: object) -> object:
    """A scalar of numpy's look: the package itself is not needed to run the tests."""
    made = type(kind, (), {"item": lambda _: value, "__module__": "numpy"})
    return made()


def missing(kind: str) -> object:
    """NaT and NA of pandas' look."""
    return type(kind, (), {})()


@pytest.mark.parametrize(
    ("value", "shown", "code"),
    [
        (datetime(2025, 12, 31), datetime(2025, 12, 31), "yyyy/m/d"),
        (datetime(2025, 12, 31, 8, 30), datetime(2025, 12, 31, 8, 30), "yyyy/m/d h:mm"),
        (datetime(2025, 12, 31, 8, tzinfo=UTC), datetime(2025, 12, 31, 8), "yyyy/m/d h:mm"),
        (date(2025, 12, 31), datetime(2025, 12, 31), "yyyy/m/d"),
        (time(12), datetime(1899, 12, 30, 12), "h:mm:ss"),
        (of_numpy("int64", 3), 3.0, "General"), (of_numpy("float64", 0.5), 0.5, "General"), (of_numpy("bool_", True), True, "General"),
        (of_numpy("str_", "字"), "字", "General"), (of_numpy("float64", NAN), None, "General"),
        (NAN, None, "General"), (missing("NaTType"), None, "General"), (missing("NAType"), None, "General"), (None, None, "General"),
        (Decimal("1.10"), 1.1, "General"), (True, True, "General"), ("", None, "General"), ("007", "007", "General"),
    ],
)  # fmt: skip
def test_a_value_is_written_as_excel_takes_it(book: xw.Book, tmp_path: Path, value: object, shown: object, code: str) -> None:
    cell = book.sheets["另一张"]["D1"]
    cell.value = value
    seen = [(cell.value, cell.number_format)]
    book.save(tmp_path / "另存.xlsx")
    assert [*seen, (cell.value, cell.number_format)] == [(shown, code)] * 2


def test_a_day_keeps_the_format_that_a_cell_has(book: xw.Book) -> None:
    cell = book.sheets["数据"]["A3"]
    cell.value = date(2026, 1, 2)
    assert (cell.value, cell.number_format) == (datetime(2026, 1, 2), "yyyy-mm-dd")


def test_a_value_that_begins_with_an_equals_sign_is_a_formula(book: xw.Book, tmp_path: Path) -> None:
    cell = book.sheets["另一张"]["D1"]
    cell.value = "=1+1"
    assert cell.formula == "=1+1"
    with pytest.raises(NotImplementedError, match="另一张!D1 的公式是这次写进去的"):
        _ = cell.value
    cell.value = 3
    assert cell.value == 3.0
    cell.value = "=1+1"
    book.save(tmp_path / "另存.xlsx")
    assert openpyxl.load_workbook(tmp_path / "另存.xlsx")["另一张"]["D1"].value == "=1+1"
    with pytest.raises(NotImplementedError, match="打开存一次盘"):
        _ = book.sheets["另一张"].used_range.value


def test_in_a_cell_of_text_it_is_text(book: xw.Book, tmp_path: Path) -> None:
    book.sheets["数据"]["A9"].value = "=1+1"
    book.save(tmp_path / "另存.xlsx")
    assert openpyxl.load_workbook(tmp_path / "另存.xlsx")["数据"]["A9"].data_type == "s"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (INF, "不是 Excel 能保存的数"), ("控\x01制", "控制字符"), ("长" * 32_768, "超过 Excel 的上限"), (object(), "不能写进单元格"),
        ("=SUM(A1", "不是完整的公式"), ('="甲', "不是完整的公式"), ("=1+", "不是完整的公式"), ("= ", "不是完整的公式"), ("=1)(", "不是完整的公式"),
    ],
)  # fmt: skip
def test_what_no_cell_can_hold_is_refused_at_the_assignment_with_its_place(book: xw.Book, value: object, words: str) -> None:
    with pytest.raises(ValueError, match=f"另一张!D1：.*{words}"):
        book.sheets["另一张"]["D1"].value = value


def test_of_several_values_none_is_written_where_one_is_refused(book: xw.Book) -> None:
    with pytest.raises(ValueError, match="另一张!E1"):
        book.sheets["另一张"]["D1"].value = [1, INF]
    assert book.sheets["另一张"]["D1"].value is None
    assert book.impl.state.journal == []


def test_a_formula_of_the_file_is_not_written_over(book: xw.Book) -> None:
    for change in (lambda cell: setattr(cell, "value", 1), lambda cell: cell.clear_contents()):
        with pytest.raises(ValueError, match="数据!A4：是公式单元格"):
            change(book.sheets["数据"]["A4"])


def test_a_note_that_no_file_can_hold_is_refused_at_once(book: xw.Book) -> None:
    with pytest.raises(ValueError, match=r"数据!A1：.*控制字符"):
        book.sheets["数据"]["A1"].add_note("控\x01制")


def test_contents_are_cleared_and_looks_stay(book: xw.Book) -> None:
    sheet = book.sheets["数据"]
    sheet["A1:A3"].clear_contents()
    assert (sheet["A1:A3"].value, sheet["A2"].number_format) == ([None] * 3, "0.00%")
    book.sheets["另一张"].clear_contents()
    assert book.sheets["另一张"].used_range.value is None
