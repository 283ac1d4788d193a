"""An open workbook as records: each kind of value is told as the reader of files tells it."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter

import excel_com
from xlgen.macros import live
from xlgen.macros.record import _typed, record_of
from xlgen.workbook.engine.app import app
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import CellError

ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


def written(value: object, formula: str = "") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("表")
        if formula:
            sheet.write_formula(1, 1, formula, None, value)
        elif isinstance(value, datetime):
            sheet.write_datetime(1, 1, value, book.add_format({"num_format": "yyyy-mm-dd"}))
        else:
            sheet.write(1, 1, value)
    return stream.getvalue()


def both(content: bytes, tmp_path: Path) -> tuple[object, object]:
    """The one cell of a workbook, as read while it is open and as read from its file."""
    (tmp_path / "a.xlsx").write_bytes(content)
    book = app().books.open(tmp_path / "a.xlsx")
    try:
        found = record_of(book).sheets["表"].cells.get((1, 1))
    finally:
        book.close()
    read = read_workbook(content).sheets["表"].cells.get((1, 1))
    return found and (found.value, found.formula), read and (read.value, read.formula)


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_no_text(error: str, tmp_path: Path) -> None:
    opened, read = both(written(error, "=1/0"), tmp_path)
    assert opened == read == (CellError(error), "1/0")


@pytest.mark.parametrize("value", [0, 12.5, -3, True, False, "文字", "#标签", datetime(2025, 12, 31), "两\n行"], ids=repr)
def test_a_value_is_told_as_the_reader_of_files_tells_it(value: object, tmp_path: Path) -> None:
    opened, read = both(written(value), tmp_path)
    assert opened == read
    assert opened is not None


@pytest.mark.parametrize(("formula", "value"), [("=A1", ""), ("=SUM(A1)", 0), ('="a"', "a")])
def test_a_formula_stands_beside_its_value(formula: str, value: object, tmp_path: Path) -> None:
    opened, read = both(written(value, formula), tmp_path)
    assert opened == read


@pytest.mark.parametrize(
    ("code", "error"),
    [(-2146826243, "#SPILL!"), (-2146826245, "#GETTING_DATA"), (-2146826238, "#CALC!"), (-2146826200, "#ERROR 2088")],
)
def test_an_error_that_live_excel_hands_over_as_a_number_is_no_number(code: int, error: str) -> None:
    assert _typed(code) == CellError(error)
    assert _typed(float(code)) == code


# ---- live Excel -----------------------------------------------------------------------------------------------------


def live_cell(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, currency: bool) -> object:
    """The one cell of a workbook that Excel has open."""
    (tmp_path / "a.xlsx").write_bytes(content)
    monkeypatch.setattr(live, "_WINDOWS", True)
    pc = excel_com.Pc(currency={("表", 1, 1)} if currency else set())
    book, behind = excel_com.excel(tmp_path / "a.xlsx", pc)
    try:
        return record_of(book).sheets["表"].cells[1, 1].value
    finally:
        behind.close()


@pytest.mark.parametrize("value", [23.640512, 12.5, True, "文字", datetime(2025, 12, 31, 6)], ids=repr)
@pytest.mark.parametrize("currency", [False, True])
def test_excel_hands_over_what_stands_in_the_file(
    value: object, currency: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = written(value)
    read = read_workbook(content).sheets["表"].cells[1, 1].value
    assert live_cell(content, tmp_path, monkeypatch, currency) == read


@pytest.mark.parametrize("error", [*ERRORS, "#SPILL!", "#CALC!", "#GETTING_DATA"])
def test_an_error_in_excel_is_no_number(error: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert live_cell(written(error, "=1/0"), tmp_path, monkeypatch, False) == CellError(error)
