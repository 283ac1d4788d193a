"""A roster workbook from plain rows, through XlsxWriter. Texts are only ever written as strings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlgen.form.layout.palette import HEAD
from xlgen.words.widths import units
from xlgen.writing.new_book import NewBook, written

Rows = Sequence[Sequence[Decimal | int | str]]
NARROWEST, WIDEST = 8, 60  # characters
TITLE = {"bold": True, "bg_color": HEAD, "border": 1, "align": "center"}
PLAIN = {"text_wrap": True, "valign": "top", "border": 1}


def write_rows(sheets: Mapping[str, Rows]) -> bytes:
    """The workbook: for each sheet its rows from the top, titles first; "" leaves a cell blank. Same rows, same bytes."""
    return written(lambda book: _fill(book, sheets))


def _fill(book: NewBook, sheets: Mapping[str, Rows]) -> None:
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, down in enumerate(zip(*rows, strict=True)):
            widest = max(units(str(cell)) for cell in down)
            sheet.set_column(column, column, min(max(widest + 2, NARROWEST), WIDEST))
        for row, cells in enumerate(rows):
            form = book.look(PLAIN if row else TITLE)
            for column, value in enumerate(cells):
                if isinstance(value, str):
                    sheet.write_string(row, column, value, form)
                else:
                    sheet.write_number(row, column, float(value), form)
