"""A sheet of xlgen's own in an open workbook: a title, a few lines, one table with links to cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import xlwings as xw

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.form.layout.measure import folded, height_of
from xlgen.form.layout.palette import HEAD, LINK
from xlgen.macros.live import bring_forward, for_paper, indent, last_sheet
from xlgen.macros.name_table import add_name, drop_name, meanings, names_from
from xlgen.returned.marks import FIRST, LISTS, MARK, remarks
from xlgen.workbook.addresses import spell
from xlgen.workbook.patching.cell import cleaned
from xlgen.workbook.references import absolute, quoted, unquoted


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its title, its width in characters, whether its values are short and stand in the middle."""

    title: str
    width: float
    short: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A cell to go to, as it is called in the list; "" for none.

    By its defined ``name``, if it has one, it is found where rows were inserted since.
    """

    sheet: str = ""
    cell: str = ""
    name: str = ""

    @property
    def text(self) -> str:
        """``sheet!cell``, or as much of it as there is."""
        return "!".join(part for part in (self.sheet, self.cell) if part)

    @property
    def formula(self) -> str:
        """The formula that leads there."""
        target = self.name or f"{quoted(self.sheet)}!{self.cell or spell(0, 0)}".replace('"', '""')
        return f'=HYPERLINK("#{target}","{self.text.replace(chr(34), chr(34) * 2)}")'


ListRow = Sequence[str | int | Link]
Tints = Mapping[str | int | Link, tuple[int, int, int]]


def own_sheets(book: xw.Book, kind: str) -> list[xw.Sheet]:
    """Sheets that were added under a kind, told by the names that lead to them: a sheet of the same title is not ours.

    Nor is a sheet that other names lead to: the cell of ours was cut out and pasted there. Names of one sheet do not count:
    Excel itself makes one for the rows printed on every page.
    """
    return [*_named_sheets(book, kind), *_nameless_sheets(book, kind)]


def _named_sheets(book: xw.Book, kind: str) -> list[xw.Sheet]:
    found, own = [], names_from(book, f"{MARK}{kind}")
    if not own:
        return []
    led = {said.rpartition("!")[0] for name, said in meanings(book).items() if not name.startswith(MARK) and "!" not in name}
    others = {unquoted(each.removeprefix("=")) for each in led}  # few: thousands of names lead to a sheet or two
    for name in own:
        try:
            sheet = name.refers_to_range.sheet
            found += [sheet] if sheet.name not in others else []
        except Exception:  # whoever deleted the sheet left the name behind: engines differ in what they raise
            continue
    return found


def _nameless_sheets(book: xw.Book, kind: str) -> list[xw.Sheet]:
    """Lists that a program saved without their names, told by title and heading, where nobody wrote on them."""
    alike = [sheet for sheet in book.sheets if sheet.name.rstrip("0123456789") == LISTS[kind]]
    if not alike:
        return []
    lead = {said.rpartition("!")[0].removeprefix("=") for name, said in meanings(book).items() if name.startswith(MARK)}
    named = {unquoted(each) for each in lead}
    told = [(sheet, _cells(sheet)) for sheet in alike if sheet.name not in named]
    return [
        sheet for sheet, cells in told if cells.get((0, 0)) == LISTS[kind] and FIRST in cells.values() and not remarks(cells)
    ]


def remove_sheets(book: xw.Book, kind: str) -> None:
    """Take out the sheets of a kind and the names that lead to them; a sheet that somebody wrote on stays, as theirs."""
    sheets = unanswered_sheets(book, kind)
    for name in names_from(book, f"{MARK}{kind}"):
        drop_name(book, name)
    with book.app.properties(display_alerts=False):
        for sheet in sheets:
            sheet.delete()


def unanswered_sheets(book: xw.Book, kind: str) -> list[xw.Sheet]:
    """Added sheets of a kind on which nobody wrote."""
    return [sheet for sheet in own_sheets(book, kind) if not remarks(_cells(sheet))]


def answered_sheets(book: xw.Book, kind: str) -> list[xw.Sheet]:
    """Added sheets of a kind on which somebody wrote."""
    return [sheet for sheet in own_sheets(book, kind) if remarks(_cells(sheet))]


def _cells(sheet: xw.Sheet) -> dict[tuple[int, int], object]:
    used = sheet.used_range
    values = used.options(ndim=2).value
    return {(used.row - 1 + r, used.column - 1 + c): v for r, row in enumerate(values) for c, v in enumerate(row)}


def free_title(book: xw.Book, title: str) -> str:
    """A title no sheet has: the one wanted, else with a number behind it."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    return next(name for n in range(1, 1000) if (name := title if n == 1 else f"{title}{n}").casefold() not in taken)


