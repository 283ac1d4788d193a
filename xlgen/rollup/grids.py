"""Flat tables with formulas, of which a summary is made: a heading row, and rows under it whose columns all mean the same.

Formulas are of the scoring language. ``score`` is the cell of the own row, ``projects.score`` a whole column of the grid
``projects``, ``grades.1.least`` a cell by the key of its row, ``units.all.budget`` the cells of a named run of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from xlgen.language.evaluate import LookUp, RowOf, reader
from xlgen.language.nodes import Expr
from xlgen.language.operators import Series, Value
from xlgen.language.parse import parse

Formula = str | Expr


@dataclass(frozen=True, slots=True)
class GridEntry:
    """A cell that is more than a plain value: a formula, a type other than its column's, an input.

    ``alarm`` is a formula, of whole names: while it holds, the cell stands in red.
    """

    value: Value = None
    formula: Formula = ""
    type: str = ""
    is_input: bool = False
    alarm: str = ""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: ``formula`` fills it wherever a row says nothing; ``width`` in characters, over ``span`` sheet columns."""

    key: str
    label: str
    type: str = "text"
    width: float = 10
    formula: Formula = ""
    span: int = 1


GridRow = Mapping[str, Value | GridEntry]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``runs`` names rows or runs of rows: key → first row, row after the last; rows count from 0."""

    key: str
    columns: tuple[GridColumn, ...]
    rows: Sequence[GridRow]
    runs: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """Rows it takes under its heading; an empty grid keeps one, for ranges need a cell."""
        return max(len(self.rows), 1)

    def entry(self, row: int, column: GridColumn) -> GridEntry:
        """The cell at a row."""
        said = self.rows[row].get(column.key)
        if isinstance(said, GridEntry):
            return said
        return GridEntry(said) if said is not None or not column.formula else GridEntry(formula=column.formula)


def numbered(key: str, columns: tuple[GridColumn, ...], rows: Sequence[GridRow]) -> Grid:
    """A grid whose rows are named 1, 2, …, and all together ``all``."""
    return Grid(key, columns, rows, {"all": (0, max(len(rows), 1))} | {str(i + 1): (i, i + 1) for i in range(len(rows))})


def totalled(key: str, columns: tuple[GridColumn, ...], rows: Sequence[GridRow], total: GridRow) -> Grid:
    """The same with one more row for totals, named ``total``; an empty grid keeps a blank row above it."""
    above = numbered(key, columns, rows or [{column.key: GridEntry() for column in columns}])
    end = len(above.rows)
    return Grid(key, columns, (*above.rows, total), {**above.runs, "total": (end, end + 1)})


def widened(grid: Grid, key: str, texts: Mapping[str, Mapping[str, str]], width: float = 14) -> Grid:
    """The grid with a column of texts for each title, behind the column of names: title → value in column ``key`` → text."""
    own = tuple(GridColumn(f"more{i}", title, "text", width) for i, title in enumerate(texts, 1))
    at = next((i for i, column in enumerate(grid.columns, 1) if column.key in ("unit", "name")), len(grid.columns))
    said = list(texts.values())
    rows = [{**row, **{c.key: of.get(str(row.get(key)), None) for c, of in zip(own, said, strict=True)}} for row in grid.rows]
    return replace(grid, columns=(*grid.columns[:at], *own, *grid.columns[at:]), rows=rows) if own else grid


@cache
def _reader(formula: str) -> Callable[[LookUp, RowOf], Value]:
    return reader(parse(formula))


def compute_grids(grids: Iterable[Grid]) -> dict[str, Series]:
    """Value of every cell, by ``grid.column``, top to bottom; blank is None."""
    known = {grid.key: grid for grid in grids}
    columns = {f"{grid.key}.{column.key}": (grid, column) for grid in known.values() for column in grid.columns}
    sheet = _Reckoned(known, columns)
    return {name: sheet.column(name) for name in columns}


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """Cells and whole columns as far as they were asked for: formulas of all grids may ask for each other's."""

    grids: Mapping[str, Grid]
    columns: Mapping[str, tuple[Grid, GridColumn]]
    cells: dict[tuple[str, int], Value] = field(default_factory=dict)
    whole: dict[str, Series] = field(default_factory=dict)

    def column(self, name: str) -> Series:
        """Values of a column."""
        if name not in self.whole:
            self.whole[name] = Series(self.cell(name, row) for row in range(len(self.columns[name][0].rows)))
        return self.whole[name]

    def cell(self, name: str, row: int) -> Value:
        """Value of a cell."""
        grid, column = self.columns[name]
        said = grid.rows[row].get(column.key)
        if said is not None and not isinstance(said, GridEntry):
            return said
        entry = grid.entry(row, column)
        if not entry.formula:
            return entry.value
        if (name, row) not in self.cells:
            read = _reader(entry.formula) if isinstance(entry.formula, str) else reader(entry.formula)
            self.cells[name, row] = read(lambda asked: self.look_up(asked, grid.key, row), lambda asked: 0)
        return self.cells[name, row]

    def look_up(self, name: str, grid: str, row: int) -> Value | Series:
        """What a formula at a row of a grid means by a name."""
        match name.split("."):
            case [own]:
                return self.cell(f"{grid}.{own}", row)
            case [_, _]:
                return self.column(name)
            case [other, run, key]:
                found = [self.cell(f"{other}.{key}", at) for at in range(*self.grids[other].runs[run])]
                return found[0] if len(found) == 1 else Series(found)
        raise KeyError(name)
