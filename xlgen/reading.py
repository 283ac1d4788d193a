"""What a cell's text says: the reading “as understood”, with every conversion it took.

Excel sees text and computes nothing; this reading says which number people meant. Both are shown, only the clerk's
acceptance lets this one into a roll-up. Unreadable is None, never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from xlgen.numbers import NUMERALS, as_percent, from_chinese, plain
from xlgen.parse import serial

# comparisons as people write them; whatever is said here is said the same way in targets, bands and settings
_COMPARISONS = {
    "≥": "≥ >= => 大于等于 大于或等于 不低于 不少于 不小于 不得低于 不得少于 至少",
    "≤": "≤ <= =< 小于等于 小于或等于 不高于 不多于 不大于 不超过 不得超过 不得高于 至多",
    ">": "> 大于 高于 多于 超过",
    "<": "< 小于 低于 少于 不足 不满 未达到 未达",
    "=": "= == 等于",
}
OPERATORS = {word: sign for sign, words in _COMPARISONS.items() for word in words.split()}
REACHED = {"达到": "≥", "达": "≥"}  # an operator only where nothing else is: 达到60%以下
# 以上、以下、以内 hold the number itself (民法典 第一千二百五十九条)
AFTER = dict.fromkeys(("及以上", "或以上", "以上"), "≥") | dict.fromkeys(("及以下", "或以下", "以下", "以内", "之内"), "≤")
POINT = {"%": 2, "‰": 3, "个百分点": 2}  # places the decimal point moves
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d+)?"
UNIT = r"[^\W\d_]{1,4}?(?:/[^\W\d_]{1,3})?|㎡"

_ROUGHLY = ("大约", "约", "近", "共计", "共", "已完成", "完成", "实际完成")
_ABOUT = ("左右", "上下")
_SYNONYMS = dict(
    pair.split("=") for pair in "日=天 名=人 公里=千米 公斤=千克 平米=平方米 ㎡=平方米 百分比=% 百分点=个百分点".split()
)
_MULTIPLES = {"": 0, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_YEARS = range(1901, 2200)
_LONGEST = 24  # digits; more would be a number of an account or a card

_HALF = (
    {0xFF01 + i: chr(0x21 + i) for i in range(94)}  # full-width forms of ASCII
    | dict.fromkeys(map(ord, "\u00a0\u3000\u2002\u2003\u2009\u202f\u200b\u200c\u200d\u2060\ufeff\t\r\n"), " ")
    | {ord(odd): usual for odd, usual in zip("≧⩾≦⩽﹪—–―−‐〜【】〔〕∶", "≥≥≤≤%-----~[][]:", strict=True)}
)


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_QUANTITY = re.compile(
    rf"(?P<before>{_either([*OPERATORS, *REACHED, *_ROUGHLY])})?"
    rf"(?:百分之(?P<share>{NUMBER}|[{NUMERALS}]+)|(?P<number>[-+]?{NUMBER}(?:[eE][-+]?\d\d?)?)|(?P<numeral>[{NUMERALS}]+))"
    rf"(?P<unit>{_either(POINT)}|{UNIT})??(?P<after>{_either([*AFTER, *_ABOUT])})?"
)
_SPREAD = re.compile(
    rf"(?P<low>{NUMBER})(?P<low_unit>%|‰|{UNIT})??(?:[-~至到]|--)(?P<high>{NUMBER})(?P<unit>%|‰|{UNIT})?(?:之间)?"
)
_TIME = re.compile(r"[ T]?\d{1,2}:\d{2}(:\d{2}(\.0+)?)?$")
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?|(\d\d)(\d\d))[月日号份]*([底末]?)(前|之前|以前)?")
_YEAR_END = re.compile(r"(\d{4})年年?[底末](前|之前|以前)?")


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


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the roster: operator (≥ ≤ > < = 区间 or none), number and unit as written.

    Percentages are fractions (≥95% is 0.95 with unit %), dates are Excel's serials with unit 日期. A target in words
    has neither operator nor number; ``low`` and ``high`` are the ends of a 区间.
    """

    operator: str
    value: Decimal | None
    unit: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """One number with what stands around it."""

    value: Decimal
    unit: str
    before: str
    after: str
    numeral: bool  # written in Chinese numerals
    steps: tuple[str, ...]


def narrow(text: str) -> str:
    """The text in half-width signs, each of one character; all blanks are spaces, dashes ``-``, brackets ``[]``."""
    return text.translate(_HALF)


