"""What a number format prints of a figure: how many of its digits, in which unit, with which words behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from xlgen.words.numbers import half_up

_WORDS = re.compile(r'"([^"]*)"|\\(.)|\[[^\[\]]*\]|[_*].')  # quoted or escaped; colours and conditions; room left, fill
_DIGITS = re.compile(r"[#0?](?:[#0?,]*[#0?])?(,*)(?:\.([#0?]*))?(%?)")


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it is printed: rounded, whether as a percentage, and words that stand around it."""

    figure: Decimal
    is_percent: bool
    words: str


def shown_by(code: str, value: Decimal) -> Shown | None:
    """A number as a format code prints it; None for dates, text, exponents and whatever else is no plain figure."""
    read = _read(code)
    if read is None or read.is_general:
        return Shown(value, False, read.words) if read else None
    printed = value * 100 if read.is_percent else value / 1000**read.thousands
    return Shown(half_up(printed, read.decimals), read.is_percent, read.words)


@dataclass(frozen=True, slots=True)
class _Code:
    words: str
    is_general: bool = False
    thousands: int = 0
    decimals: int = 0
    is_percent: bool = False


@lru_cache(maxsize=1 << 10)
def _read(code: str) -> _Code | None:
    section = code.partition(";")[0].strip()
    words = "".join(quoted or escaped for quoted, escaped in _WORDS.findall(section)).strip()
    bare = _WORDS.sub("", section)
    if bare.strip().lower() in ("general", "g/通用格式", ""):
        return _Code(words, is_general=True) if bare.strip() else None
    found = _DIGITS.findall(bare)
    if len(found) != 1 or "E" in bare.upper() or "/" in bare or set("ymdhs@") & set(bare.lower()):
        return None
    thousands, decimals, percent = found[0]
    return _Code(words, False, len(thousands), len(decimals), bool(percent))
