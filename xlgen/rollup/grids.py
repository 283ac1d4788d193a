"""Flat tables with formulas, of which a summary is made: a heading row, and rows under it whose columns all mean the same.

Formulas are of the scoring language. ``score`` is the cell of the own row, ``projects.score`` a whole column of the grid
``projects``, ``grades.1.least`` a cell by the key of its row, ``units.all.budget`` the cells of a named run of rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from xlgen.language.nodes import Call, Const, Expr
from xlgen.language.operators import OPS, Value
from xlgen.rollup.cells.columns import ColumnRows
from xlgen.rollup.cells.lazy_rows import LazyRows

Formula = str | Expr


@dataclass(frozen=True, slots=True)
class GridEntry:
    """A cell that is more than a plain value: a formula, a type other than its column's, an input.

    A formula with a ``value`` beside it has that for its result. ``alarm`` is a formula, of whole names: while it holds, the cell stands in red.
    """

    value: Value = None
    formula: Formula = ""
    type: str = ""
    is_input: bool = False
    alarm: str = ""


OPENS = "打开"  # what a link to a file is called


class FileLink(GridEntry):
    """A cell that opens a file. A long list has one in each row: it takes hardly more than its text."""

    __slots__ = ("target",)
    target: str
    value = OPENS
    type = ""
    is_input = False
    alarm = ""

    def __init__(self, target: str) -> None:
        object.__setattr__(self, "target", target)

    @property
    def formula(self) -> Formula:
        """It follows from the target."""
        return Call(OPS["link_file"], (Const(self.target), Const(OPENS)))


ENTRIES = {GridEntry, FileLink}


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column: ``formula`` fills it wherever a row says nothing; ``width`` in characters, over ``span`` sheet columns."""

    key: str
    label: str
    type: str = "text"
    width: float = 10
    formula: Formula = ""
    span: int = 1


GridSaid = Value | GridEntry  # what a row says in a column
GridRow = Mapping[str, GridSaid]


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


def said_in(grid: Grid, first: int, after: int) -> Callable[[str], Sequence[GridSaid]]:
    """What some rows of a grid say, column by column."""
    if isinstance(grid.rows, ColumnRows):
        return grid.rows.piece(first, after)
    rows = grid.rows[first:after]
    return lambda key: [row.get(key) for row in rows]


class Numbered(dict[str, tuple[int, int]]):
    """Runs of rows by name, and each row by its number from 1."""

    def __missing__(self, key: str) -> tuple[int, int]:
        return int(key) - 1, int(key)


def numbered(key: str, columns: tuple[GridColumn, ...], rows: Sequence[GridRow]) -> Grid:
    """A grid whose rows are named 1, 2, …, and all together ``all``."""
    return Grid(key, columns, rows, Numbered(all=(0, max(len(rows), 1))))


def totalled(key: str, columns: tuple[GridColumn, ...], rows: Sequence[GridRow], total: GridRow) -> Grid:
    """The same with one more row for totals, named ``total``; an empty grid keeps a blank row above it."""
    above = numbered(key, columns, rows or [{column.key: GridEntry() for column in columns}])
    end = len(above.rows)
    return Grid(key, columns, (*above.rows, total), Numbered(above.runs, total=(end, end + 1)))


def widened(
    grid: Grid,
    key: str,
    texts: Mapping[str, Mapping[str, Value | GridEntry]],
    width: float = 14,
    types: Mapping[str, str] | None = None,
) -> Grid:
    """The grid with a column for each title, behind the column of names: title → value in column ``key`` → what stands there.

    It is text where ``types`` says nothing else of a title.
    """
    known = types or {}
    own = tuple(GridColumn(f"more{i}", title, known.get(title, "text"), width) for i, title in enumerate(texts, 1))
    at = next((i for i, column in enumerate(grid.columns, 1) if column.key in ("unit", "name")), len(grid.columns))
    said = list(texts.values())

    def wider(row: GridRow) -> GridRow:
        return {**row, **{c.key: of.get(str(row.get(key)), None) for c, of in zip(own, said, strict=True)}}

    rows = LazyRows(grid.rows, lambda _, row: wider(row))
    return replace(grid, columns=(*grid.columns[:at], *own, *grid.columns[at:]), rows=rows) if own else grid
