"""Values and colours between a file, xlwings and the journal."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from xlgen.excel_limits import DAYS_END
from xlgen.workbook.records import CellRecord

_HEX = re.compile(r"#?[0-9A-Fa-f]{6}")
_DAY = 86_400_000  # milliseconds: Excel keeps no smaller part
OLE_DAY = datetime(1899, 12, 30)  # COM counts days from here


def shown(cell: CellRecord) -> Any:
    """A cell's value as live Excel hands it over."""
    value = cell.value
    if isinstance(value, Decimal):
        is_day = cell.format == "date" and 0 <= value < DAYS_END
        return OLE_DAY + timedelta(milliseconds=round(value * _DAY)) if is_day else float(value)
    return value


def formula_of(cell: CellRecord) -> str:
    """A cell's formula with its sign, a constant as text."""
    if cell.formula is not None:
        return f"={cell.formula}"
    value = cell.value
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "" if value is None else str(getattr(value, "text", value))


def typed(value: Any) -> Decimal | str | bool | None:
    """A value as the file keeps it: days as serials, numbers of numpy as numbers, what is missing (NaN, NaT, NA) as blank.

    ValueError where a cell can hold no such thing.
    """
    value = _plain(value)
    match value:
        case None | bool() | str() | Decimal():
            return value
        case int() | float():
            return None if value != value else as_number(value)
        case datetime():
            return as_number((value.replace(tzinfo=None) - OLE_DAY) / timedelta(days=1))
        case date():
            return Decimal((value - OLE_DAY.date()).days)
        case time():
            return as_number((datetime.combine(OLE_DAY, value.replace(tzinfo=None)) - OLE_DAY) / timedelta(days=1))
    raise ValueError(f"{type(value).__name__} 不能写进单元格（可以写数、文字、日期、是非；别的请先用 str() 转成文字）")


def day_format(value: Any) -> str | None:
    """The number format that Excel gives a cell in which a day or a time is put, None for other values."""
    value = _plain(value)
    match value:
        case datetime():
            return "yyyy/m/d h:mm" if value.time() != time() else "yyyy/m/d"
        case date():
            return "yyyy/m/d"
        case time():
            return "h:mm:ss"
    return None


def _plain(value: Any) -> Any:
    """A value of numpy or pandas as one of Python's own; neither is imported for it."""
    kind = type(value).__name__
    if kind in ("NaTType", "NAType"):
        return None
    if kind == "datetime64":
        return value.astype("datetime64[us]").item()
    return value.item() if type(value).__module__ == "numpy" and hasattr(value, "item") else value


def plain_value(value: Any) -> Any:
    """A value as the journal keeps it, which becomes JSON."""
    return float(value) if isinstance(value, Decimal) else value


def hex_of(value: Any) -> str | None:
    """A colour, in whichever of xlwings' ways it is said, as RRGGBB; None for none. ValueError where it is no colour."""
    match value:
        case None:
            return None
        case str() if _HEX.fullmatch(value):
            return value.lstrip("#").upper()
        case int() if 0 <= value <= 0xFFFFFF:  # as Excel packs it: blue, green, red
            return f"{value & 255:02X}{value >> 8 & 255:02X}{value >> 16 & 255:02X}"
        case (int(), int(), int()) if all(0 <= part <= 255 for part in value):
            return "".join(f"{part:02X}" for part in value)
    raise ValueError(f"{value!r} 不是颜色（请写 (255, 199, 206) 或 '#FFC7CE'）")


def rgb_of(colour: str) -> tuple[int, int, int]:
    """A colour as xlwings says it."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)


def as_number(value: float) -> Decimal:
    """A double as the reader gives it: 0.1 is 0.1. ValueError where it is infinite."""
    if math.isinf(value):
        raise ValueError(f"数值 {value} 不是 Excel 能保存的数（请核对数值）")
    return Decimal(int(value)) if float(value).is_integer() and abs(value) < 1e15 else Decimal(repr(float(value)))
