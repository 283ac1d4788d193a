"""A list that is printed, handed over and signed, through XlsxWriter: a title, what it is about, a table, a line to be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.form.layout.looks import BODY, ROLES
from xlgen.form.layout.measure import height_of
from xlgen.writing.new_book import A4, GrowingRows, NewBook, set_paper, written

LEAST = 22  # points of a row
SIGNATURE = 34


@dataclass(frozen=True, slots=True)
class SignedColumn:
    """A column: its title, its width in characters, whether it holds sentences, which begin at the left."""

    title: str
    width: float
    is_text: bool = False


@dataclass(frozen=True, slots=True)
class SignedList:
    """What is printed: ``name`` of the sheet, lines above the table, its rows, and what is signed below, each over some columns."""

    name: str
    title: str
    above: Sequence[str]
    columns: Sequence[SignedColumn]
    rows: Sequence[Sequence[str]]
    signed: Sequence[str]


def signed_list(said: SignedList) -> bytes:
    """The workbook's bytes. Same list, same bytes."""
    return written(lambda book: _fill(book, said), title=said.title)


def _fill(book: NewBook, said: SignedList) -> None:
    sheet = book.add_worksheet(said.name, GrowingRows)
    for column, each in enumerate(said.columns):
        sheet.set_column(column, column, each.width)
    lines = [("title", said.title), *(("text", text) for text in said.above)]
    for row, (role, text) in enumerate(lines):
        _across(book, sheet, row, 0, len(said.columns), role, text)
        sheet.set_row(row, height_of(role, text, sum(each.width for each in said.columns)))
    head = len(lines)
    for column, each in enumerate(said.columns):
        sheet.write_string(head, column, each.title, book.look({**BODY, **ROLES["heading"]}))
    sheet.set_row(head, LEAST)
    sheet.repeat_rows(head)
    sheet.freeze_panes(head + 1, 0)
    for row, texts in enumerate(said.rows, head + 1):
        _row(book, sheet, row, said.columns, texts)
    _sign(book, sheet, head + len(said.rows) + 2, [each.width for each in said.columns], said.signed)
    set_paper(sheet, A4, landscape=True)
    sheet.set_footer("&C&9第 &P 页 共 &N 页")


def _row(book: NewBook, sheet: Any, row: int, columns: Sequence[SignedColumn], texts: Sequence[str]) -> None:
    for column, (each, text) in enumerate(zip(columns, texts, strict=True)):
        side = {"align": "left", "indent": 1} if each.is_text else {"align": "center"}
        sheet.write_string(row, column, text, book.look({**BODY, **ROLES["cell"], **side, "num_format": "@"}))
    heights = (height_of("cell", text, each.width) for each, text in zip(columns, texts, strict=True))
    sheet.set_row(row, min(max(LEAST, *heights), MAX_HEIGHT))


def _sign(book: NewBook, sheet: Any, row: int, widths: Sequence[float], texts: Sequence[str]) -> None:
    """Each text over columns that are about as wide as those of the others, so that there is room to sign."""
    edges = list(accumulate(widths, initial=0.0))
    shares = [edges[-1] * n / len(texts) for n in range(len(texts) + 1)]
    ends = [_nearest(edges, share) for share in shares]
    for first, end, text in zip(ends, ends[1:], texts, strict=False):
        _across(book, sheet, row, first, end, "text", text)
    sheet.set_row(row, SIGNATURE)


def _nearest(edges: Sequence[float], place: float) -> int:
    """Which edge between columns is nearest to a place."""
    return min(range(len(edges)), key=lambda at: abs(edges[at] - place))


def _across(book: NewBook, sheet: Any, row: int, first: int, end: int, role: str, text: str) -> None:
    look = book.look({**BODY, **ROLES[role]})
    if end - first > 1:
        sheet.merge_range(row, first, row, end - 1, text, look)
    else:
        sheet.write_string(row, first, text, look)
