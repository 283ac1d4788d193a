"""Deadlines as targets write them: 10月底前, 6月30日前完成, 第三季度末, 上半年, 2025年内."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from xlgen.words.days import YEARS, arabic_days, named_day, serial

_LEAD = re.compile(r"^(?:应|须|需|力争|确保)?(?:于|在|截至|截止到?|不晚于|不迟于|最迟|≤|<=)?")
DONE_AT_END = re.compile(
    r"(?:全部|全面|基本|按期)?(?:完成|完工|竣工|建成|交付|验收|通过验收|投入使用|结束|(?:拨付|发放|支付)?(?:到位|完毕)|拨付|发放|支付)$"
)
_LIKE_A_DAY = re.compile(r"\d{4}(?:年\d|([-/.])\d\d?\1\d)")
_LAST_MONTH: dict[str | None, int] = {"上": 6, "1": 3, "一": 3, "2": 6, "二": 6, "3": 9, "三": 9}  # of all others 12
_WHEN = re.compile(
    r"(?:(?P<year>\d{4})年度?|(?:本|当|今)年度?)?"
    r"(?:(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]?|(?P<whole>份))?|第?(?P<quarter>[1-4一二三四])季度|(?P<half>[上下])半年|年度?)?"
    r"(?P<end>月?[底末]|内)?(?P<before>前|之前|以前)?"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day that a text allows, None where ``doubt`` says why it is open; ``how`` tells what was added in reading."""

    day: Decimal | None = None
    how: str = ""
    doubt: str = ""


def deadline(tidy: str, year: str) -> Deadline | None:
    """The deadline that a text in half-width signs without blanks is; None for other texts.

    ``year`` stands where the text names none, "" where nobody knows it.
    A month, quarter or half-year named alone means its last day; 10月前 may or may not include October and is asked about.
    """
    bare = _LEAD.sub("", arabic_days(tidy))
    text = DONE_AT_END.sub("", bare)
    if _LIKE_A_DAY.match(text) and (day := named_day(text)):
        return Deadline(day[0])
    match = _WHEN.fullmatch(text)
    if not match or not any(match.groups()) or text in ("内", "底", "末", "前"):
        return None
    if doubt := _doubt(match, tidy, is_done=text != bare):
        return Deadline(doubt=doubt)
    named = match["year"] or year
    if not named.isdigit():
        return Deadline(doubt="没有写年份，项目也没有年度")
    if int(named) not in YEARS:
        return Deadline(doubt=f"的年份是 {named}")
    last = _last_day(match, int(named))
    if last is None:
        return Deadline(doubt="没有这一天")
    return Deadline(serial(last), f"“{tidy}”读作 {last.isoformat()}")


def _doubt(match: re.Match[str], tidy: str, is_done: bool) -> str:
    part = match["month"] or match["quarter"] or match["half"]
    if match["day"] and match["end"]:
        return "没有这样的日子"
    if not part and match["end"] in ("月底", "月末"):
        return "没有说是哪个月"
    if not part and not match["end"]:
        return "没有说是全年都要做到，还是年底前做完"
    if match["before"] and not match["day"] and match["end"] in (None, "内"):
        return f"含不含“{tidy.partition(match['before'])[0]}”没有说清"
    if match["month"] and not (match["year"] or match["day"] or match["end"] or match["whole"] or is_done):
        return f"是 {match['month']} 月底前，还是 {match['month']} 个月，没有说清"
    return ""


def _last_day(match: re.Match[str], year: int) -> date | None:
    month = int(match["month"] or _LAST_MONTH.get(match["quarter"] or match["half"], 12))
    try:
        return date(year, month, int(match["day"] or monthrange(year, month)[1]))
    except ValueError:  # no such day
        return None
