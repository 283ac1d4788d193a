"""A table as Word keeps it, made whole: as many columns as it has, each as wide as what stands in it asks for.

Elements as in ECMA-376 part 1, 17.4 (w:tbl); lengths are twips, twentieths of a point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from xlgen.word.column_widths import column_widths
from xlgen.word.looks_at import TextLook
from xlgen.word.word_cells import cell_written, paragraph_written, row_written

NO_ROW = "无"  # what stands where a table has no row
MANY = 7  # columns; with more there is less room around their texts
SHORT = 6  # rows; such a table stays on one page


@dataclass(frozen=True, slots=True)
class Head:
    """Head of a column: what it says, what stands over it and its neighbours, on which side its cells are set.

    ``joined``: cells that follow each other and say the same are one.
    """

    said: str
    over: str = ""
    side: str = "center"  # left | center | right
    joined: bool = False


@dataclass(frozen=True, slots=True)
class WholeTable:
    """Heads, rows of as many texts, and what is printed above the table."""

    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


def tables_written(tables: Sequence[WholeTable], look: TextLook) -> bytes:
    """Tables one below the other, in the look of the paragraph whose place they take."""
    return b"".join(_caption(table, look) + _table(table, look) for table in tables)


def low(look: TextLook) -> bytes:
    """A paragraph without text, six points high: what has to stand behind a table at the end of a document."""
    return paragraph_written(
        "", look, '<{0}spacing {1}before="0" {1}after="0" {1}line="120" {1}lineRule="exact"/>', "left", keeps=False
    )


def _caption(table: WholeTable, look: TextLook) -> bytes:
    if not table.caption:
        return b""
    return paragraph_written(table.caption, look, '<{0}spacing {1}before="160" {1}after="60"/>', "left", keeps=True)


def _table(table: WholeTable, look: TextLook) -> bytes:
    rows = table.rows or ((NO_ROW, *[""] * (len(table.heads) - 1)),)
    margin = 40 if len(table.heads) > MANY else 85
    widths = column_widths([[head.said, *(row[i] for row in rows)] for i, head in enumerate(table.heads)], look, margin)
    p = look.prefix
    border = "".join(
        f'<{p}{side} {look.own}val="single" {look.own}sz="4" {look.own}space="0" {look.own}color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    around = "".join(f'<{p}{side} {look.own}w="{margin}" {look.own}type="dxa"/>' for side in ("left", "right"))
    grid = "".join(f'<{p}gridCol {look.own}w="{width}"/>' for width in widths)
    start = (
        f'<{p}tbl{look.declared}><{p}tblPr><{p}tblW {look.own}w="{sum(widths)}" {look.own}type="dxa"/>'
        f"<{p}tblBorders>{border}</{p}tblBorders>"
        f'<{p}tblLayout {look.own}type="fixed"/><{p}tblCellMar>{around}</{p}tblCellMar></{p}tblPr><{p}tblGrid>{grid}</{p}tblGrid>'
    )
    body = b"".join([*_heads(table.heads, widths, look), *_rows(table.heads, rows, widths, look)])
    return start.encode() + body + f"</{p}tbl>".encode()


def _heads(heads: Sequence[Head], widths: Sequence[int], look: TextLook) -> Iterator[bytes]:
    """One row of heads, or two where something stands over some of them."""
    if not any(head.over for head in heads):
        yield row_written(
            [cell_written(head.said, width, look, "center", shade=True) for head, width in zip(heads, widths, strict=True)],
            look,
        )
        return
    upper: list[bytes] = []
    at = 0
    for over, group in groupby(heads, lambda head: head.over):
        own = list(group)
        if over:
            upper.append(cell_written(over, sum(widths[at : at + len(own)]), look, "center", spans=len(own), shade=True))
        else:
            upper += [
                cell_written(head.said, widths[at + i], look, "center", joins="restart", shade=True)
                for i, head in enumerate(own)
            ]
        at += len(own)
    yield row_written(upper, look)
    lower = [(head.said if head.over else "", "" if head.over else "continue") for head in heads]
    yield row_written(
        [cell_written(s, w, look, "center", joins=j, shade=True) for (s, j), w in zip(lower, widths, strict=True)], look
    )


def _rows(heads: Sequence[Head], rows: Sequence[Sequence[str]], widths: Sequence[int], look: TextLook) -> Iterator[bytes]:
    before: Sequence[str] = ()
    for number, row in enumerate(rows, 1):
        keeps = number < len(rows) and (len(rows) <= SHORT or number in (1, len(rows) - 1))
        joins = [_joins(heads, row, before, i) for i in range(len(heads))]
        cells = [
            cell_written("" if join == "continue" else said, width, look, head.side, joins=join, keeps=keeps)
            for head, said, width, join in zip(heads, row, widths, joins, strict=True)
        ]
        yield row_written(cells, look, is_head=False)
        before = row


def _joins(heads: Sequence[Head], row: Sequence[str], before: Sequence[str], i: int) -> str:
    """Whether a cell is one with that above it: so are all joined cells to its left."""
    if not heads[i].joined:
        return ""
    left = [j for j in range(i + 1) if heads[j].joined]
    return "continue" if before and row[i] and all(row[j] == before[j] for j in left) else "restart"
