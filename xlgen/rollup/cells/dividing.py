"""Tables too long for one sheet, parted by 实施单位 onto several; what was one column in a formula is then one a part.

A sheet of Excel has 1,048,576 rows (Excel specifications and limits). A unit stays together where it fits; sums of the parts are the
sum of the whole, which is why only operators that add up may ask for a parted column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, reduce

from xlgen.excel_limits import MAX_ROW
from xlgen.language.nodes import Call, Expr, Ref
from xlgen.language.operators import OPS
from xlgen.language.parse import parse
from xlgen.language.write import to_source
from xlgen.rollup.cells.columns import ColumnRows
from xlgen.rollup.cells.lazy_rows import LazyRows
from xlgen.rollup.grids import Formula, Grid, GridEntry, GridRow, numbered

LISTS = (OPS["sum"], OPS["count"])  # take several columns
BY_KEY = (OPS["sumif"], OPS["countif"])  # add up over one, which stands once a part
ROOM = MAX_ROW - 20  # rows of a table on one sheet: titles and notes take some


@dataclass(frozen=True, slots=True)
class GridPart:
    """A part of a table: its rows, by their place in the whole, and the units that it begins and ends with."""

    rows: Sequence[int]
    first: str
    last: str


def parts_of(units: Sequence[str], room: int) -> list[GridPart]:
    """Rows of a table by unit, in the order units come first, no more than ``room`` in a part; ``units`` has that of each row."""
    of: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        of.setdefault(unit, []).append(row)
    cut: list[list[tuple[str, list[int]]]] = [[]]
    left = room
    for unit, rows in of.items():
        pieces = [rows[at : at + room] for at in range(0, len(rows), room)]
        for piece in pieces:
            if len(piece) > left:
                cut.append([])
                left = room
            cut[-1].append((unit, piece))
            left -= len(piece)
    return [GridPart([row for _, rows in part for row in rows], part[0][0], part[-1][0]) for part in cut if part]


def divided(grids: Sequence[Grid], parts: Mapping[str, Sequence[GridPart]]) -> list[Grid]:
    """The grids, those that are parted as several, and the formulas of the others about all of their parts."""
    keys = {key: tuple(part_key(key, n) for n in range(len(found))) for key, found in parts.items()}
    return [
        made for grid in grids for made in (_cut(grid, parts[grid.key]) if grid.key in parts else [_about_parts(grid, keys)])
    ]


def part_key(key: str, n: int) -> str:
    """Key of a part, counted from 0: the first one keeps that of the whole."""
    return f"{key}{n + 1}" if n else key


def _cut(grid: Grid, parts: Sequence[GridPart]) -> Iterable[Grid]:
    for n, part in enumerate(parts):
        rows = grid.rows.of(part.rows) if isinstance(grid.rows, ColumnRows) else [grid.rows[row] for row in part.rows]
        yield numbered(part_key(grid.key, n), grid.columns, rows)


def _about_parts(grid: Grid, keys: Mapping[str, tuple[str, ...]]) -> Grid:
    if not keys:
        return grid
    names = tuple(sorted(keys.items()))

    def asked(row: GridRow) -> GridRow:
        return {
            key: replace(said, formula=_spread(said.formula, names))
            if isinstance(said, GridEntry) and isinstance(said.formula, str)
            else said
            for key, said in row.items()
        }

    columns = tuple(replace(column, formula=_spread(column.formula, names)) for column in grid.columns)
    return replace(grid, columns=columns, rows=LazyRows(grid.rows, lambda _, row: asked(row)))


Keys = tuple[tuple[str, tuple[str, ...]], ...]


@lru_cache(maxsize=10_000)
def _spread(formula: Formula, keys: Keys) -> Formula:
    if not isinstance(formula, str) or not any(f"{key}." in formula for key, _ in keys):
        return formula
    return to_source(_spread_tree(parse(formula), dict(keys)))


def _spread_tree(expr: Expr, keys: Mapping[str, tuple[str, ...]]) -> Expr:
    if not isinstance(expr, Call):
        assert not _parted(expr, keys), expr  # a parted column may only be added up
        return expr
    if expr.op in LISTS:
        return Call(expr.op, tuple(piece for arg in expr.args for piece in _pieces(arg, keys)))
    if expr.op in BY_KEY and (found := next(filter(None, (_parted(arg, keys) for arg in expr.args)), ())):
        calls = [
            Call(expr.op, tuple(_pieces(arg, keys)[n] if _parted(arg, keys) else arg for arg in expr.args))
            for n in range(len(found))
        ]
        return reduce(lambda one, other: Call(OPS["+"], (one, other)), calls)
    return Call(expr.op, tuple(_spread_tree(arg, keys) for arg in expr.args))


def _parted(expr: Expr, keys: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The parts of a column that is parted; () for all else."""
    return keys.get(expr.name.partition(".")[0], ()) if isinstance(expr, Ref) else ()


def _pieces(expr: Expr, keys: Mapping[str, tuple[str, ...]]) -> list[Expr]:
    if not (found := _parted(expr, keys)):
        return [expr]
    assert isinstance(expr, Ref)
    return [Ref(f"{part}.{expr.name.partition('.')[2]}") for part in found]
