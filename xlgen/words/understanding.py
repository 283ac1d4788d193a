"""What a cell's text says: the reading “as understood”, with every conversion it took.

Excel sees text and computes nothing; this reading says which number people meant. Both are shown, only the clerk's
acceptance lets this one into a roll-up. Unreadable is None, never 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from xlgen.words.days import named_day, odd_day
from xlgen.words.numbers import as_percent, plain
from xlgen.words.quantities import NUMBER, POINT, Quantity, as_fraction, moved, quantity, usual
from xlgen.words.spelling import HALF, narrow, squeeze

_MULTIPLES = {"": 0, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_LONGEST = 40  # characters of a text in a message


@dataclass(frozen=True, slots=True)
class Understood:
    """A number as people meant it.

    ``value`` is in the row's unit (a fraction for percent, Excel's serial for a date), None where nothing can be read;
    ``steps`` say each conversion in Chinese; ``problem`` says why there is no value; ``unit_differs`` is set where the
    text names a unit that is not the row's and cannot be converted: the value is then as written.
    """

    value: Decimal | None
    steps: tuple[str, ...] = ()
    unit_differs: bool = False
    problem: str = ""


def understand(text: str, kind: str, unit: str = "") -> Understood:
    """The number a cell's text means in a row of this kind (number, count, money, percent, date) and unit."""
    half = narrow(text)
    tidy = squeeze(half)
    wide = {sign for sign in text if HALF.get(ord(sign), " ") != " "}
    steps = [f"全角{'数字' if wide & set('０１２３４５６７８９') else '符号'}转半角"] if wide else []
    steps += ["去掉空格"] if tidy != half else []
    if kind == "date":
        day = named_day(tidy)
        why = odd_day(tidy) or "不是确定的日期"
        got = Understood(*day) if day else Understood(None, problem=f"{_cut(tidy)}{why}，请写作 2023-12-31 的样子")
    elif kind == "money" and (loss := re.fullmatch(rf"\(({NUMBER})\)", tidy)):
        got = _in_row(quantity(f"-{loss[1]}"), kind, unit, tidy)
        got = replace(got, steps=(f"“{tidy}”读作负数", *got.steps))
    else:
        got = _in_row(quantity(tidy), kind, unit, tidy)
    return replace(got, steps=(*steps, *got.steps) if got.value is not None else ())


def _cut(text: str) -> str:
    return f"“{text if len(text) <= _LONGEST else text[:_LONGEST] + '…'}”"


def _in_row(said: Quantity | None, kind: str, unit: str, tidy: str) -> Understood:
    unreadable = Understood(None, problem=f"{_cut(tidy)}读不出一个确定的数" if tidy else "空白")
    if said is None:
        return unreadable
    said, wanted = replace(said, unit=usual(said.unit)), usual(unit)
    if said.is_numeral and said.unit and said.unit not in POINT and _multiple(said.unit)[1] != _multiple(wanted)[1]:
        return unreadable  # 十分满意, 一般, 百姓满意 are words
    if said.unit in POINT:
        got = _part(said, kind, wanted)
    elif kind == "percent":
        got = _bare_percent(said)
    else:
        got = _converted(said, wanted, unit)
    return replace(got, steps=(*said.steps, *got.steps))


def _part(said: Quantity, kind: str, wanted: str) -> Understood:
    fraction = as_fraction(said.value, said.unit)
    if kind != "percent" and wanted in POINT:  # a row that counts in percent, as where the unit has its own column
        value = moved(fraction, POINT[wanted])
        return Understood(value, (f"单位“{said.unit}”" if value == said.value else f"按“{wanted}”读作 {plain(value)}",))
    step = f"“{plain(said.value)}{said.unit}”读作 {plain(fraction)}"
    if kind in ("count", "money") or (kind == "number" and wanted):
        return Understood(fraction, (step, f"单位不一致：应为“{wanted or '数量'}”"), unit_differs=True)
    return Understood(fraction, (step,))


def _bare_percent(said: Quantity) -> Understood:
    """A percentage written without its sign: 0.98 is a fraction, 98 is 98%, 1.5 may be either."""
    if said.unit:
        return Understood(said.value, (f"单位不一致：“{said.unit}”，应为百分数",), unit_differs=True)
    if abs(said.value) <= 1:
        return Understood(said.value)
    if 10 <= abs(said.value) <= 1000:
        return Understood(moved(said.value, -2), (f"“{plain(said.value)}”没有百分号，按 {plain(said.value)}% 读",))
    either = f"{plain(said.value)}% 还是 {as_percent(said.value)}"
    return Understood(None, problem=f"“{plain(said.value)}”没有百分号，不知是 {either}")


def _converted(said: Quantity, wanted: str, unit: str) -> Understood:
    """The value in the row's unit; 万 and 亿 before one and the same unit are converted."""
    if not said.unit:
        return Understood(said.value)
    (own_power, own), (power, base) = _multiple(said.unit), _multiple(wanted)
    if not own and not wanted:
        return Understood(None, problem=f"“{plain(said.value)}{said.unit}”没有写明单位")
    if not wanted or said.unit == wanted:
        return Understood(said.value, (f"单位“{said.unit}”",))
    if own not in ("", base):
        return Understood(said.value, (f"单位不一致：“{said.unit}”，应为“{unit}”",), unit_differs=True)
    value = moved(said.value, own_power - power)
    step = f"“{plain(said.value)}{said.unit}”折合 {plain(value)}{unit}" if own_power != power else f"单位“{said.unit}”"
    return Understood(value, (step,))


def _multiple(unit: str) -> tuple[int, str]:
    """Power of ten and base of a unit: 万元 → 4, 元."""
    longest = max((prefix for prefix in _MULTIPLES if unit.startswith(prefix)), key=len)
    return _MULTIPLES[longest], unit.removeprefix(longest)
