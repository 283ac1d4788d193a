"""Which columns of the grid each piece of a line and each column of a table takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.layout.records import Lines
from xlgen.form.records import Table
from xlgen.words.labels import plain_label

_COUNTS = {2: "两", 3: "三", 4: "四"}


def fault(where: str, line: Any, problem: str, hint: str = "") -> TemplateError:
    """The author's mistake in a line of a sheet; ``where`` is the path of the sheet's lines."""
    return TemplateError(where, f"{problem}：{line!r}", hint)


def tail(piece: str) -> str:
    """What stands after the last ``:`` of a piece if it is a width or a column's key; a label may end in a colon."""
    end = piece.rpartition(":")[2] if ":" in piece else ""
    return end if (end.isascii() and end.isidentifier()) or end.isdigit() else ""


def piece_spans(pieces: Sequence[str], grid: Lines, columns: Mapping[str, Lines], where: str) -> list[Lines]:
    """Span of each piece of a line: under a named one of the ``columns`` above, as wide as said, or sharing the rest.

    TemplateError where they do not fit the columns ``grid`` or stand in another order than the columns above.
    """
    if any(tail(piece) in columns for piece in pieces):
        return _aligned(pieces, grid, columns, where)
    sizes = _sizes(pieces)
    width = grid[1] - grid[0] + 1
    room, sharers = width - sum(sizes), sizes.count(0)
    if room < sharers or (room > 0 and not sharers):
        raise fault(where, list(pieces), f"这一行放不进 {width} 列", "加宽网格，或写明每段占几列")
    spans, at = [], grid[0]
    for size in sizes:
        if not size:
            size = room // sharers
            room, sharers = room - size, sharers - 1
        spans.append((at, at + size - 1))
        at += size
    return spans


def _sizes(pieces: Sequence[str]) -> list[int]:
    """Columns of each piece, 0 where it shares the rest: cells do, or where there are none the pieces without a width."""
    tails = [tail(piece) for piece in pieces]
    shares = [piece.startswith("@") for piece in pieces]
    if not any(shares):
        shares = [not end for end in tails]
    return [int(end) if end.isdigit() else 0 if share else 1 for end, share in zip(tails, shares, strict=True)]


def _aligned(pieces: Sequence[str], grid: Lines, columns: Mapping[str, Lines], where: str) -> list[Lines]:
    starts = [grid[0]]
    for before, after in pairwise(map(tail, pieces)):
        if after in columns:
            starts.append(columns[after][0])
        else:  # follows the piece on its left
            starts.append(columns[before][1] + 1 if before in columns else starts[-1] + 1)
    if sorted(set(starts)) != starts:
        raise fault(where, list(pieces), "这一行的各段次序与上表的列不合")
    return list(zip(starts, [*(s - 1 for s in starts[1:]), grid[1]], strict=True))


def column_spans(table: Table, grid: Lines, where: str, widen: str) -> dict[str, Lines]:
    """Span of each column of a table, by key; one takes what the others leave.

    TemplateError where nothing is left; ``widen`` says how this sheet's grid becomes wider.
    """
    width = grid[1] - grid[0] + 1
    sizes = {c.key: 0 if c.span == "rest" else int(c.span) for c in table.columns}
    elastic = next((key for key, size in sizes.items() if not size), table.columns[-1].key)
    rest = width - sum(size for key, size in sizes.items() if key != elastic)
    if rest < 1:
        raise _too_wide(table, sizes, width, where, widen)
    sizes[elastic] = rest
    spans, at = {}, grid[0]
    for key, size in sizes.items():
        spans[key] = (at, at + size - 1)
        at += size
    return spans


def _too_wide(table: Table, sizes: Mapping[str, int], width: int, where: str, widen: str) -> TemplateError:
    needed = sum(size or 1 for size in sizes.values()) if 0 in sizes.values() else sum([*sizes.values()][:-1]) + 1
    broad: dict[int, list[str]] = {}
    for key, size in sizes.items():
        if size > 1:
            broad.setdefault(size, []).append(key)
    told = "".join(f"；占{_COUNTS.get(size, size)}列的有 {'、'.join(keys)}" for size, keys in sorted(broad.items()))
    problem = f"表“{plain_label(table.label) or table.key}”要 {needed} 列，只有 {width} 列{told}"
    narrow = f"给 {next(iter(broad.values()))[0]} 写 span = 1，或" if broad else ""
    return TemplateError(where, problem, f"{narrow}{widen}")
