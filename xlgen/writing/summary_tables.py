"""The tables of the summary workbook, through XlsxWriter: a grid's headings and cells where it stands."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from functools import cache
from typing import Any

from xlgen.form.layout.palette import ASIDE, COMPUTED, ENTRY
from xlgen.language.operators import Value
from xlgen.language.parse import parse
from xlgen.rollup.arrangement import SummaryPage
from xlgen.rollup.grids import GridColumn, GridEntry
from xlgen.rollup.spots import Contents, Spot
from xlgen.writing.column_cells import SIGNS, ColumnCells
from xlgen.writing.long_sheet import LongSheet
from xlgen.writing.new_book import NewBook, Properties, cached
from xlgen.writing.summary_looks import ALARM, BODY, HEADING, LEAST, TYPES, fitting, headings_height, row_heights
from xlgen.writing.summary_rows import spool_rows


def write_table(
    book: NewBook, sheet: LongSheet, page: SummaryPage, spot: Spot, contents: Contents, spooled: bool = False
) -> None:
    """Write a grid where it stands, and make its rows as high as their texts need; ``spooled`` where that is many times faster."""
    _headings(book, sheet, page, spot)
    if not spot.grid.rows:
        _nothing(book, sheet, spot)
    elif spooled:
        cells = [_cells(book, sheet, spot, column, contents) for column in spot.grid.columns]
        spool_rows(sheet, page, spot, cells)
    else:
        _rows(book, sheet, page, spot, contents)


def can_spool(page: SummaryPage, spot: Spot, charted: Collection[str]) -> bool:
    """Whether the rows of a grid may be written past XlsxWriter: alone on its sheet, unmerged, and in no chart, whose figures it repeats."""
    return len(page.spots) == 1 and spot.grid.key not in charted and all(column.span == 1 for column in spot.grid.columns)


def _rows(book: NewBook, sheet: LongSheet, page: SummaryPage, spot: Spot, contents: Contents) -> None:
    grid, values, height = spot.grid, contents.down(spot), row_heights(page, spot)
    total = grid.runs["total"][0] if "total" in grid.runs else -1
    for row in range(len(grid.rows)):
        at = spot.column
        for column, down in zip(grid.columns, values, strict=True):
            value, entry = down[row], grid.entry(row, column)
            look = _look(book, column, entry, value, row == total)
            _cell(sheet, contents, spot, (spot.first + row, at), column.span, entry, value, look)
            _mark(book, sheet, contents, spot, (spot.first + row, at), column, entry)
            at += column.span
        sheet.set_row(spot.first + row, height([down[row] for down in values]))


def _cells(book: NewBook, sheet: LongSheet, spot: Spot, column: GridColumn, contents: Contents) -> ColumnCells:
    def look(entry: GridEntry, value: Value, total: bool) -> int:
        return book.number_of(_look(book, column, entry, value, total))

    def mark(row: int, entry: GridEntry) -> None:
        _mark(book, sheet, contents, spot, (row, spot.at(column.key)), column, entry)

    return ColumnCells(sheet, spot, column, contents, look, mark)


def _mark(
    book: NewBook, sheet: Any, contents: Contents, spot: Spot, at: tuple[int, int], column: GridColumn, entry: GridEntry
) -> None:
    """What belongs to a cell and stands apart from it."""
    if entry.alarm:
        _alarm(book, sheet, contents, spot, at, column.span, entry)
    if entry.is_input and (entry.type or column.type) == "score":
        sheet.data_validation(*at * 2, LEAST)


def _alarm(book: NewBook, sheet: Any, contents: Contents, spot: Spot, at: tuple[int, int], span: int, entry: GridEntry) -> None:
    red = {"type": "formula", "criteria": contents.text(spot, parse(entry.alarm, "b"), at[0]), "format": book.look(ALARM)}
    sheet.conditional_format(*at, at[0], at[1] + span - 1, red)


def _headings(book: NewBook, sheet: Any, page: SummaryPage, spot: Spot) -> None:
    at = spot.column
    for column in spot.grid.columns:
        aside = page.across and at >= page.across
        said = book.look({**BODY, **HEADING} | ({"bg_color": COMPUTED, "font_color": ASIDE} if aside else {}))
        if column.span > 1:
            sheet.merge_range(spot.row, at, spot.row, at + column.span - 1, column.label, said)
        else:
            sheet.write_string(spot.row, at, column.label, said)
        at += column.span
    sheet.set_row(spot.row, headings_height(spot.grid))


def _nothing(book: NewBook, sheet: Any, spot: Spot) -> None:
    """The one row of an empty table."""
    said = book.look({**BODY, **TYPES["code"], "border": 1})
    first = next((column.key for column in spot.grid.columns if column.type == "text"), "")
    for column in spot.grid.columns:
        at = (spot.first, spot.at(column.key))
        if column.key == first:
            sheet.write_string(*at, "（无）", said)
        else:
            sheet.write_blank(*at, None, said)


def _cell(
    sheet: Any, contents: Contents, spot: Spot, at: tuple[int, int], span: int, entry: GridEntry, value: Value, look: Any
) -> None:
    if span > 1:
        sheet.merge_range(*at, at[0], at[1] + span - 1, "", look)
    if entry.formula:
        result = cached(value)
        sheet.write_formula(
            *at, contents.text(spot, entry.formula, at[0]), look, result if isinstance(result, str) else result + 0.0
        )
    elif isinstance(value, Decimal):
        sheet.write_number(*at, float(value) + 0.0, look)  # there is no -0
    elif value:
        sheet.write_string(*at, fitting(str(value)), look)
    else:
        sheet.write_blank(*at, None, look)


def _look(book: NewBook, column: GridColumn, entry: GridEntry, value: Value, total: bool) -> Any:
    is_sign = isinstance(value, str) and value[:1] in SIGNS and not entry.formula
    look = book.look_of(_properties(entry.type or column.type, column.type == "number", entry.is_input, total, is_sign))
    book.number_of(look)  # now, in the order of first use, whoever writes the cell
    return look


@cache
def _properties(kind: str, mixed: bool, is_input: bool, total: bool, is_sign: bool) -> Properties:
    said = {**BODY, **TYPES[kind], "border": 1} | ({"bg_color": ENTRY} if is_input else {})
    said |= {"align": "right", "indent": 1} if mixed else {}  # figures of many kinds under each other
    if total:
        said |= {"bg_color": COMPUTED, "bold": True} | ({"align": "center", "indent": 0} if kind == "text" else {})
    return tuple(sorted((said | ({"quote_prefix": True} if is_sign else {})).items()))
