"""Where everything stands: the only place that knows rows and columns.

``lay_out`` turns a ``Form`` into printed sheets of ``Block`` records and a map from names to places. A block is one cell or
one merged rectangle; rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from xlgen.errors import TemplateError
from xlgen.expression import Call, Const, Expr
from xlgen.form import Cell, Column, Form, Row, Sheet, Table
from xlgen.labels import one_line
from xlgen.measure import height_of
from xlgen.operators import IF, OPS
from xlgen.paging import KEEP, Merge, page_breaks, pieces, printable_height

Place = tuple[str, int, int]  # sheet name, row, column


@dataclass(frozen=True, slots=True)
class Block:
    """A printed rectangle: fixed text or a named cell, and the role that decides its look."""

    row: int
    column: int
    last_row: int
    last_column: int
    role: str  # title, note, plain, signature, label, heading, group, cell
    text: str = ""
    cell: Cell | None = None

    @property
    def is_merged(self) -> bool:
        """Whether it covers more than one cell."""
        return (self.row, self.column) != (self.last_row, self.last_column)


@dataclass(slots=True)
class Page:
    """One sheet as laid out. ``heights`` in points; ``fixed`` rows hold merged text, which no application can fit by itself."""

    name: str
    widths: tuple[Decimal, ...]
    landscape: bool
    blocks: list[Block] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)
    breaks: list[int] = field(default_factory=list)
    frozen: int = 0  # rows above stay in view
    repeat: tuple[int, int] | None = None  # heading rows printed on every page
    last_row: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a form, and the place of every named cell that is printed."""

    pages: tuple[Page, ...]
    places: Mapping[str, Place]


def lay_out(form: Form) -> Layout:
    """Place everything. TemplateError where a line does not fit its grid or names what the form does not have."""
    pages, places = [], dict[str, Place]()
    for sheet in form.sheets.values():
        page = _Printer(form, sheet).print()
        pages.append(page)
        for block in page.blocks:
            if block.cell:
                if block.cell.name in places:
                    raise TemplateError(
                        f"{form.id}: sheets.{sheet.key}", f"“{block.cell.name}”印了两次", "一个名称只有一个单元格"
                    )
                places[block.cell.name] = (page.name, block.row, block.column)
    return Layout(tuple(pages), places)


