"""An open workbook as plain records, read through the xlwings object API: in live Excel as it is on screen, unsaved or not.

The same record comes from the guarded reader for a file (a test holds the two against each other); number formats are not
asked, as no rule over forms looks at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import xlwings as xw

from xlgen.macros.live import unrounded
from xlgen.macros.name_table import meanings
from xlgen.workbook.engine.conversion import OLE_DAY, as_number
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.records import (
    Bounds,
    CellError,
    CellRecord,
    CellValue,
    Format,
    SheetRecord,
    State,
    WorkbookRecord,
    cell_record,
)
from xlgen.workbook.references import is_fixed, sheet_and_range

_ERRORS = frozenset("#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #SPILL! #CALC! #GETTING_DATA".split())
_NEWER = {43: "#GETTING_DATA", 45: "#SPILL!", 46: "#CONNECT!", 47: "#BLOCKED!", 48: "#UNKNOWN!", 49: "#FIELD!", 50: "#CALC!"}
_ERROR_2000 = -2146826288  # CVErr(2000) as COM hands it over; xlwings knows the seven classic ones
_STATES: dict[int, State] = {0: "hidden", 2: "veryHidden"}  # Sheet.visible is -1, 0 or 2 on Windows and 2 is truthy
_BOOK = re.compile(r"\[[^\[\]]+\]")
_TEXT = re.compile(r'"[^"]*"')


def record_of(book: xw.Book) -> WorkbookRecord:
    """The workbook as it stands now. Cells beyond the reader's limits of rows and columns are not read: no form has any."""
    names = {name: target for name, target in meanings(book).items() if "!" not in name}
    merges = _merges(book, names.values())
    sheets = {sheet.name: _sheet(sheet, merges.get(sheet.name, ())) for sheet in book.sheets}
    formulas = (cell.formula for sheet in sheets.values() for cell in sheet.cells.values() if cell.formula)
    outside = any("[" in formula and _leads_outside(_TEXT.sub("", formula)) for formula in formulas)
    return WorkbookRecord(sheets, names, outside)


def _leads_outside(formula: str) -> bool:
    """Whether behind a workbook in brackets there is a sheet."""
    book = _BOOK.search(formula)
    return book is not None and "!" in formula[book.end() :]


def _sheet(sheet: xw.Sheet, merges: tuple[Bounds, ...]) -> SheetRecord:
    used = sheet.used_range
    rows = min(used.shape[0], LIMITS.rows - used.row + 1)
    columns = min(used.shape[1], LIMITS.columns - used.column + 1)
    if rows < 1 or columns < 1:
        return SheetRecord(sheet.name, _state(sheet), {}, merges)
    area = used[:rows, :columns]
    values = _exact(area.options(ndim=2, err_to_str=True).value, unrounded(area))
    cells = dict(_cells(values, _matrix(area.formula, area.shape), used.row - 1, used.column - 1))
    return SheetRecord(sheet.name, _state(sheet), cells, merges)


def _exact(values: list[list[Any]], unrounded: list[list[Any]] | None) -> list[list[Any]]:
    """Values with the whole number in place of one that COM has cut to four decimals, as it does in a currency format."""
    if unrounded is None:
        return values
    pairs = (zip(row, own, strict=True) for row, own in zip(values, unrounded, strict=True))
    return [[whole if isinstance(value, Decimal) else value for value, whole in row] for row in pairs]


def _state(sheet: xw.Sheet) -> State:
    return _STATES.get(int(sheet.visible), "visible")


def _matrix(said: Any, shape: tuple[int, int]) -> list[list[Any]]:
    """Formulas by row: one cell is handed over as a text, one row or one column sometimes as a flat list."""
    if not isinstance(said, (list, tuple)):
        return [[said]]
    if any(isinstance(row, (list, tuple)) for row in said):
        return [list(row) for row in said]
    return [list(said)] if shape[0] == 1 else [[value] for value in said]


def _cells(values: Any, formulas: list[list[Any]], top: int, left: int) -> Iterator[tuple[tuple[int, int], CellRecord]]:
    for row, (own, said) in enumerate(zip(values, formulas, strict=True), top):
        for column, (value, text) in enumerate(zip(own, said, strict=True), left):
            # a text that begins with = is handed over as value and formula alike
            is_formula = isinstance(text, str) and text.startswith("=") and text != value
            typed = _typed(value)
            if typed is not None or is_formula:
                shown_as: Format = "date" if isinstance(value, datetime) else "general"
                yield (row, column), cell_record(typed, text[1:] if is_formula else None, shown_as)


def _typed(value: Any) -> CellValue:
    match value:
        case None | "":
            return None
        case bool():
            return value
        case datetime():
            days = (value.replace(tzinfo=None) - OLE_DAY) / timedelta(days=1)
            return as_number(round(days, 9))
        case int() if type(value) is int and 0 <= value - _ERROR_2000 < 200:  # live Excel hands over no other whole numbers
            return CellError(_NEWER.get(value - _ERROR_2000, f"#ERROR {2000 + value - _ERROR_2000}"))
        case int() | float():
            return as_number(value)
        case str() if value in _ERRORS:
            return CellError(value)
    return str(value)


def _merges(book: xw.Book, targets: Any) -> dict[str, tuple[Bounds, ...]]:
    """Merged ranges that names stand for; no others matter."""
    found: dict[str, list[Bounds]] = {}
    sheets = {sheet.name for sheet in book.sheets}
    for target in targets:
        sheet, address = sheet_and_range(target) or ("", "")
        if sheet not in sheets or ":" not in address or not is_fixed(address):
            continue
        asked = book.sheets[sheet].range(address)
        if asked.shape[0] <= LIMITS.rows and asked.merge_cells and asked(1, 1).merge_area.address == asked.address:
            last = asked.last_cell
            found.setdefault(sheet, []).append((asked.row - 1, asked.column - 1, last.row - 1, last.column - 1))
    return {sheet: tuple(areas) for sheet, areas in found.items()}
