"""Exact decimals: rounding as Excel does it, one canonical text per number, and Chinese numerals."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

SETTLED = 8  # decimals that binary Excel and decimal Python agree on
ENOUGH = Decimal("0.005")  # half of the last decimal that money, points and scores print: less is no difference
_ROUNDING = Context(prec=400)  # Excel's largest number has 309 digits before the point
_DIVIDING = Context(prec=34)

_DIGITS = {numeral: Decimal(value) for value, numeral in enumerate("零一二三四五六七八九")} | {"两": Decimal(2)}
NUMERALS = "〇" + "".join(_DIGITS) + "十百千万亿点"  # for character classes of those who look for a Chinese number
_D = "[一二两三四五六七八九]"
_TENS = f"{_D}?十{_D}?"
_BELOW_100 = f"(?:{_TENS}|{_D})"
_IN_HUNDREDS = f"百(?:零{_D}|{_TENS})?"
_BELOW_1000 = f"(?:{_D}?{_IN_HUNDREDS}|{_BELOW_100})"
_THOUSANDS = f"{_D}千(?:{_D}{_IN_HUNDREDS}|零{_BELOW_100}|{_TENS})?"
_GROUP = re.compile(f"{_THOUSANDS}|{_BELOW_1000}")
_NEXT_GROUP = re.compile(f"{_THOUSANDS}|零{_BELOW_1000}")  # 一万零五百; 一万五百 is left to whoever wrote it
_MIDDLE_GROUP = re.compile(f"{_GROUP.pattern}|零{_BELOW_1000}")
_FIGURES = re.compile(f"({_D}?)([千百十])|({_D})")
_PLACES = {"千": Decimal(1000), "百": Decimal(100), "十": Decimal(10)}


def half_up(x: Decimal, digits: int | Decimal) -> Decimal:
    """Round as Excel's ROUND does: ties go away from zero (四舍五入); never a negative zero."""
    rounded = x.quantize(_last_of(digits), ROUND_HALF_UP, _ROUNDING)
    return rounded or abs(rounded)


@lru_cache(maxsize=1024)
def _last_of(digits: int | Decimal) -> Decimal:
    """One of the last decimal that is kept."""
    return Decimal(1).scaleb(-int(digits))


def settle(x: Decimal) -> Decimal:
    """The number as both Excel and Python see it, to ``SETTLED`` decimals."""
    return half_up(x, SETTLED)


def ratio(a: Decimal, b: Decimal) -> Decimal:
    """``a ÷ b`` to 34 digits; 0 where ``b`` settles to 0, so that no cell shows #DIV/0!."""
    return _DIVIDING.divide(a, b) if settle(b) else Decimal(0)


def plain(x: Decimal) -> str:
    """Canonical text without exponent, sign of zero or trailing zeros: 98.00 → 98, 5E-1 → 0.5."""
    text = format(x, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def as_percent(x: Decimal) -> str:
    """A fraction as people write it: 0.95 → 95%."""
    return f"{plain(x.scaleb(2))}%"


def counted(parts: Mapping[str, int], by: str = "，") -> str:
    """How many of each, what there is none of left out: {"修好 {} 份": 2, "没能修 {} 份": 0} → 修好 2 份."""
    return by.join(part.replace("{}", str(count), 1) for part, count in parts.items() if count)


def from_chinese(text: str) -> Decimal | None:
    """Number in Chinese numerals, below 10¹²: 九十八 → 98, 三点五 → 3.5.

    None for anything else, and for what two readers would read differently: 三五 (three to five), 二百五 (205 or 250).
    """
    whole, point, decimals = text.replace("〇", "零").partition("点")
    match = re.fullmatch("(?:([^亿万]+)亿)?(?:([^万]+)万)?(.*)", whole)
    if not match or not whole or (point and not decimals) or any(numeral not in _DIGITS for numeral in decimals):
        return None
    high, middle, low = (group or "" for group in match.groups())
    shapes = (_GROUP, _MIDDLE_GROUP if high else _GROUP, _NEXT_GROUP if high or middle else _GROUP)
    groups = (high, middle, low)
    if whole != "零" and any(group and not shape.fullmatch(group) for group, shape in zip(groups, shapes, strict=True)):
        return None
    value = sum((_below_10000(group) * 10**power for group, power in zip(groups, (8, 4, 0), strict=True)), Decimal(0))
    return value + sum((_DIGITS[numeral].scaleb(-at) for at, numeral in enumerate(decimals, 1)), Decimal(0))


def _below_10000(text: str) -> Decimal:
    """The sum of figures at their places: 五百零三 → 503, 十五 → 15, 零 or nothing → 0."""
    figures = _FIGURES.findall(text)
    return sum(
        (_DIGITS[unit] if unit else _DIGITS.get(figure, Decimal(1)) * _PLACES[place] for figure, place, unit in figures),
        Decimal(0),
    )