class _Printer:
    """Prints the lines of one sheet from top to bottom."""

    def __init__(self, form: Form, sheet: Sheet) -> None:
        self.form, self.sheet = form, sheet
        self.page = Page(sheet.name, sheet.widths, sheet.landscape)
        self.row = 0
        self.columns_of_table: dict[str, tuple[int, int]] = {}  # where the last table's columns stand

    def print(self) -> Page:
        self._lines(self.sheet.lines, 0)
        self.page.last_row = self.row - 1
        self._fit_heights()
        self._paginate()
        return self.page

    def fail(self, line: Any, problem: str, hint: str = "") -> TemplateError:
        return TemplateError(f"{self.form.id}: sheets.{self.sheet.key}.lines", f"{problem}：{line!r}", hint)

    # ---- lines ----

    def _lines(self, lines: Sequence[Any], start: int) -> None:
        for line in lines:
            match line:
                case str(key) if key in self.form.tables:
                    self._table(self.form.tables[key], start)
                case str(key):
                    if self.form.tables.get(key) is None and key not in ("facts", "check", "rules"):
                        raise self.fail(line, "没有这张表")
                case {"side": text, "lines": inner}:
                    self._side(text, inner, start)
                case {"plain": pieces}:
                    self._pieces(pieces, start, framed=False)
                case {"blank": _}:
                    self.row += 1
                case {**said} if len(said) == 1:
                    role, text = next(iter(said.items()))
                    self._band(str(role), str(text), start)
                case list(pieces):
                    self._pieces(pieces, start, framed=True)
                case _:
                    raise self.fail(line, "看不懂的一行")

    def _side(self, text: str, inner: Sequence[Any], start: int) -> None:
        top = self.row
        self._lines(inner, start + 1)
        if self.page.repeat and self.page.repeat[0] == top:  # the heading is printed on every page, the label is not
            self._put(top, start, self.page.repeat[1], start, "heading")
            top = self.page.repeat[1] + 1
        self._put(top, start, self.row - 1, start, "side", text)

    def _band(self, role: str, text: str, start: int) -> None:
        """One piece across the page: a title, a note, or a field shown as such."""
        last = len(self.page.widths) - 1
        if text.startswith("@"):
            self._put(self.row, start, self.row, last, role, cell=self._field(text[1:]))
        else:
            self._put(self.row, start, self.row, last, role, text)
        self.row += 1

    def _pieces(self, pieces: Sequence[str], start: int, framed: bool) -> None:
        for piece, (first, last) in zip(pieces, self._spans(pieces, start), strict=True):
            text = piece.partition(":")[0] if _tail(piece) else piece
            if text.startswith("@"):
                self._put(self.row, first, self.row, last, "cell" if framed else "signature", cell=self._field(text[1:]))
            else:
                self._put(self.row, first, self.row, last, "label" if framed else "plain", text)
        self.row += 1

    def _field(self, name: str) -> Cell:
        if name not in self.form.fields:
            raise self.fail(f"@{name}", "没有这个字段")
        return self.form.fields[name]

    def _spans(self, pieces: Sequence[str], start: int) -> list[tuple[int, int]]:
        """First and last grid column of each piece: under a named column, as wide as said, or sharing the rest."""
        last = len(self.page.widths) - 1
        tails = [_tail(piece) for piece in pieces]
        if any(tail in self.columns_of_table for tail in tails):
            return self._aligned(pieces, tails, start, last)
        shares = [piece.startswith("@") for piece in pieces]
        if not any(shares):
            shares = [not tail for tail in tails]
        sizes = [int(tail) if tail.isdigit() else 0 if share else 1 for tail, share in zip(tails, shares, strict=True)]
        room, sharers = last - start + 1 - sum(sizes), sizes.count(0)
        if room < sharers or (room > 0 and not sharers):
            raise self.fail(list(pieces), f"这一行放不进 {last - start + 1} 列", "加宽网格，或写明每段占几列")
        spans, at = [], start
        for size in sizes:
            if not size:
                size = room // sharers
                room, sharers = room - size, sharers - 1
            spans.append((at, at + size - 1))
            at += size
        return spans

    def _aligned(self, pieces: Sequence[str], tails: Sequence[str], start: int, last: int) -> list[tuple[int, int]]:
        starts = [start]
        for before, tail in pairwise(tails):
            if tail in self.columns_of_table:
                starts.append(self.columns_of_table[tail][0])
            else:  # follows the piece on its left
                starts.append(self.columns_of_table[before][1] + 1 if before in self.columns_of_table else starts[-1] + 1)
        if sorted(set(starts)) != starts:
            raise self.fail(list(pieces), "这一行的各段次序与上表的列不合")
        return list(zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True))

    # ---- tables ----

    def _table(self, table: Table, start: int) -> None:
        spans = self._column_spans(table, start)
        self.columns_of_table = spans
        top = self.row
        self._heading(table.columns, spans)
        if self.sheet.repeat == table.key:
            self.page.repeat, self.page.frozen = (top, self.row - 1), self.row
        first = self.row
        for row in table.rows:
            for column in table.columns:
                if column.key not in table.groups or row.spare:
                    self._put(
                        self.row, spans[column.key][0], self.row, spans[column.key][1], "cell", cell=row.cells[column.key]
                    )
            self.row += 1
        for run_start, run_end, key in _groups(table):
            self._group(table, first, run_start, run_end, key, spans[key])

    def _column_spans(self, table: Table, start: int) -> dict[str, tuple[int, int]]:
        last = len(self.page.widths) - 1
        sizes = {c.key: 0 if c.span == "rest" else int(c.span) for c in table.columns}
        elastic = next((key for key, size in sizes.items() if not size), table.columns[-1].key)
        rest = last - start + 1 - sum(size for key, size in sizes.items() if key != elastic)
        if rest < 1:
            raise self.fail(table.key, f"表“{table.label or table.key}”的列放不进 {last - start + 1} 列的网格", "加宽 columns")
        sizes[elastic] = rest
        spans, at = {}, start
        for key, size in sizes.items():
            spans[key] = (at, at + size - 1)
            at += size
        return spans

    def _heading(self, columns: Sequence[Column], spans: Mapping[str, tuple[int, int]]) -> None:
        deep = any(column.under for column in columns)
        bottom = self.row + deep
        i = 0
        while i < len(columns):
            column = columns[i]
            j = i + 1
            if column.under:
                while j < len(columns) and columns[j].under == column.under:
                    j += 1
                self._put(self.row, spans[column.key][0], self.row, spans[columns[j - 1].key][1], "heading", column.under)
                for each in columns[i:j]:
                    self._put(bottom, *_across(spans[each.key], bottom), "heading", each.label)
            else:
                while j < len(columns) and not columns[j].label and not columns[j].under:
                    j += 1
                self._put(self.row, spans[column.key][0], bottom, spans[columns[j - 1].key][1], "heading", column.label)
            i = j
        self.row = bottom + 1

    def _group(self, table: Table, first: int, start: int, end: int, column: str, span: tuple[int, int]) -> None:
        rows = table.rows[start : end + 1]
        points = sum(
            (r.cells["points"].value for r in rows if "points" in r.cells and isinstance(r.cells["points"].value, Decimal)),
            Decimal(0),
        )
        text = table.groups[column].replace("{text}", rows[0].text(column)).replace("{points}", f"{points.normalize():f}")
        self._put(first + start, span[0], first + end, span[1], "group", text)

    # ---- blocks ----

    def _put(
        self, row: int, column: int, last_row: int, last_column: int, role: str, text: str = "", cell: Cell | None = None
    ) -> None:
        self.page.blocks.append(Block(row, column, last_row, last_column, role, text, cell))

    def _fit_heights(self) -> None:
        """Rows as high as their longest text; a text merged down is spread over its rows, the last takes what is missing."""
        for block in sorted(self.page.blocks, key=lambda b: b.last_row - b.row):
            width = sum(self.page.widths[block.column : block.last_column + 1], Decimal(0))
            needed = height_of(block.role, block.text or _shown(block.cell), width, block.cell.tall if block.cell else 1)
            rows = range(block.row, block.last_row + 1)
            for row in rows:
                self.page.heights.setdefault(row, 18.0)
            missing = needed - sum(self.page.heights[row] for row in rows)
            if missing > 0:
                for row in rows:
                    self.page.heights[row] += missing / len(rows)
            # a merged text on one row cannot be fitted by the application, so its height is fixed
            if block.column != block.last_column or block.role in ("title", "heading"):
                self.page.fixed.add(block.row)

    def _paginate(self) -> None:
        """End pages where groups end; a label torn by a page's end is printed again on the next page."""
        whole, page = self.page.blocks, self.page
        room = printable_height(page.widths, page.landscape)
        for _ in range(4):  # a label printed again may want higher rows, and those another break
            heights = [page.heights.get(row, 18.0) for row in range(page.last_row + 1)]
            breaks = page_breaks(heights, room, page.repeat, list(_merges(whole)))
            if breaks == page.breaks:
                return
            page.breaks = breaks
            page.blocks = [piece for block in whole for piece in _torn(block, breaks)]
            self._fit_heights()


