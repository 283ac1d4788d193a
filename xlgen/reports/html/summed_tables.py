"""The tables of a summary as a page shows them: the very grids of 汇总.xlsx, worked out once, printed as it prints them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlgen.language.operators import Series, Value
from xlgen.pages.page_tables import CODE, LONG, NUMBER, PageColumn, as_many, left_out, row, table
from xlgen.reports.word.department_facts import as_summed
from xlgen.rollup.cells.reckoning import GridValues
from xlgen.rollup.figures import OVERALL, core_grids, figures_grid
from xlgen.rollup.grids import Grid, GridColumn
from xlgen.rollup.lists import pendings_grid
from xlgen.rollup.rankings import losses_grid
from xlgen.rollup.records import Rollup, Whereabouts
from xlgen.rollup.tables.finding_lists import problems_grid, tally_grid
from xlgen.words.labels import plain_label

ON_PAGE = Whereabouts("“项目”", "“没有计入的”", "“问题”")  # how texts call the other parts of the page
NUMBERS = frozenset("count money percent score number".split())  # types of columns that are read as numbers
NAME = 40  # signs of a name in a long list
ROOM = 60_000  # bytes of a table that is mostly short
COMMAND = "xlgen rollup"  # shows whole lists
_LONG = frozenset("title reason message hint remedy note file".split())  # columns of long texts
_CODES = frozenset(("code", "project"))


@dataclass(frozen=True, slots=True)
class SummedTables:
    """A summary with the values of its grids; ``draws`` says whether there are charts, else tables stand in their place."""

    rollup: Rollup
    grids: Mapping[str, Grid]
    values: Mapping[str, Series]
    draws: bool = False

    def numbers(self, name: str) -> list[Decimal]:
        """A column by ``grid.column``, without its total; blank is 0."""
        return [each if isinstance(each, Decimal) else Decimal(0) for each in self._column(name)]

    def texts(self, name: str) -> list[str]:
        """A column as it is printed, without its total."""
        key, _, own = name.partition(".")
        kind = next(each.type for each in self.grids[key].columns if each.key == own)
        return [as_summed(each, kind) for each in self._column(name)]

    def _column(self, name: str) -> Sequence[Value]:
        grid = self.grids[name.partition(".")[0]]
        first, after = grid.runs["all"]
        return self.values[name][first:after]

    def titles(self, key: str, wanted: Sequence[str] = ()) -> list[PageColumn]:
        """Columns of a grid: those that are wanted, else all but links."""
        return [page_column(each) for each in _columns(self.grids[key], wanted)]

    def lines(self, key: str, wanted: Sequence[str] = ()) -> list[tuple[str, ...]]:
        """Rows of a grid as they are printed, without its total and without blank ones."""
        names = [f"{key}.{each.key}" for each in _columns(self.grids[key], wanted)]
        return [line for line in zip(*map(self.texts, names), strict=True) if any(line)]

    def table(self, key: str, label: str, wanted: Sequence[str] = ()) -> str:
        """A grid as a table of the page, as much of it as there is room for."""
        columns, lines = self.titles(key, wanted), self.lines(key, wanted)
        rows = as_many((row(columns, line) for line in lines), ROOM)
        return table(columns, rows, key, label, "facts") + left_out(len(lines) - len(rows), "行", COMMAND)


def summed_tables(rollup: Rollup, draws: bool) -> SummedTables:
    """The grids that a page shows; what is not asked of them is not worked out."""
    found = [problems_grid(rollup), tally_grid(rollup), pendings_grid(rollup, ON_PAGE), losses_grid(rollup)]
    grids = {grid.key: grid for grid in (*core_grids(rollup), figures_grid(rollup, ON_PAGE), *found)}
    return SummedTables(rollup, grids, GridValues(grids.values()), draws)


def overall_lines(tables: SummedTables) -> list[tuple[str, str, str]]:
    """The overall figures: what it is, how much, how it is reckoned."""
    labels, values, notes = (tables.values[f"figures.{key}"] for key in ("label", "value", "note"))
    kinds = (kind for _, kind, _, _ in OVERALL.values())
    told = zip(labels, values, kinds, notes, strict=True)
    return [(str(label), as_summed(value, kind), as_summed(note, "text")) for label, value, kind, note in told]


def page_column(column: GridColumn) -> PageColumn:
    """A column of a grid as one of a page."""
    is_code = column.type == "code" or column.key in _CODES
    kind = NUMBER if column.type in NUMBERS else LONG if column.key in _LONG else CODE if is_code else ""
    return PageColumn(plain_label(column.label), kind)


def _columns(grid: Grid, wanted: Sequence[str]) -> list[GridColumn]:
    known = {each.key: each for each in grid.columns}
    return [known[key] for key in wanted] if wanted else [each for each in grid.columns if each.key != "link"]