def squeeze(text: str) -> str:
    """The text without blanks; those between two digits stay, or 3 0 would become 30."""
    return re.sub(r"(?<!\d) | (?!\d)", "", re.sub(" +", " ", text))


def understand(text: str, kind: str, unit: str = "") -> Understood:
    """The number a cell's text means in a row of this kind (number, count, money, percent, date) and unit."""
    half = narrow(text)
    tidy = squeeze(half)
    wide = {sign for sign in text if _HALF.get(ord(sign), " ") != " "}
    steps = [f"全角{'数字' if wide & set('０１２３４５６７８９') else '符号'}转半角"] if wide else []
    steps += ["去掉空格"] if tidy != half else []
    if kind == "date":
        got = _day(tidy)
    elif kind == "money" and (loss := re.fullmatch(rf"\(({NUMBER})\)", tidy)):
        got = _in_row(_said(f"-{loss[1]}"), kind, unit, tidy)
        got = replace(got, steps=(f"“{tidy}”读作负数", *got.steps))
    else:
        got = _in_row(_said(tidy), kind, unit, tidy)
    return replace(got, steps=(*steps, *got.steps) if got.value is not None else ())


def split_target(text: str) -> Target:
    """Parts of a target as the roster writes it: ≥95%, 不低于 95％, =8个, 3-5个, 2023年12月, 有效提升."""
    tidy = squeeze(narrow(text))
    words = Target("", None, "", text.strip())
    if spread := _SPREAD.fullmatch(tidy):
        return _spread_target(words, spread)
    if re.match(r"\d{4}(年\d|年?年[底末]|([-/.])\d\d?\2\d)", tidy) and (day := _day(tidy)).value is not None:
        return replace(words, operator="≤" if tidy.endswith("前") else "", value=day.value, unit="日期")
    said = _said(tidy)
    if not said or (said.numeral and said.unit != "%") or (said.before and said.after):
        return words
    if {said.before, said.after} & {*_ROUGHLY, *_ABOUT}:
        return words
    operator = (OPERATORS | REACHED | AFTER).get(said.before or said.after, "")
    return replace(words, operator=operator, value=_moved(said.value, -_point(said.unit)), unit=said.unit)


def _spread_target(words: Target, spread: re.Match[str]) -> Target:
    unit = spread["unit"] or spread["low_unit"] or ""
    if spread["low_unit"] not in (None, unit):
        return words
    low, high = (_moved(_decimal(spread[end]), -_point(unit)) for end in ("low", "high"))
    return replace(words, operator="区间", unit=unit, low=low, high=high) if low <= high else words


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


def _moved(x: Decimal, places: int) -> Decimal:
    return Decimal(plain(x.scaleb(places)))


def _point(unit: str) -> int:
    return POINT.get(_SYNONYMS.get(unit, unit), 0)


def _said(tidy: str) -> _Said | None:
    match = _QUANTITY.fullmatch(tidy)
    if not match or sum(map(str.isdigit, tidy)) > _LONGEST or re.search("[未不无没非余多几]", match["unit"] or ""):
        return None
    written = match["share"] or match["number"] or match["numeral"]
    numeral = written[0] in NUMERALS
    value = from_chinese(written) if numeral else _decimal(written)
    if value is None:
        return None
    unit = "%" if match["share"] else match["unit"] or ""
    before, after = match["before"] or "", match["after"] or ""
    steps = [f"去掉“{part}”" for part in (before, after) if part]
    steps += ["去掉千分位逗号"] if "," in written else []
    steps += [f"“{written}”读作 {plain(value)}"] if numeral or "e" in written.lower() else []
    return _Said(value, unit, before, after, numeral, tuple(steps))


def _in_row(said: _Said | None, kind: str, unit: str, tidy: str) -> Understood:
    unreadable = Understood(None, problem=f"“{tidy}”读不出一个确定的数" if tidy else "空白")
    if said is None:
        return unreadable
    said = replace(said, unit=_SYNONYMS.get(said.unit, said.unit))
    wanted = _SYNONYMS.get(unit, unit)
    if said.numeral and said.unit and said.unit not in POINT and _multiple(said.unit)[1] not in ("", _multiple(wanted)[1]):
        return unreadable  # 十分满意, 一般, 百姓满意 are words
    if said.unit in POINT:
        got = _part(said, kind, wanted)
    elif kind == "percent":
        got = _bare_percent(said)
    else:
        got = _converted(said, wanted, unit)
    return replace(got, steps=(*said.steps, *got.steps))


