"""Values of the cells of grids: column by column, a formula once for all rows that ask the same of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xlgen.language.evaluate import reader
from xlgen.language.nodes import names_read
from xlgen.language.operators import Series, Value
from xlgen.language.parse import parse
from xlgen.rollup.grids import Formula, Grid, GridEntry

MOST = 20_000  # answers of a formula that are kept for rows that ask the same
_ASKED: Any = object()  # stands where a formula's value is not known yet


def compute_grids(grids: Iterable[Grid], names: Iterable[str] | None = None) -> dict[str, Series]:
    """Values of whole columns, by ``grid.column``, top to bottom, blank is None: of all columns or of those that are named."""
    known = {grid.key: grid for grid in grids}
    sheet = _Reckoned(known)
    every = [f"{key}.{each.key}" for key, grid in known.items() for each in grid.columns]
    found = {name: sheet.column(name) for name in (every if names is None else names)}
    for column in sheet.whole.values():
        column.forget()
    return found


@dataclass(frozen=True, slots=True)
class _Begun:
    """A column of a grid as far as it is known; ``formula`` stands in each cell that has none of its own in ``own``."""

    formula: Formula
    values: list[Value] = field(default_factory=list)
    own: dict[int, Formula] = field(default_factory=dict)
    read: dict[Formula, Callable[[int], Value]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Reckoned:
    """Columns as far as they were asked for: formulas of all grids may ask for each other's."""

    grids: Mapping[str, Grid]
    begun: dict[str, _Begun] = field(default_factory=dict)
    whole: dict[str, Series] = field(default_factory=dict)
    under_way: set[str] = field(default_factory=set)

    def column(self, name: str) -> Series:
        """Values of a column."""
        if name not in self.whole:
            column = self._begin(name)
            self.under_way.add(name)
            for row, value in enumerate(column.values):
                if value is _ASKED:
                    column.values[row] = self._at(name, column, row)(row)
            self.under_way.discard(name)
            self.whole[name] = Series(column.values)
            self.begun.pop(name, None)
        return self.whole[name]

    def cell(self, name: str, row: int) -> Value:
        """Value of a cell."""
        if name in self.whole:
            return self.whole[name][row]
        column = self._begin(name)
        if column.values[row] is _ASKED:
            column.values[row] = self._at(name, column, row)(row)
        return column.values[row]

    def _at(self, name: str, column: _Begun, row: int) -> Callable[[int], Value]:
        """The formula of a cell, as a function of the row: one for all rows that share its text."""
        formula = column.own.get(row, column.formula) if column.own else column.formula
        known = column.read.get(formula) if isinstance(formula, str) else None
        if known is None:
            known = self._of_row(name.partition(".")[0], formula)
            if isinstance(formula, str):
                column.read[formula] = known
        return known

    def _begin(self, name: str) -> _Begun:
        """The column; a grid is read once for all of its columns, for its rows may be made as they are asked for."""
        if name not in self.begun:
            grid = self.grids[name.partition(".")[0]]
            columns = {column.key: _Begun(column.formula) for column in grid.columns}
            takers = [(key, column.values.append, column.own, bool(column.formula)) for key, column in columns.items()]
            for row, said in enumerate(grid.rows):
                get = said.get
                for key, add, own, is_filled in takers:
                    value = get(key)
                    if isinstance(value, GridEntry):
                        if value.formula and value.value is None:
                            own[row] = value.formula
                            add(_ASKED)
                        else:
                            add(value.value)
                    else:
                        add(_ASKED if value is None and is_filled else value)
            self.begun.update({f"{grid.key}.{key}": column for key, column in columns.items()})
        return self.begun[name]

    def _of_row(self, grid: str, formula: Formula) -> Callable[[int], Value]:
        expr = parse(formula) if isinstance(formula, str) else formula
        names = dict.fromkeys(name for _, name in names_read(expr))
        across = {name: self._down(f"{grid}.{name}") for name in names if "." not in name}
        fixed: dict[str, Value | Series] = {name: self._elsewhere(name) for name in names if "." in name}
        read, own, columns = reader(expr), [*across], [*across.values()]
        kept: dict[str, Value] = {}

        def value(row: int) -> Value:
            asked = [down(row) for down in columns]
            key = repr(asked)  # 1.0 is not 1 here, nor is True
            if key not in kept:
                if len(kept) >= MOST:
                    kept.clear()
                said = {**fixed, **dict(zip(own, asked, strict=True))}
                kept[key] = read(said.__getitem__, lambda name: 0)
            return kept[key]

        return value

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
