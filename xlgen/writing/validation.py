"""What Excel itself says and refuses while an input is typed: data validation, in XlsxWriter's words."""

from __future__ import annotations

from decimal import Decimal
from operator import attrgetter
from typing import Any

from xlgen.form.bounds import FAR_PERCENT, LEAST_PERCENT, LONGEST_TEXT, bounds_of, bounds_of_type
from xlgen.form.prompts import prompt_of, title_of
from xlgen.form.records import Cell
from xlgen.language.nodes import Expr
from xlgen.language.write import Address, to_bound
from xlgen.words.numbers import as_percent, plain

VALIDATED = {"number": "decimal", "whole": "integer", "day": "date"}  # what a number counts, in XlsxWriter's words
# XlsxWriter's check of Excel's limits: characters of a message
LONGEST_MESSAGE = 255
LONGEST_ERROR = 224  # [MS-OI29500] 2.1.613 c, where XlsxWriter lets 255 pass
LONGEST_BOUND = 255  # UTF-16 units of a formula; longer ones are there in no file that Office has written


def validation(cell: Cell, money: str, duty: str, address: Address, tiers: str = "") -> dict[str, Any]:
    """The rule of one input: what may be typed, what is asked for, what is said to anything else.

    ``duty`` tells whether it must be filled, ``tiers`` which score is given for what, where that decides what is typed.
    """
    return {**_rule(cell, money, address, tiers), "input_title": title_of(cell, duty)}


_KEPT = 4_000  # rules, of which forms say the same in other places; then all are forgotten
_rules: dict[tuple[object, ...], tuple[dict[str, Any], Cell]] = {}
_said_of = attrgetter("type", "choices", "prompt", "unit")


def _rule(cell: Cell, money: str, address: Address, tiers: str) -> dict[str, Any]:
    """What the rule says beside the cell's own title, worked out once for cells of which the same is said."""
    key = (_said_of(cell), id(cell.minimum), id(cell.maximum), money, address, tiers)
    if (kept := _rules.get(key)) is None:
        if len(_rules) >= _KEPT:
            _rules.clear()
        kept = _rules[key] = _new_rule(cell, money, address, tiers), cell  # with the cell its bounds keep their numbers
    return kept[0]


def _new_rule(cell: Cell, money: str, address: Address, tiers: str) -> dict[str, Any]:
    prompt = prompt_of(cell, money)
    told = f"{prompt}。{tiers}" if tiers else prompt
    return _criteria(cell, address) | {
        "input_message": told if len(told) <= LONGEST_MESSAGE else prompt[:LONGEST_MESSAGE],
        "error_title": "填写有误",
        "error_message": _objection(cell, prompt)[:LONGEST_ERROR],
        "error_type": "warning" if _asks(cell) else "stop",
        "ignore_blank": True,
    }


def _asks(cell: Cell) -> bool:
    """Whether what lies beyond the bounds may be true all the same: a growth of 1200 % is asked for, not refused."""
    return cell.type == "percent" and cell.minimum is None and cell.maximum is None


def _objection(cell: Cell, prompt: str) -> str:
    if _asks(cell):
        return f"{prompt}。超过 {as_percent(FAR_PERCENT)} 或低于 {as_percent(LEAST_PERCENT)}，多半填错了：请按“否”后重填；确实如此的按“是”。"
    why = f"：超过 {LONGEST_TEXT} 字" if cell.type == "text" and not cell.choices else ""
    return f"没有存入{why}。{prompt}。"


def _criteria(cell: Cell, address: Address) -> dict[str, Any]:
    allowed = bounds_of(cell)
    if allowed is None:
        return {"validate": "list", "source": list(cell.choices)}
    low, high = (_end(*end, address) for end in zip((allowed.least, allowed.greatest), bounds_of_type(cell.type), strict=True))
    if allowed.counted == "characters":
        return {"validate": "length", "criteria": "<=", "value": high}
    return {"validate": VALIDATED[allowed.counted], "criteria": "between", "minimum": low, "maximum": high}


def _end(end: Expr, far: Decimal, address: Address) -> str:
    """A bound as text. One too long for a validation lets in all that the type does: 自检 and the checker ask again."""
    text = to_bound(end, far, address)
    return text if len(text.encode("utf-16-le")) // 2 <= LONGEST_BOUND else f"={plain(far)}"
