"""A roster workbook from plain rows, through XlsxWriter. Texts are only ever written as strings."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO

import xlsxwriter

from xlgen.form.layout.looks import HEAD
from xlgen.form.layout.measure import units
from xlgen.writing.form import OPTIONS

Rows = Sequence[Sequence[Decimal | int | str]]
MADE = datetime(2020, 1, 1)  # a fixed date: same rows, same bytes
NARROWEST, WIDEST = 8, 60  # characters


def write_rows(sheets: Mapping[str, Rows]) -> bytes:
    """The workbook: for each sheet its rows from the top, titles first; "" leaves a cell blank."""
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # XlsxWriter warns and goes on where Excel would repair
        book = xlsxwriter.Workbook(buffer, OPTIONS)
        book.set_properties({"created": MADE})
        title = book.add_format({"bold": True, "bg_color": HEAD, "border": 1, "align": "center"})
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, down in enumerate(zip(*rows, strict=True)):
                widest = max(units(str(cell)) for cell in down)
                sheet.set_column(column, column, min(max(widest + 2, NARROWEST), WIDEST))
            for row, cells in enumerate(rows):
                for column, value in enumerate(cells):
                    form = plain if row else title
                    if isinstance(value, str):
                        sheet.write_string(row, column, value, form)
                    else:
                        sheet.write_number(row, column, float(value), form)
        book.close()
    return buffer.getvalue()
