"""Exact decimals: rounding as Excel does it, one canonical text per number, and Chinese numerals."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Context, Decimal

SETTLED = 8  # decimals that binary Excel and decimal Python agree on
ENOUGH = Decimal("0.005")  # half of the last decimal that money, points and scores print: less is no difference
_ROUNDING = Context(prec=400)  # Excel's largest number has 309 digits before the point
_DIVIDING = Context(prec=34)

_DIGITS = {numeral: Decimal(value) for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": Decimal(0),
    "两": Decimal(2),
}
NUMERALS = "".join(_DIGITS) + "十百千万亿点"  # for character classes of those who look for a Chinese number
_D = "[一二两三四五六七八九]"
_BELOW_10000 = re.compile(f"(?P<千>{_D}千)?(?P<百>{_D}?百)?(?P<十>零?{_D}?十)?(?P<个>零?{_D}|零)?")
_PLACES = {"千": Decimal(1000), "百": Decimal(100), "十": Decimal(10), "个": Decimal(1)}


def half_up(x: Decimal, digits: int | Decimal) -> Decimal:
    """Round as Excel's ROUND does: ties go away from zero (四舍五入); never a negative zero."""
    rounded = x.quantize(Decimal(1).scaleb(-int(digits)), ROUND_HALF_UP, _ROUNDING)
    return rounded or abs(rounded)


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


def from_chinese(text: str) -> Decimal | None:
    """Number in Chinese numerals, below 10¹²: 九十八 → 98, 三点五 → 3.5.

    None for anything else, and for what two readers would read differently: 三五 (three to five), 二百五 (205 or 250).
    """
    whole, point, decimals = text.partition("点")
    match = re.fullmatch("(?:([^亿万]+)亿)?(?:([^万]+)万)?(.*)", whole.replace("〇", "零"))
    if not match or not whole or (point and not decimals) or any(numeral not in _DIGITS for numeral in decimals):
        return None
    groups = [_below_10000(group) if group else Decimal(0) for group in match.groups()]
    after_group = match[3] if match[1] or match[2] else ""
    if None in groups or (after_group and not re.match(f"零|{_D}千", after_group)):
        return None
    value = sum((group * 10**power for group, power in zip(groups, (8, 4, 0), strict=True) if group), Decimal(0))
    return value + sum((_DIGITS[numeral].scaleb(-at) for at, numeral in enumerate(decimals, 1)), Decimal(0))


def _below_10000(text: str) -> Decimal | None:
    match = _BELOW_10000.fullmatch(text)
    if not match:
        return None
    parts = {place: said for place, said in match.groupdict().items() if said}
    if parts.keys() & {"千", "百"} and "十" not in parts and not parts.get("个", "零").startswith("零"):
        return None  # 二百五
    return sum((_digit(said, place) * _PLACES[place] for place, said in parts.items()), Decimal(0))


def _digit(said: str, place: str) -> Decimal:
    """The figure at a place: 零二十 → 2, 十 → 1, 零 → 0."""
    figure = said.rstrip(place).lstrip("零")
    return _DIGITS[figure] if figure else Decimal(place != "个")
