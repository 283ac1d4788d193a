"""Values as their cell prints them."""

from __future__ import annotations

from decimal import Decimal

from xlgen.form.layout.looks import properties
from xlgen.form.records import Cell
from xlgen.language.operators import Value
from xlgen.words.days import day_of
from xlgen.words.numbers import half_up, plain
from xlgen.workbook.number_formats import shown_by


def printed(cell: Cell, value: Value, unit: str = "") -> str:
    """A value as the form prints it: 78.80%, 1,234.50, ≤15万元; a day as 2025-12-3; "" for blank.

    ``unit`` stands behind a number whose cell says none; behind a percentage none does.
    """
    if not isinstance(value, Decimal):
        return "" if value is None else str(value)
    if cell.type == "date":
        day = day_of(value)
        return f"{day.year}-{day.month}-{day.day}"
    code = str(dict(properties("cell", cell)).get("num_format", "General"))
    shown = shown_by(code, value)
    if shown is None:
        return plain(half_up(value, 8))
    grouped = ",.2f" if "#,##" in code else "f"
    figure = format(shown.figure, grouped) if "0.0" in code else plain(half_up(shown.figure, 8))
    return f"{cell.prefix}{figure}{'%' if shown.is_percent else cell.suffix or unit}"
