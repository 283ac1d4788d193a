"""One number with its unit as people write it: 不低于９５％, 23.64万元, 百分之二十, 5个以上."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from xlgen.words.numbers import NUMERALS, from_chinese, plain
from xlgen.words.spelling import AFTER, OPERATORS, REACHED, either

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.\d+)?"
UNIT = r"[^\W\d_]{1,4}?(?:/[^\W\d_]{1,3}(?:[·./][^\W\d_]{1,3})?)?|㎡|[km]?m[²³]"
ROUGHLY = ("大约", "大概", "约", "将近", "接近", "近", "≈")
DONE = ("共计", "共", "已完成", "完成", "实际完成")
ABOUT = ("左右", "上下")
TIMES = "年 个月 周 日 天 个工作日 工作日 个小时 小时 分钟 秒".split()  # units of a duration
COUNTED = "人 人次 个 家 户 项 件 次 套 台 辆 起 例 处 所 名 期 份 篇".split()  # units in which only whole numbers occur
POINT = {"%": 2, "‰": 3, "个百分点": 2}  # places the decimal point moves
_SYNONYMS = dict(
    pair.split("=")
    for pair in "日=天 名=人 公里=千米 公斤=千克 平米=平方米 ㎡=平方米 m²=平方米 m³=立方米 百分比=% 百分点=个百分点".split()
)
_LONGEST = 24  # digits; more would be a number of an account or a card
_QUANTITY = re.compile(
    rf"(?P<before>{either([*OPERATORS, *REACHED, *ROUGHLY, *DONE])})?"
    rf"(?:百分之(?P<share>{NUMBER}|[{NUMERALS}]+)|(?P<number>[-+]?{NUMBER}(?:[eE][-+]?\d\d?)?)|(?P<numeral>[{NUMERALS}]+))"
    rf"(?P<unit>[%‰]|{UNIT})??(?P<after>{either([*AFTER, *ABOUT])})?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, with what stands around it and the steps it took to read it."""

    value: Decimal
    unit: str
    before: str
    after: str
    is_numeral: bool  # written in Chinese numerals
    steps: tuple[str, ...]


def quantity(tidy: str) -> Quantity | None:
    """The number that a text in half-width signs without blanks is; None for words, and for more than one number."""
    match = _QUANTITY.fullmatch(tidy)
    if not match or sum(map(str.isdigit, tidy)) > _LONGEST or re.search("[未不无没非余多几]", match["unit"] or ""):
        return None
    written = match["share"] or match["number"] or match["numeral"]
    is_numeral = not written.isascii()
    value = from_chinese(written) if is_numeral else decimal(written)
    if value is None:
        return None
    unit = "%" if match["share"] else match["unit"] or ""
    before, after = match["before"] or "", match["after"] or ""
    steps = [f"去掉“{part}”" for part in (before, after) if part]
    steps += ["去掉千分位逗号"] if "," in written else []
    steps += [f"“{written}”读作 {plain(value)}"] if is_numeral or "e" in written.lower() else []
    return Quantity(value, unit, before, after, is_numeral, tuple(steps))


def decimal(digits: str) -> Decimal:
    """The number of a text with or without thousands separators."""
    return Decimal(digits.replace(",", ""))


def moved(x: Decimal, places: int) -> Decimal:
    """The number with its decimal point moved to the right, in its shortest form."""
    return Decimal(plain(x.scaleb(places)))


def usual(unit: str) -> str:
    """The one name of a unit that has several: 日 → 天."""
    return _SYNONYMS.get(unit, unit)


def as_fraction(x: Decimal, unit: str) -> Decimal:
    """A percentage, per mille or so many points of a percentage as a fraction."""
    return moved(x, -POINT[usual(unit)])