def _merges(blocks: Sequence[Block]) -> Iterator[Merge]:
    """What had better not be torn: groups, the finer the dearer; headings from what they head; the signatures at the end."""
    columns = sorted({block.column for block in blocks if block.role == "group"})
    signed = {block.row for block in blocks if block.role == "signature"}
    for block in blocks:
        if block.role in ("group", "side") and block.last_row > block.row:
            yield Merge(block.row, block.last_row, 1.0 if block.role == "side" else 2.0 + 3.0 * columns.index(block.column))
        if block.role in ("title", "subtitle", "heading", "heading1"):
            yield Merge(block.row, block.last_row + 1, KEEP)
    first = last = max(signed, default=0)
    while first - 1 in signed:
        first -= 1
    if signed:
        yield Merge(first - 1, last, KEEP)  # with the line above, so that no page holds signatures alone


def _torn(block: Block, breaks: Sequence[int]) -> Iterator[Block]:
    """The block, or where a page ends inside it one for each page."""
    for first, last in pieces(block.row, block.last_row, breaks):
        text = block.text if first == block.row or not block.text else f"{block.text}\n（续）"
        yield replace(block, row=first, last_row=last, text=text)


def _across(span: tuple[int, int], row: int) -> tuple[int, int, int]:
    return span[0], row, span[1]


def _tail(piece: str) -> str:
    """What stands after the last ``:`` of a piece if it is a width or a column's key; a label may end in a colon."""
    tail = piece.rpartition(":")[2] if ":" in piece else ""
    return tail if (tail.isascii() and tail.isidentifier()) or tail.isdigit() else ""


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if cell.formula is not None:
        return _longest(cell.formula)
    return cell.value if isinstance(cell.value, str) else "" if cell.value is None else str(cell.value)


def _longest(expr: Expr) -> str:
    """About the longest text a formula may give; numbers need no more than a line."""
    match expr:
        case Const(str() as text):
            return text
        case Call(op, args) if op is OPS["join"]:
            return "".join(_longest(arg) or "000" for arg in args)
        case Call(op, (_, *branches)) if op in IF.values():
            return max(map(_longest, branches), key=len)
    return ""


def _groups(table: Table) -> Iterator[tuple[int, int, str]]:
    """Runs of equal neighbours per grouped column, within the run of the coarser column: (first row, last row, column)."""
    rows: list[Row] = [row for row in table.rows if not row.spare]
    edges: set[int] = {0, len(rows)}
    for column in table.groups:
        edges |= {i for i in range(1, len(rows)) if one_line(rows[i].text(column)) != one_line(rows[i - 1].text(column))}
        marks = sorted(edges)
        yield from ((a, b - 1, column) for a, b in pairwise(marks))
