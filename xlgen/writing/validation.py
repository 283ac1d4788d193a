"""What Excel itself says and refuses while an input is typed: data validation, in XlsxWriter's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlgen.form.bounds import bounds_of
from xlgen.form.prompts import heading_of, prompt_of
from xlgen.form.records import Cell
from xlgen.language.write import to_excel

VALIDATED = {"number": "decimal", "whole": "integer", "day": "date"}  # what a number counts, in XlsxWriter's words
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
    allowed = bounds_of(cell)
    if allowed is None:
        return {"validate": "list", "source": list(cell.choices)}
    low, high = (to_excel(end, address) for end in (allowed.least, allowed.greatest))
    if allowed.counted == "characters":
        return {"validate": "length", "criteria": "<=", "value": high}
    return {"validate": VALIDATED[allowed.counted], "criteria": "between", "minimum": low, "maximum": high}