def _part(said: _Said, kind: str, wanted: str) -> Understood:
    fraction = _moved(said.value, -POINT[said.unit])
    if kind != "percent" and wanted in POINT:  # a row that counts in percent, as where the unit has its own column
        value = _moved(fraction, POINT[wanted])
        return Understood(value, (f"单位“{said.unit}”" if value == said.value else f"按“{wanted}”读作 {plain(value)}",))
    step = f"“{plain(said.value)}{said.unit}”读作 {plain(fraction)}"
    if kind in ("count", "money") or (kind == "number" and wanted):
        return Understood(fraction, (step, f"单位不一致：应为“{wanted or '数量'}”"), unit_differs=True)
    return Understood(fraction, (step,))


def _bare_percent(said: _Said) -> Understood:
    """A percentage written without its sign: 0.98 is a fraction, 98 is 98%, 1.5 may be either."""
    if said.unit:
        return Understood(said.value, (f"单位不一致：“{said.unit}”，应为百分数",), unit_differs=True)
    if abs(said.value) <= 1:
        return Understood(said.value)
    if 10 <= abs(said.value) <= 1000:
        return Understood(_moved(said.value, -2), (f"“{plain(said.value)}”没有百分号，按 {plain(said.value)}% 读",))
    either = f"{plain(said.value)}% 还是 {as_percent(said.value)}"
    return Understood(None, problem=f"“{plain(said.value)}”没有百分号，不知是 {either}")


def _converted(said: _Said, wanted: str, unit: str) -> Understood:
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
    value = _moved(said.value, own_power - power)
    step = f"“{plain(said.value)}{said.unit}”折合 {plain(value)}{unit}" if own_power != power else f"单位“{said.unit}”"
    return Understood(value, (step,))


def _multiple(unit: str) -> tuple[int, str]:
    """Power of ten and base of a unit: 万元 → 4, 元."""
    longest = max((prefix for prefix in _MULTIPLES if unit.startswith(prefix)), key=len)
    return _MULTIPLES[longest], unit.removeprefix(longest)


def _day(tidy: str) -> Understood:
    arabic = re.sub(rf"[{NUMERALS}]+(?=[年月日号])", _arabic, tidy)
    figures = _TIME.sub("", arabic)
    steps = ["中文数字转阿拉伯数字"] if arabic != tidy else []
    steps += ["去掉时刻"] if figures != arabic else []
    got = _last_day(figures, tidy)
    return replace(got, steps=(*steps, *got.steps))


def _arabic(numerals: re.Match[str]) -> str:
    """二〇二三 → 2023 digit by digit, 十二 → 12 as a number."""
    number = from_chinese(numerals[0])
    figures = (from_chinese(numeral) for numeral in numerals[0])
    return plain(number) if number is not None else "".join(plain(figure) for figure in figures if figure is not None)


def _last_day(figures: str, tidy: str) -> Understood:
    """The day named, or the last one of a month or year that is named alone."""
    unreadable = Understood(None, problem=f"“{tidy}”不是确定的日期，请写作 2023-12-31 的样子")
    if ended := _YEAR_END.fullmatch(figures):
        return _serial(int(ended[1]), 12, 31, f"“{tidy}”按年末读作 ") or unreadable
    match = _DATE.fullmatch(figures)
    if not match:
        return unreadable
    year, month, day = int(match[1]), int(match[2] or match[4]), match[3] or match[5]
    at_end, before = match[6], match[7]
    if day and not at_end:
        return _serial(year, month, int(day), f"“{tidy}”读作 ") or unreadable
    # 2023.1 may be what Excel left of 2023.10; 12月前 may or may not include December
    if day or re.search(r"\.\d$", figures) or (before and not at_end):
        return unreadable
    following = (year + 1, 1) if month == 12 else (year, month + 1)
    return _serial(*following, 1, f"“{tidy}”按当月最后一天读作 ", back=1) or unreadable


def _serial(year: int, month: int, day: int, step: str, back: int = 0) -> Understood | None:
    try:
        named = date.fromordinal(date(year, month, day).toordinal() - back)
    except ValueError:
        return None
    return Understood(serial(named), (step + named.isoformat(),)) if named.year in _YEARS else None
