"""The figures of a sentence: a number, its unit, and what its clause says around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlgen.prose.records import Measure, Mention, Sentence
from xlgen.prose.sentences import masked
from xlgen.words.quantities import decimal

_UNITS = "亿元 万元 千元 百万元 元 % 分 人次 人 名 户次 户 家 个 套 次 场次 场 天 张 期 件 项 份 台 辆 座 处 所 起 例 公里 千米 米 亩 平方米 吨 小时 分钟 篇 条 批 间 册".split()
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\d.\[/A-Za-z-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>(?:万|亿)?(?:{_UNIT}))?(?![\d.])"
)
_MARK = re.compile(r"\s*[(]?\d{1,2}[.、)]")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3})|[:：]")
_KINDS: dict[str, Measure] = {
    "亿元": "money",
    "万元": "money",
    "千元": "money",
    "百万元": "money",
    "元": "money",
    "%": "percent",
    "分": "score",
}


def mentions(sentence: Sentence) -> Iterator[Mention]:
    """Every number of a sentence that has a unit and is a figure of something."""
    text = masked(sentence)
    edges = [0, *(found.end() for found in _CLAUSE.finditer(text)), len(text) + 1]
    for found in _NUMBER.finditer(text):
        if not found["unit"] or _MARK.fullmatch(text[: found.end("number") + 1]):
            continue
        begin = max(edge for edge in edges if edge <= found.start())
        end = min(edge for edge in edges if edge > found.start()) - 1
        value = decimal(found["number"])
        places = len(found["number"].partition(".")[2])
        yield Mention(
            sentence=sentence,
            start=sentence.start + found.start(),
            written=found[0].strip(),
            value=value,
            places=places,
            unit=found["unit"],
            kind=_KINDS.get(found["unit"], "count"),
            before=_NUMBER.sub("", text[begin : found.start()]),
            after=text[found.end() : max(end, found.end())],
        )


def in_unit(x: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number of one unit in another; None where they are of different things: 0.5 万人次 are 5000 人次."""
    (power, base), (other, wanted_base) = _multiple(unit), _multiple(wanted)
    return x.scaleb(power - other) if base == wanted_base else None


def _multiple(unit: str) -> tuple[int, str]:
    """Power of ten and base of a unit; people are 人 whether 人 or 名."""
    for prefix, power in (("百万", 6), ("亿", 8), ("万", 4), ("千", 3)):
        if unit.startswith(prefix) and unit != "千米":
            base = unit.removeprefix(prefix)
            return power, _SAME.get(base, base)
    return 0, _SAME.get(unit, unit)


_SAME = {"名": "人", "千米": "公里", "日": "天"}
