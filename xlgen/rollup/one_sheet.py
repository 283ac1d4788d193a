"""The whole summary on one sheet: what 总览 shows and two lists to the left, on paper; to the right the data that they read.

Nothing is merged, for the workbook it goes into may be one that is open: columns are shared by all tables, and the last text of a
row takes what is left of them.
"""

from __future__ import annotations

from dataclasses import replace

from xlgen.rollup.arrangement import Section, SummaryPage, in_order, stack
from xlgen.rollup.details import projects_grid
from xlgen.rollup.figures import figures_grid, grades_grid, levels_grid
from xlgen.rollup.grids import Grid
from xlgen.rollup.lists import pendings_grid, received_grid, register_grid
from xlgen.rollup.overview import PENDINGS, REGISTER, about, figures_first, notes_from
from xlgen.rollup.pages import with_further
from xlgen.rollup.proofs import kinds_grid, statuses_grid
from xlgen.rollup.records import Rollup, Whereabouts
from xlgen.rollup.tables.indicator_lists import details_grid

SHARED = (6.0, 34.0, 14.0, 14.0, 14.0, 14.0, 14.0, 12.0, 12.0, 12.0)  # of one sheet on paper: all tables fit it unmerged
GAP, BESIDE = 8.0, 13.0  # widths of what parts paper from data, and of the data's columns
DATA = len(SHARED) + 1  # first column of the data
HERE = Whereabouts("右边“数据：项目”", f"“六、{PENDINGS}”", "该表的校验结果")  # on one sheet
KEPT = {
    "register": ("no", "name", "budget", "executed", "balance", "score", "code", "row"),
    "pendings": ("no", "name", "kind", "code", "unit", "budget", "share", "reason"),
}  # columns of lists that fit the shared widths
RUN_ON = {"note", "reason"}  # last columns that take what is left of the sheet's


def one_sheet(rollup: Rollup, day: str, name: str) -> SummaryPage:
    """The sheet; ``day`` is the ISO date of the summary."""
    last = len(SHARED) - 1
    spots, lines, end = stack(name, 2, in_order(_on_paper(rollup)))
    lines = [*about(rollup, day, 0, last, last), *(replace(line, last_column=last) for line in lines)]
    beside, headings, _ = stack(name, 2, _data(rollup), DATA)
    return SummaryPage(
        name,
        (*SHARED, GAP, *(BESIDE,) * max(len(spot.grid.columns) for spot in beside)),
        (*spots, *beside),
        (*lines, *notes_from(rollup, end - 1, last), *(replace(line, last_column=DATA) for line in headings)),
        tallest=200,
        printed=end - 1 + len(rollup.notes),
        across=len(SHARED),
    )


def _on_paper(rollup: Rollup) -> list[Section]:
    grids = (figures_grid(rollup, HERE), grades_grid(rollup), levels_grid(rollup), statuses_grid(rollup), kinds_grid())
    lists = [Section(REGISTER, register_grid(rollup)), Section(PENDINGS, pendings_grid(rollup, HERE))]
    return [_fitted(section) for section in (*figures_first({grid.key: grid for grid in grids}), *lists)]


def _fitted(section: Section) -> Section:
    """A table in the shared columns, the first of which is for numbers only."""
    grid = section.grid
    column = 0 if grid.columns[0].key == "no" else 1
    kept = [each for each in grid.columns if each.key in KEPT.get(grid.key, (each.key,))]
    kept.sort(key=lambda each: KEPT.get(grid.key, (each.key,)).index(each.key))
    columns = [replace(each, span=1, width=SHARED[at]) for at, each in enumerate(kept, column)]
    if columns[-1].key in RUN_ON:
        columns[-1] = replace(columns[-1], span=len(SHARED) - column - len(columns) + 1)
    return replace(section, grid=replace(grid, columns=tuple(columns)), column=column)


def _data(rollup: Rollup) -> list[Section]:
    grids = {
        "数据：项目（公式取自这里，请勿改动）": with_further(rollup, projects_grid(rollup)),
        "数据：指标明细": details_grid(rollup),
        "数据：收到文件": received_grid(rollup),
    }
    return [Section(heading, _unmerged(grid), DATA) for heading, grid in grids.items()]


def _unmerged(grid: Grid) -> Grid:
    return replace(grid, columns=tuple(replace(column, span=1, width=BESIDE) for column in grid.columns))
