"""Places in a grid before rows are known, and the formula texts that point at them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from xlgen.language.nodes import Call, Const, Expr
from xlgen.language.operators import Op, Series
from xlgen.language.parse import parse
from xlgen.language.write import excel_literal, to_excel
from xlgen.rollup.cells.reckoning import GridValues
from xlgen.rollup.grids import Formula, Grid
from xlgen.workbook.addresses import column_letters
from xlgen.workbook.references import quoted


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a grid stands: its sheet and the row and column of its first heading, from 0."""

    grid: Grid
    sheet: str
    row: int
    column: int = 0

    @property
    def first(self) -> int:
        """Row of its first cells."""
        return self.row + 1

    @property
    def after(self) -> int:
        """First row below it."""
        return self.first + self.grid.height

    def at(self, key: str) -> int:
        """Sheet column of one of its columns."""
        at = self.column
        for column in self.grid.columns:
            if column.key == key:
                return at
            at += column.span
        raise KeyError(f"{self.grid.key}.{key}")


_OWN_ROW = "\x00"  # stands for the row number in the text of a formula that is filled down


def formula_pieces(spots: Mapping[str, Spot]) -> Callable[[Spot, Formula], Sequence[str]]:
    """The function that writes a formula of a grid, ``=`` included, in pieces between which the number of the own row stands."""

    @cache
    def named(grid: str, formula: str) -> Sequence[str]:
        return _text(parse(formula), lambda names: _reference(spots, spots[grid], names)).split(_OWN_ROW)

    def pieces(spot: Spot, formula: Formula) -> Sequence[str]:
        if isinstance(formula, str):
            return named(spot.grid.key, formula)
        return _text(formula, lambda names: _reference(spots, spot, names)).split(_OWN_ROW)

    return pieces


def _text(formula: Expr, address: Callable[[tuple[str, ...]], str]) -> str:
    match formula:
        case Call(op, (Const(str() as target), Const(str() as shown))):  # a link of a row: written once, but for where it leads
            before, after = _linking(op, shown)
            return f"{before}{excel_literal(target)}{after}"
    return to_excel(formula, address)


@cache
def _linking(op: Op, shown: str) -> tuple[str, str]:
    """What stands before and behind the target."""
    before, _, after = to_excel(Call(op, (Const(_OWN_ROW), Const(shown))), str).partition(excel_literal(_OWN_ROW))
    return before, after


def _reference(spots: Mapping[str, Spot], here: Spot, names: tuple[str, ...]) -> str:
    return ",".join(_one(spots, here, name.split(".")) for name in names)


def _one(spots: Mapping[str, Spot], here: Spot, parts: list[str]) -> str:
    if len(parts) == 1:
        return f"{column_letters(here.at(parts[0]))}{_OWN_ROW}"
    spot = spots[parts[0]]
    first, end = spot.grid.runs[parts[1]] if len(parts) == 3 else (0, spot.grid.height)
    return range_of(spot, parts[-1], first, end, "" if spot.sheet == here.sheet else f"{quoted(spot.sheet)}!")


def range_of(spot: Spot, key: str, first: int, end: int, prefix: str) -> str:
    """Cells of a column, absolute, from a row of the grid to the row before ``end``."""
    letters = column_letters(spot.at(key))
    top, bottom = spot.first + first + 1, spot.first + end
    return f"{prefix}${letters}${top}" + (f":${letters}${bottom}" if bottom > top else "")


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in the cells of grids: where each grid stands, the true value of every cell, and the text of every formula."""

    spots: Mapping[str, Spot]
    values: Mapping[str, Series]
    pieces: Callable[[Spot, Formula], Sequence[str]]

    def text(self, spot: Spot, formula: Formula, row: int) -> str:
        """A formula of a grid for a sheet row (from 0), ``=`` included, as filling down would write it."""
        return str(row + 1).join(self.pieces(spot, formula))

    def down(self, spot: Spot) -> list[Series]:
        """Values of a grid, column by column."""
        return [self.values[f"{spot.grid.key}.{column.key}"] for column in spot.grid.columns]

    def said(self, name: str) -> str:
        """Text of a cell by grid, run and column; "" where it is blank."""
        grid, run, column = name.split(".")
        return str(self.values[f"{grid}.{column}"][self.spots[grid].grid.runs[run][0]] or "")


def contents_of(spots: Iterable[Spot]) -> Contents:
    """The same for all grids of a summary, wherever they stand."""
    by_key = {spot.grid.key: spot for spot in spots}
    values = GridValues(spot.grid for spot in by_key.values())
    values.reckon()
    return Contents(by_key, values, formula_pieces(by_key))
