"""Days as Excel numbers them (1900 system), and as people write them."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal

from xlgen.errors import XlgenError
from xlgen.words.numbers import NUMERALS, from_chinese, plain

FIRST_DAY = 61  # 1900-03-01; before it Excel counts a day that never was
_EPOCH = date(1899, 12, 30)  # day 0 for dates after February 1900
YEARS = range(1901, 2200)
_TIME = re.compile(r"[ T]?\d{1,2}:\d{2}(:\d{2}(\.0+)?)?$")
_DATE = re.compile(  # 2023年1-2月 are two months, no second of January: between month and day stands 月 or the sign before the month
    r"(\d{4})(?:(?:年|(?P<sign>[-/.]))(?P<month>\d{1,2})(?:(?:月|(?P=sign))(?P<day>\d{1,2})[日号]*|[月份]*)|(\d\d)(\d\d)[日号]*)"
    r"(?P<end>[底末]?)(?P<before>前|之前|以前)?"
)
# a run of numerals is taken whole, or a text of nothing else would be tried from each of its signs
_NUMBERED = re.compile(rf"(?<![{NUMERALS}])[{NUMERALS}]++(?=[年月日号])")
_YEAR_END = re.compile(r"(\d{4})年年?[底末](前|之前|以前)?")


def iso_day(day: str) -> str:
    """An ISO day as it was said, today where it is ""; XlgenError where it is no day."""
    try:
        return (date.fromisoformat(day) if day else date.today()).isoformat()
    except ValueError:
        raise XlgenError(f"日期“{day}”不对，{_rightly_written(day)}") from None


def _rightly_written(day: str) -> str:
    """How a day is to be written that was said in another form, or that there is none."""
    example = "请写成 2026-01-10 的样子"
    try:
        named = _named(arabic_days(day))
    except ValueError:
        return f"没有这一天，{example}"
    return f"请写成 {named[0].isoformat()}" if named and not named[1] else example


def day_said(day: str) -> str:
    """An ISO day as a letter has it: 2026-02-05 → 2026年2月5日; "" for none."""
    if not day:
        return ""
    said = date.fromisoformat(day)
    return f"{said.year}年{said.month}月{said.day}日"


def serial(day: date) -> Decimal:
    """Excel's number of a day: 2023-12-31 → 45291."""
    return Decimal((day - _EPOCH).days)


THIS_CENTURY = serial(date(2000, 1, 1)), serial(date(2100, 12, 31))  # numbers outside are no day that a form asks for


def day_of(number: Decimal) -> date:
    """The day of Excel's number, its time of day cut off: 45291.5 → 2023-12-31."""
    return _EPOCH + timedelta(days=int(number))


def odd_day(tidy: str) -> str:
    """Why a text that has the form of a day is none: the year is far away, or there is no such day; "" for other texts."""
    match = _DATE.fullmatch(_TIME.sub("", arabic_days(tidy)))
    if not match or not (match["day"] or match[6]):
        return ""
    return f"的年份是 {match[1]}" if int(match[1]) not in YEARS else "没有这一天"


def named_day(tidy: str) -> tuple[Decimal, tuple[str, ...]] | None:
    """Excel's number of the day that a text in half-width signs names, and how it was read, step by step.

    A month or year named alone means its last day; None where it is open which day is meant.
    """
    arabic = arabic_days(tidy)
    figures = _TIME.sub("", arabic)
    try:
        named = _named(figures)
    except ValueError:  # no such day
        return None
    if named is None or named[0].year not in YEARS:
        return None
    day, how = named
    steps = ["中文数字转阿拉伯数字"] if arabic != tidy else []
    steps += ["去掉时刻"] if figures != arabic else []
    return serial(day), (*steps, f"“{tidy}”{how}读作 {day.isoformat()}")


def arabic_days(tidy: str) -> str:
    """The text with the Chinese numerals of its days in figures: 二〇二三年十二月 → 2023年12月."""
    return _NUMBERED.sub(_arabic, tidy)


def _arabic(numerals: re.Match[str]) -> str:
    """二〇二三 → 2023 digit by digit, 十二 → 12 as a number."""
    number = from_chinese(numerals[0])
    figures = (from_chinese(numeral) for numeral in numerals[0])
    return plain(number) if number is not None else "".join(plain(figure) for figure in figures if figure is not None)


def _named(figures: str) -> tuple[date, str] | None:
    if ended := _YEAR_END.fullmatch(figures):
        return date(int(ended[1]), 12, 31), "按年末"
    match = _DATE.fullmatch(figures)
    if not match:
        return None
    year, month, day = int(match[1]), int(match["month"] or match[5]), match["day"] or match[6]
    at_end, before = match["end"], match["before"]
    if day:
        return None if at_end else (date(year, month, int(day)), "")
    # 2023.1 may be what Excel left of 2023.10; 12月前 may or may not include December
    if re.search(r"\.\d$", figures) or (before and not at_end):
        return None
    return date(year, month, monthrange(year, month)[1]), "按当月最后一天"
