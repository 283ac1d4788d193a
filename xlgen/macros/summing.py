"""Macro: a department's summary as one sheet of the open workbook, its formulas live.

The formulas are those of 汇总.xlsx (``xlgen.rollup``); only where the tables stand differs: figures and lists to the left, on
paper, the data they read to the right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any

import xlwings as xw

from xlgen.form.layout.measure import height_of
from xlgen.form.layout.palette import ENTRY, HEAD
from xlgen.language.operators import Series, Value
from xlgen.macros.listing import free_title
from xlgen.macros.live import for_paper
from xlgen.rollup.details import details_grid, projects_grid
from xlgen.rollup.figures import figures_grid, grades_grid, levels_grid
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, compute_grids
from xlgen.rollup.lists import pendings_grid, register_grid
from xlgen.rollup.records import Rollup
from xlgen.rollup.spots import Spot, formula_texts
from xlgen.workbook.references import absolute
from xlgen.writing.summary_looks import TYPES, WRAPPED

SHEET = "项目汇总"
NAME = "xlgen.summary."  # defined names of the sheets this macro made; a summary is never replaced: its limits may be edited
WIDTHS = (6.0, 34.0, 14.0, 14.0, 14.0, 14.0, 14.0, 12.0, 12.0, 12.0)  # of the printed part, which all tables share
DATA = len(WIDTHS) + 1  # first column of the data
_WORDS = {
    "“项目”表全部行": "右边“数据：项目”的全部行", "见“未报与拒收”": "见下面第五部分", "见“问题清单”": "详见 xlgen check",
}  # fmt: skip
_RUN_ON = {"note", "reason"}  # last columns whose texts run on over the blank cells beside them
_KEPT = {
    "register": ("no", "name", "budget", "executed", "balance", "score"),
    "pendings": ("no", "name", "kind", "code", "unit", "budget", "reason"),
}  # columns of lists that fit the shared widths


def add_summary(book: xw.Book, rollup: Rollup, day: str) -> str:
    """Put the summary behind the last sheet; the name of the new sheet."""
    called = free_title(book, SHEET)
    sheet = book.sheets.add(called, after=book.sheets[-1])
    number = 1 + sum(name.name.startswith(NAME) for name in book.names)
    book.names.add(f"{NAME}{number}", f"={absolute((called, 0, 0))}")
    for column, width in enumerate(WIDTHS, 1):
        sheet.range((1, column)).column_width = width
    sheet.range((1, DATA + 1), (1, DATA + 24)).column_width = 13
    placed = list(_placed(called, _blocks(rollup)))
    titles = [(spot.row - 1, spot.column if spot.column >= DATA else 0, title) for title, spot in placed]
    _headings(sheet, [(0, 0, rollup.title), (1, 0, _about(rollup, day)), *titles])
    spots = {spot.grid.key: spot for _, spot in placed}
    values, text = compute_grids([spot.grid for spot in spots.values()]), formula_texts(spots)
    for spot in spots.values():
        _grid(sheet, spot, values, text)
    last = max(spot.after for spot in spots.values() if spot.column < DATA)
    sheet.page_setup.print_area = sheet.range((1, 1), (last, len(WIDTHS))).address
    for_paper(sheet)
    return called


def _about(rollup: Rollup, day: str) -> str:
    issued = " + ".join(f"{word} {count}" for word, count in rollup.statuses().items())
    counted = sum(project.counted for project in rollup.projects)
    return f"汇总日期：{day}　金额单位：{rollup.money}　下发 {len(rollup.projects)} = {issued}，计入汇总 {counted}"


def _blocks(rollup: Rollup) -> tuple[list[tuple[str, Grid]], list[tuple[str, Grid]]]:
    """Tables on paper, top to bottom, and the data beside them."""
    shown = [
        ("一、总体情况", figures_grid()),
        ("二、等级分布（黄色格可改）", grades_grid(rollup)),
        ("三、一级指标得分率", levels_grid(rollup)),
        ("四、分项绩效项目清单", _narrow(register_grid(rollup))),
        ("五、未计入汇总的项目和文件", _narrow(pendings_grid(rollup))),
    ]
    data = [("数据：项目（公式取自这里，请勿改动）", projects_grid(rollup)), ("数据：指标明细", details_grid(rollup))]
    return [(title, _single(grid)) for title, grid in shown], [(title, _single(grid)) for title, grid in data]


def _narrow(grid: Grid) -> Grid:
    by_key = {column.key: column for column in grid.columns}
    return replace(grid, columns=tuple(by_key[key] for key in _KEPT[grid.key]))


def _single(grid: Grid) -> Grid:
    """Columns one sheet column wide: the shared widths are chosen so that nothing needs merging."""
    rows = [{key: _reworded(value) for key, value in row.items()} for row in grid.rows]
    return replace(grid, columns=tuple(replace(column, span=1) for column in grid.columns), rows=rows)


def _reworded(value: Value | GridEntry) -> Value | GridEntry:
    """A text that speaks of a sheet of 汇总.xlsx, in the words of this sheet."""
    for other, here in _WORDS.items() if isinstance(value, str) else ():
        value = str(value).replace(other, here)
    return value


def _placed(sheet: str, blocks: tuple[list[tuple[str, Grid]], list[tuple[str, Grid]]]) -> Iterator[tuple[str, Spot]]:
    for column, tables in zip((0, DATA), blocks, strict=True):
        row = 3
        for title, grid in tables:
            numbered = grid.columns[0].key == "no" or column
            spot = Spot(grid, sheet, row, column if numbered else column + 1)
            yield title, spot
            row = spot.after + 2


def _headings(sheet: xw.Sheet, lines: Sequence[tuple[int, int, str]]) -> None:
    for row, column, text in lines:
        cell = sheet.range((row + 1, column + 1))
        cell.value = text
        cell.font.bold, cell.font.size = row != 1, 16 if row == 0 else 11 if row > 1 else 10
        cell.row_height = 30 if row == 0 else 20


def _grid(sheet: xw.Sheet, spot: Spot, values: dict[str, Series], text: Any) -> None:
    grid, top, left = spot.grid, spot.row + 1, spot.column + 1
    head = sheet.range((top, left), (top, left + len(grid.columns) - 1))
    head.value = [[column.label for column in grid.columns]]
    head.color, head.font.bold = HEAD, True
    whole = sheet.range((top, left), (top + grid.height, left + len(grid.columns) - 1))
    whole.font.size, whole.vertical_alignment = 10, "center"
    head.wrap_text = True
    for at, column in enumerate(grid.columns, left):
        _column(sheet, spot, at, column, [_plain(value) for value in values[f"{grid.key}.{column.key}"]], text)
    head.horizontal_alignment = "center"
    if spot.column < DATA:
        head.row_height = 30
        _heights(sheet, spot, values)
    lined = len(grid.columns) - (grid.columns[-1].key in _RUN_ON)
    framed = sheet.range((top, left), (top + grid.height, left + lined - 1))
    framed.borders.set("all", line_style="continuous", weight="thin")


def _heights(sheet: xw.Sheet, spot: Spot, values: dict[str, Series]) -> None:
    """Rows on paper high enough for their texts; what the figures mean runs on over the blank cells beside it."""
    texts = [(at, c) for at, c in enumerate(spot.grid.columns, spot.column) if c.type in WRAPPED and c.key not in _RUN_ON]
    for row in range(len(spot.grid.rows)):
        shown = [(WIDTHS[at], values[f"{spot.grid.key}.{column.key}"][row]) for at, column in texts]
        height = max((height_of("", str(value or ""), width) for width, value in shown), default=18.0)
        sheet.range((spot.first + row + 1, 1)).row_height = min(height, 200)


def _column(sheet: xw.Sheet, spot: Spot, at: int, column: GridColumn, shown: list[Any], text: Any) -> None:
    first, entries = spot.first + 1, [spot.grid.entry(row, column) for row in range(len(spot.grid.rows))]
    cells = sheet.range((first, at), (spot.after, at))
    looks = TYPES[column.type]
    cells.horizontal_alignment = str(looks.get("align", "left"))
    cells.number_format = str(looks.get("num_format", "General"))
    cells.wrap_text = column.type in WRAPPED and column.key not in _RUN_ON and spot.column < DATA
    if not entries:
        return
    cells.value = [[value] for value in shown]
    for row, entry in enumerate(entries):
        if entry.type:
            sheet.range((first + row, at)).number_format = str(TYPES[entry.type].get("num_format", "General"))
        if entry.is_input:
            sheet.range((first + row, at)).color = ENTRY
    for is_formula, run in groupby(range(len(entries)), key=lambda row: bool(entries[row].formula)):
        rows = list(run)
        if is_formula:  # over the values: the file engine keeps them as results, an application computes its own
            block = sheet.range((first + rows[0], at), (first + rows[-1], at))
            block.formula = [[text(spot, entries[row].formula, spot.first + row)] for row in rows]


def _plain(value: Any) -> Any:
    """A value for a cell; text that looks like a formula is kept from becoming one by a mark in front."""
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        return f"“{value}”"
    return float(value) if isinstance(value, Decimal) else value
