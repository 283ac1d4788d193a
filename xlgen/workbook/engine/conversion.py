"""Values and colours between a file, xlwings and the journal."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from xlgen.excel_limits import DAYS_END
from xlgen.workbook.records import CellRecord

OLE_DAY = datetime(1899, 12, 30)  # COM counts days from here


def shown(cell: CellRecord) -> Any:
    """A cell's value as live Excel hands it over."""
    value = cell.value
    if isinstance(value, Decimal):
        is_day = cell.format == "date" and 0 <= value < DAYS_END
        return OLE_DAY + timedelta(days=float(value)) if is_day else float(value)
    return value


def formula_of(cell: CellRecord) -> str:
    """A cell's formula with its sign, a constant as text."""
    if cell.formula is not None:
        return f"={cell.formula}"
    value = cell.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(getattr(value, "text", value))


def typed(value: Any) -> Any:
    """A value as the file keeps it."""
    return as_number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def plain_value(value: Any) -> Any:
    """A value as the journal keeps it, which becomes JSON."""
    return float(value) if isinstance(value, Decimal) else value


def hex_of(value: Any) -> str | None:
    """A colour, in whichever of xlwings' ways it is said, as RRGGBB; None for none."""
    match value:
        case None:
            return None
        case str():
            return value.lstrip("#").upper()
        case int():  # as Excel packs it: blue, green, red
            return f"{value & 255:02X}{value >> 8 & 255:02X}{value >> 16 & 255:02X}"
    return "".join(f"{part:02X}" for part in value)


def rgb_of(colour: str) -> tuple[int, int, int]:
    """A colour as xlwings says it."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def as_number(value: float) -> Decimal:
    """A double as the reader gives it: 0.1 is 0.1."""
    return Decimal(int(value)) if float(value).is_integer() and abs(value) < 1e15 else Decimal(repr(float(value)))
