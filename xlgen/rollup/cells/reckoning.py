"""Values of the cells of grids: column by column, a formula once for all rows that ask the same of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlgen.language.nodes import names_read
from xlgen.language.operators import Series, Value
from xlgen.language.parse import parse
from xlgen.rollup.cells.columns import PIECE, ColumnRows
from xlgen.rollup.cells.of_rows import ASKED, MOST, OfRow
from xlgen.rollup.grids import ENTRIES, Formula, Grid, GridEntry, GridSaid


def compute_grids(grids: Iterable[Grid], names: Iterable[str] | None = None) -> dict[str, Series]:
    """Values of whole columns, by ``grid.column``, top to bottom, blank is None: of all columns or of those that are named."""
    values = GridValues(grids)
    found = {name: values[name] for name in (values if names is None else names)}
    values.forget()
    return found


class GridValues(Mapping[str, Series]):
    """Values of the columns of grids by ``grid.column``, top to bottom, blank is None; each is worked out when it is asked for."""

    def __init__(self, grids: Iterable[Grid]) -> None:
        self._grids = {grid.key: grid for grid in grids}
        self._sheet = _Reckoned(self._grids)
        self._names = dict.fromkeys(f"{key}.{each.key}" for key, grid in self._grids.items() for each in grid.columns)

    def __getitem__(self, name: str) -> Series:
        if name not in self._names:
            raise KeyError(name)
        return self._sheet.column(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def reckon(self) -> None:
        """Work out all that the short grids hold, and with it what they ask of the long ones, which are worked out when they are written."""
        for key, grid in self._grids.items():
            if not isinstance(grid.rows, ColumnRows):
                for column in grid.columns:
                    self._sheet.column(f"{key}.{column.key}")
        self.forget()
        for name in [*self._sheet.whole]:
            if name not in self._sheet.filled and isinstance(self._grids[name.partition(".")[0]].rows, ColumnRows):
                del self._sheet.whole[name]  # it is what its rows say

    def forget(self) -> None:
        """Let go of what was found on the way, which takes more room than the values."""
        for column in self._sheet.whole.values():
            column.forget()


SAME: dict[str, Any] = {}  # one object for equal numbers of equal places: by it a formula is known that was worked out


@dataclass(frozen=True, slots=True)
class _Begun:
    """A column of a grid as far as it is known; ``formula`` stands in each cell that has none of its own in ``own``."""

    formula: Formula
    values: list[Value] = field(default_factory=list)
    own: dict[int, Formula] = field(default_factory=dict)
    read: dict[Formula, OfRow] = field(default_factory=dict)

    def take(self, said: Sequence[GridSaid]) -> None:
        """Cells below those that are known."""
        kinds = {*map(type, said)}
        if kinds == {Decimal}:
            self.values.extend(map(SAME.setdefault, map(str, said), said))
            if len(SAME) > MOST:
                SAME.clear()
        elif kinds & ENTRIES:
            self._take_entries(said)
        elif self.formula and type(None) in kinds:
            found: list[Any] = [ASKED if each is None else each for each in said]
            self.values.extend(found)
        else:
            self.values.extend(said)  # type: ignore[arg-type]  # there is no entry among them

    def _take_entries(self, said: Sequence[GridSaid]) -> None:
        blank = ASKED if self.formula else None
        found: list[Any] = [each.value if isinstance(each, GridEntry) else blank if each is None else each for each in said]
        entries = {id(each): each for each in said if isinstance(each, GridEntry)}
        if asked := {key for key, each in entries.items() if each.value is None and each.formula}:
            for row, each in enumerate(said):
                if id(each) in asked:
                    found[row] = ASKED
                    self.own[len(self.values) + row] = entries[id(each)].formula
        self.values.extend(found)


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """Columns as far as they were asked for: formulas of all grids may ask for each other's."""

    grids: Mapping[str, Grid]
    begun: dict[str, _Begun] = field(default_factory=dict)
    whole: dict[str, Series] = field(default_factory=dict)
    under_way: set[str] = field(default_factory=set)
    filled: set[str] = field(default_factory=set)  # columns in which formulas stand

    def column(self, name: str) -> Series:
        """Values of a column."""
        if name not in self.whole:
            column = self._begin(name)
            self.under_way.add(name)
            left = [row for row, value in enumerate(column.values) if value is ASKED]
            if left:
                self.filled.add(name)
            if left and not column.own:
                for row, value in zip(left, self._at(name, column, left[0]).down(left), strict=True):
                    column.values[row] = value
            for row in left if column.own else ():
                column.values[row] = self._at(name, column, row).at(row)
            self.under_way.discard(name)
            self.whole[name] = Series(column.values)
            self.begun.pop(name, None)
        return self.whole[name]

    def cell(self, name: str, row: int) -> Value:
        """Value of a cell."""
        if name in self.whole:
            return self.whole[name][row]
        column = self._begin(name)
        if column.values[row] is ASKED:
            column.values[row] = self._at(name, column, row).at(row)
        return column.values[row]

    def _at(self, name: str, column: _Begun, row: int) -> OfRow:
        """The formula of a cell: one for all rows that share its text."""
        formula = column.own.get(row, column.formula) if column.own else column.formula
        known = column.read.get(formula) if isinstance(formula, str) else None
        if known is None:
            known = self._of_row(name.partition(".")[0], formula)
            if isinstance(formula, str):
                column.read[formula] = known
        return known

    def _begin(self, name: str) -> _Begun:
        """The column; a grid of rows is read once for all of its columns, for its rows may be made as they are asked for."""
        if name not in self.begun:
            key, _, own = name.partition(".")
            grid = self.grids[key]
            columns = {each.key: _Begun(each.formula) for each in grid.columns}
            if isinstance(grid.rows, ColumnRows):
                columns = {own: columns[own]}
                for piece in grid.rows.down(own):
                    columns[own].take(piece)
            else:
                for first in range(0, len(grid.rows), PIECE):
                    rows = grid.rows[first : first + PIECE]
                    for each, column in columns.items():
                        column.take([row.get(each) for row in rows])
            self.begun.update({f"{key}.{each}": column for each, column in columns.items()})
        return self.begun[name]

    def _of_row(self, grid: str, formula: Formula) -> OfRow:
        expr = parse(formula) if isinstance(formula, str) else formula
        names = dict.fromkeys(name for _, name in names_read(expr))
        across = {name: self._down(f"{grid}.{name}") for name in names if "." not in name}
        return OfRow(expr, across, {name: self._elsewhere(name) for name in names if "." in name})

    def _down(self, name: str) -> Callable[[int], Value]:
        """A column of the own grid by row."""
        if name in self.under_way:
            return lambda row: self.cell(name, row)
        return self.column(name).__getitem__

    def _elsewhere(self, name: str) -> Value | Series:
        """What a formula means by a name of several parts, in any of its rows."""
        match name.split("."):
            case [_, _]:
                return self.column(name)
            case [other, run, key]:
                column = f"{other}.{key}"
                rows = range(*self.grids[other].runs[run])
                found = (
                    [self.cell(column, row) for row in rows]
                    if column in self.under_way
                    else self.column(column)[rows.start : rows.stop]
                )
                return found[0] if len(found) == 1 else Series(found)
        raise KeyError(name)