def add_list(
    book: xw.Book,
    kind: str,
    title: str,
    lines: Sequence[str],
    headings: Sequence[Heading],
    rows: Sequence[ListRow],
    tints: Tints,
) -> None:
    """A new sheet behind the last; a number follows the title where a sheet of that title is there already.

    ``tints`` are the colours of cells by what stands in them.
    """
    called = free_title(book, title)
    sheet = book.sheets.add(called, after=last_sheet(book))
    add_name(book, f"{MARK}{kind}", f"={absolute((called, 0, 0))}")
    for column, heading in enumerate(headings, 1):
        sheet.range((1, column)).column_width = heading.width
    _lines(sheet, (title, *lines))
    _table(sheet, len(lines) + 2, headings, rows)
    for at, row in enumerate(rows, len(lines) + 3):
        for column, value in enumerate(row, 1):
            if value in tints:
                sheet.range((at, column)).color = tints[value]
    for_paper(sheet, len(lines) + 2)
    bring_forward(sheet)


def _lines(sheet: xw.Sheet, lines: Sequence[str]) -> None:
    for row, line in enumerate(lines, 1):
        cell = sheet.range((row, 1))
        cell.value = line
        cell.font.size = 16 if row == 1 else 10
        cell.font.bold = row == 1
        cell.row_height = 32 if row == 1 else 26 if row == len(lines) else 20
        cell.vertical_alignment = "center"


def _table(sheet: xw.Sheet, top: int, headings: Sequence[Heading], rows: Sequence[ListRow]) -> None:
    head = sheet.range((top, 1), (top, len(headings)))
    head.value = [[heading.title for heading in headings]]
    head.color, head.font.bold = HEAD, True
    whole = sheet.range((top, 1), (top + len(rows), len(headings)))
    whole.font.size, whole.wrap_text, whole.vertical_alignment = 10, True, "center"
    for column, heading in enumerate(headings, 1):
        across = sheet.range((top, column), (top + len(rows), column))
        across.horizontal_alignment = "center" if heading.short else "left"
        if rows and not heading.short:
            indent(sheet.range((top + 1, column), (top + len(rows), column)))
    head.horizontal_alignment = "center"
    whole.borders.set("all", line_style="continuous", weight="thin")
    head.row_height = max(24, *(height_of("heading", heading.title, heading.width) for heading in headings))
    if not rows:
        return
    body = sheet.range((top + 1, 1), (top + len(rows), len(headings)))
    body.number_format = "@"  # what looks like a number or a formula stays text, as it was found
    shown = [[_fitted(value, heading) for value, heading in zip(row, headings, strict=True)] for row in rows]
    body.value = shown
    _links(sheet, top + 1, rows)
    for at, line in enumerate(shown, top + 1):
        heights = [height_of("", str(value), heading.width) for value, heading in zip(line, headings, strict=True)]
        sheet.range((at, 1)).row_height = min(max(heights), MAX_HEIGHT)


def _links(sheet: xw.Sheet, first: int, rows: Sequence[ListRow]) -> None:
    """Rows of links one below the other in one call: each call costs in live Excel and in WPS."""
    for column, values in enumerate(zip(*rows, strict=True), 1):
        links = [(at, value) for at, value in enumerate(values, first) if isinstance(value, Link) and value.sheet]
        for _, run in groupby(enumerate(links), key=lambda each: each[1][0] - each[0]):
            below = [link for _, link in run]
            cells = sheet.range((below[0][0], column), (below[-1][0], column))
            cells.number_format = "General"  # in a cell of text Excel would print the formula
            cells.formula = [[link.formula] for _, link in below] if len(below) > 1 else below[0][1].formula
            cells.font.color = LINK


def _fitted(value: str | int | Link, heading: Heading) -> str | int:
    shown = _shown(value)
    return shown if heading.short or not isinstance(shown, str) else folded(shown, heading.width)


def _shown(value: str | int | Link) -> str | int:
    return value.text if isinstance(value, Link) else cleaned(value) if isinstance(value, str) else value
