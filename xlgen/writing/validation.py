"""What Excel itself says and refuses while an input is typed: data validation, in XlsxWriter's words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from xlgen.form.prompts import heading_of, prompt_of
from xlgen.form.records import Cell
from xlgen.language.write import to_excel

# XlsxWriter's check of Excel's limits: characters of a message, and of its title
LONGEST_MESSAGE, LONGEST_TITLE = 255, 32
Address = Callable[[tuple[str, ...]], str]  # names as references on the input's own sheet


def validation(cell: Cell, money: str, address: Address) -> dict[str, Any]:
    """The rule of one input: what may be typed, what is asked for, what is said to anything else."""
    prompt = prompt_of(cell, money)
    return _criteria(cell, address) | {
        "input_title": heading_of(cell)[:LONGEST_TITLE],
        "input_message": prompt[:LONGEST_MESSAGE],
        "error_title": "填写有误",
        "error_message": f"{prompt}。请按“取消”后重填。"[:LONGEST_MESSAGE],
        "error_type": "stop",
        "ignore_blank": True,
    }


def _criteria(cell: Cell, address: Address) -> dict[str, Any]:
    if cell.type == "choice":
        return {"validate": "list", "source": list(cell.choices)}
    if cell.type == "text":
        return {"validate": "length", "criteria": "<=", "value": 2000}
    if cell.type == "date":
        return {"validate": "date", "criteria": ">=", "value": datetime(2000, 1, 1)}
    low = _bound(address, cell.minimum, 0 if cell.type in ("count", "percent", "money") else -1_000_000_000)
    high = _bound(address, cell.maximum, 100 if cell.type == "percent" else 1_000_000_000_000)
    kind = "integer" if cell.type == "count" else "decimal"
    return {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}


def _bound(address: Address, expr: Any, otherwise: int) -> Any:
    return otherwise if expr is None else to_excel(expr, address)
