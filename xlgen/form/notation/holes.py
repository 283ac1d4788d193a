"""What the hole of a pattern takes: 95%, 一个百分点, 17人, 0.5分, 1/10, 十分之一, and words without figures."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from xlgen.form.notation.wording import NUMBER
from xlgen.words.numbers import NUMERALS, from_chinese, ratio

_MARK = r"(?:[①-⑳]|\d{1,2}[.、])"  # of an item in a list
_COUNTED = (
    "亿元|万元|千元|元|分钟|小时|平方米|千米|公里|人次|人|家|个月|个|项|次|件|户|套|天|日|月|年|期|份|篇|起|例|处|所|名|米"
)
_ANY = rf"(?<![\d.])(?:{NUMBER}|[零〇一二两三四五六七八九十百]{{1,9}})"  # 千, 万 belong to the unit: 2万元, 两万元
_MINUS = r"(?:(?<![\d.%‰])-)?"
_FRACTION = rf"{_ANY}/{NUMBER}|{_ANY}分之(?:{_ANY})|一半"
_PERCENT = rf"{_MINUS}{_ANY}[%‰](?![\d%‰])|(?:{_ANY})?个百分点"
_WHOLE_WORD = rf"(?![\d.%‰/钟点]|分?之[\d{NUMERALS}]|个?百分点)"  # or 十 of 十分之一 would be 10
_NOT_ZERO = r"(?!0(?:\.0*)?(?![\d.])|零)"
_DAY = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|[底末])")
PERCENTS = ("%", "％", "‰", "百分比", "百分数", "个百分点")  # units that are read as such, wherever they stand
HOLES = {
    "": rf"{_FRACTION}|{_PERCENT}|{_MINUS}{_ANY}(?:UNITS|分)?{_WHOLE_WORD}",
    "points": rf"{_ANY}分?{_WHOLE_WORD}",
    "marks": rf"(?<![扣减除加])(?<!扣分)(?<!扣分值){_NOT_ZERO}{_ANY}分{_WHOLE_WORD}",
    "full": rf"{_NOT_ZERO}{_ANY}分?{_WHOLE_WORD}",
    "share": rf"{_FRACTION}|{_PERCENT}",
    "day": r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|底|末)",
    "words": r"(?<!\d)[^\d;\0扣每]{1,60}?",
    "noun": rf"(?<![\d{NUMERALS}])(?!以|及|或|之|次|内(?![容部])|,)[^\d;\0扣每,:、()不未无且若如除另得计]{{1,12}}?",
    "list": rf"(?:{_MARK}(?:(?!以上|上述)[^\d\0扣每①-⑳]){{1,80}})+",
}


@cache
def holes_for(unit: str) -> Mapping[str, str]:
    """What each kind of hole takes in a row of this 计量单位: whatever the row counts in may stand behind a number."""
    return HOLES | {"": HOLES[""].replace("UNITS", _units(unit))}


@cache
def is_amount(said: str, unit: str) -> bool:
    """Whether it is a number with a unit of counting behind it."""
    return bool(re.fullmatch(f"{_MINUS}{_ANY}(?:{_units(unit)})", said))


def in_own_unit(said: str, unit: str) -> Decimal | None:
    """The number before the row's own unit, None for any other: 1 of 1万元 in a row of 万元, but not in one of 元."""
    bare = said.removesuffix(unit)
    return value_of(bare) if unit not in ("", *PERCENTS) and bare != said and re.fullmatch(f"{_MINUS}{_ANY}", bare) else None


def _units(unit: str) -> str:
    return f"{re.escape(unit)}|{_COUNTED}" if unit not in ("", "分", *PERCENTS) else _COUNTED


def is_percent(said: str) -> bool:
    """Whether a hole took a percentage, a per mille or percentage points."""
    return bool(re.search("[%‰]|百分", said))


def value_of(said: str) -> Decimal | None:
    """Number of a hole: 95% → 0.95, 个百分点 → 0.01, 1/10, 十分之一 and 一半 as fractions, 17人 → 17; None for 三五."""
    if said == "一半":
        return Decimal("0.5")
    if day := _DAY.fullmatch(said):
        return _day(*day.groups())
    parts = said.split("/") if "/" in said else said.split("分之")[::-1]
    numbers = [_number(part) for part in parts]
    if numbers[0] is None or numbers[-1] is None:
        return None
    if len(numbers) > 1:
        return ratio(numbers[0], numbers[-1])
    return numbers[0].scaleb(-3 if "‰" in said else -2 if "%" in said or "百分点" in said else 0)


def _day(year: str | None, month: str, day: str | None) -> Decimal | None:
    """A day as one number: 2025年10月31日 → 20251031, 10月底 → 1031; None for what is in no calendar."""
    if not 1 <= int(month) <= 12:
        return None
    last = monthrange(int(year or 2025), int(month))[1]
    on = int(day or last)
    return Decimal(int(year or 0) * 10000 + int(month) * 100 + on) if 1 <= on <= last else None


def _number(said: str) -> Decimal | None:
    """The number a text begins with; 1 where it begins with none (每增个百分点)."""
    if figures := re.match(rf"-?{NUMBER}", said):
        return Decimal(figures[0])
    numerals = re.match(f"[{NUMERALS}]*", said)
    return from_chinese(numerals[0]) if numerals and numerals[0] else Decimal(1)
