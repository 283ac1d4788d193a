"""XG206, XG215: days that can hardly be meant, or were typed as text."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from xlgen.excel_limits import DAYS_END
from xlgen.findings import Severity
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import inputs, is_near_day
from xlgen.returned.saying import called, quoted, said
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.days import FIRST_DAY, day_of, serial
from xlgen.words.numbers import plain


@rule("XG206", "日期可疑", Severity.WARNING, "请填实际日期，写作 2025-12-31 的样子")
def date_doubtful(answers: Answers) -> Hits:
    """A date that cannot be read, is none, or lies after the end of the year that is evaluated.

    Passes: indicators.5.actual = 2025-12-31
    XG206: indicators.5.actual = 2026-01-01; indicators.5.reason = "设备到货迟，已于一月初完成"
    XG206: indicators.5.actual = 2025
    XG206: date = "元旦前后"

    查什么：日期读不懂、不是日期，或者在所评年度的年底之后。是个数却不是前后十年里的一天的，改正或核实之前整张表不计入汇总
    为什么：按期完成要凭日期判断；年底之后才做完的，不能算本年度完成，须写明原因
    依据：时效指标按年度考核
    """
    year = answers.snapshot.identity.get("year", "")
    last = serial(date(int(year), 12, 31)) if re.fullmatch(r"2\d{3}", year) else None
    for slot in inputs(answers):
        day, reading = answers.typed(slot.name), answers.readings.get(slot.name)
        if slot.cell.type != "date":
            continue
        if isinstance(day, Decimal):
            day = day.to_integral_value(ROUND_FLOOR)  # half past two on the last day is still that day
        if isinstance(day, str) and not slot.table and reading is not None and reading.value is None:
            yield Hit(slot.name, f"{called(answers, slot.name)}：{reading.problem}", day)
        elif isinstance(day, Decimal) and not is_near_day(answers, day):
            yield Hit(slot.name, f"{called(answers, slot.name)}填的是 {_as_day(day)}", day, opens=True)
        elif isinstance(day, Decimal) and slot.table and last is not None and day > last:
            yield Hit(
                slot.name, f"{called(answers, slot.name)}为 {said(slot.cell, day)}，在 {year} 年年底之后", said(slot.cell, day)
            )


@rule("XG215", "日期是文字", Severity.NOTE, "不影响计分")
def date_as_text(answers: Answers) -> Hits:
    """A date of the signature block was typed as text and could be read.

    Passes: date = 2026-01-20
    XG215: date = "2026年1月20日"

    查什么：落款的日期是文字，程序读得懂
    为什么：不参加计算，所以只说明一下；要计分的日期读不懂时报 XG206、XG202
    依据：xlgen 的约定
    """
    for slot in inputs(answers):
        reading = answers.readings.get(slot.name)
        if slot.cell.type == "date" and not slot.table and reading is not None and reading.value is not None:
            found = answers.typed(slot.name)
            yield Hit(
                slot.name, f"{called(answers, slot.name)}是文字{quoted(found)}，理解为 {said(slot.cell, reading.value)}", found
            )


def _as_day(number: Decimal) -> str:
    """A number in a date cell: the day it is far from the form's year, or that it is none."""
    is_day = FIRST_DAY <= number < DAYS_END
    return f"{day_of(number).isoformat()}，和本表年度相差十年以上" if is_day else f"{plain(number)}，不是日期"
