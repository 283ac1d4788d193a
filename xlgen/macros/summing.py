"""Macro: a department's summary as one sheet of the open workbook, its formulas live.

It prints the arrangement of ``xlgen.rollup.one_sheet`` as ``xlgen.writing.summary_book`` prints those of 汇总.xlsx, with what every
engine can do: nothing is merged, and the text of a column that spans several runs on over the blank cells beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

import xlwings as xw

from xlgen.form.layout.palette import ASIDE, COMPUTED, ENTRY, HEAD, HEAD_FONT
from xlgen.language.operators import Value
from xlgen.macros.listing import free_title
from xlgen.macros.live import for_paper, last_sheet, refuse_locked
from xlgen.macros.name_table import add_name, names_from
from xlgen.rollup.arrangement import SummaryPage, TextLine
from xlgen.rollup.grids import GridColumn
from xlgen.rollup.one_sheet import one_sheet
from xlgen.rollup.records import Rollup
from xlgen.rollup.spots import Contents, Spot, contents_of
from xlgen.workbook.references import absolute
from xlgen.writing.summary_looks import BODY, LINES, TYPES, WRAPPED, headings_height, line_height, row_heights

SHEET = "项目汇总"
NAME = "xlgen.summary."  # defined names of the sheets this macro made; a summary is never replaced: its limits may be edited


def add_summary(book: xw.Book, rollup: Rollup, day: str) -> str:
    """Put the summary behind the last sheet; the name of the new sheet."""
    refuse_locked(book)
    called = free_title(book, SHEET)
    number = 1 + len(names_from(book, NAME))
    sheet = book.sheets.add(called, after=last_sheet(book))
    add_name(book, f"{NAME}{number}", f"={absolute((called, 0, 0))}")
    print_page(sheet, one_sheet(rollup, day, called))
    return called


def print_page(sheet: xw.Sheet, page: SummaryPage) -> None:
    """Print a page that has no charts and repeats no sentences of other sheets onto an empty sheet."""
    for column, width in enumerate(page.widths, 1):
        sheet.range((1, column)).column_width = width
    contents = contents_of(page.spots)
    for line in page.lines:
        _line(sheet, page, line)
    for spot in page.spots:
        _table(sheet, page, spot, contents)
    sheet.page_setup.print_area = sheet.range((1, 1), page.paper).address
    for_paper(sheet)


def _line(sheet: xw.Sheet, page: SummaryPage, line: TextLine) -> None:
    cell, looks = sheet.range((line.row + 1, line.column + 1)), LINES[line.role]
    cell.value = _plain(line.text)
    cell.font.size = looks.get("font_size", BODY["font_size"])
    cell.font.bold = looks.get("font_name") == HEAD_FONT or looks.get("bold", False)
    cell.vertical_alignment = "center"
    if len(line.columns(page)) == 1:
        cell.horizontal_alignment = str(looks["align"])
    cell.row_height = line_height(page, line, line.text)


def _table(sheet: xw.Sheet, page: SummaryPage, spot: Spot, contents: Contents) -> None:
    grid, top, left = spot.grid, spot.row + 1, spot.column + 1
    right = left + len(grid.columns) - 1
    whole = sheet.range((top, left), (top + grid.height, right))
    whole.font.size, whole.vertical_alignment = BODY["font_size"], "center"
    down = contents.down(spot)
    for at, (column, values) in enumerate(zip(grid.columns, down, strict=True), left):
        _column(sheet, page, spot, at, column, values, contents)
    if "total" in grid.runs:
        total = sheet.range((spot.first + grid.runs["total"][0] + 1, left), (spot.after, right))
        total.color, total.font.bold = COMPUTED, True
    _headings(sheet, page, spot)
    if left <= page.paper[1]:  # data beside the paper keeps to the heights of what is on it
        height = row_heights(page, spot)
        for row, across in enumerate(zip(*down, strict=True), spot.first + 1):
            sheet.range((row, 1)).row_height = height(across)
    framed = sheet.range((top, left), (top + grid.height, right - (grid.columns[-1].span > 1)))
    framed.borders.set("all", line_style="continuous", weight="thin")


def _headings(sheet: xw.Sheet, page: SummaryPage, spot: Spot) -> None:
    top, left = spot.row + 1, spot.column + 1
    head, aside = sheet.range((top, left), (top, left + len(spot.grid.columns) - 1)), left > page.paper[1]
    head.value = [[column.label for column in spot.grid.columns]]
    head.color, head.font.bold = COMPUTED if aside else HEAD, True
    head.wrap_text, head.horizontal_alignment = True, "center"
    if aside:
        head.font.color = ASIDE
    else:
        head.row_height = headings_height(spot.grid)


def _column(
    sheet: xw.Sheet, page: SummaryPage, spot: Spot, at: int, column: GridColumn, values: Sequence[Value], contents: Contents
) -> None:
    looks, cells = TYPES[column.type], sheet.range((spot.first + 1, at), (spot.after, at))
    cells.horizontal_alignment = str(looks.get("align", "left"))
    cells.number_format = str(looks.get("num_format", "General"))
    cells.wrap_text = column.type in WRAPPED and column.span == 1 and at <= page.paper[1]
    if not values:
        first = next((each.key for each in spot.grid.columns if each.type == "text"), "")
        cells.value = "（无）" if column.key == first else None
        return
    cells.value = [[_plain(value)] for value in values]
    entries = [spot.grid.entry(row, column) for row in range(len(values))]
    for row, entry in enumerate(entries, spot.first + 1):
        if entry.type:
            sheet.range((row, at)).number_format = str(TYPES[entry.type].get("num_format", "General"))
        if entry.is_input:
            sheet.range((row, at)).color = ENTRY
    for is_formula, run in groupby(range(len(entries)), key=lambda row: bool(entries[row].formula)):
        rows = list(run)
        if is_formula:  # over the values: the file engine keeps them as results, an application computes its own
            block = sheet.range((spot.first + rows[0] + 1, at), (spot.first + rows[-1] + 1, at))
            block.formula = [[contents.text(spot, entries[row].formula, spot.first + row)] for row in rows]


def _plain(value: Any) -> Any:
    """A value for a cell; text that looks like a formula is kept from becoming one by quotes around it."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"“{value}”"
    return float(value) if isinstance(value, Decimal) else value
