"""The figures of a sentence: a number, its unit, and what its clause says around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from xlgen.prose.records import Measure, Mention, Sentence
from xlgen.prose.sentences import masked
from xlgen.words.quantities import decimal

_UNITS = """
    亿元 万元 千元 百万元 元 % 分 人次 人 名 户次 户 家次 家 个 套 次 场次 场 天 张 期 件 项 份 台 辆 座 处 所 起 例 公里 千米 米 亩 平方米 吨
    小时 分钟 篇 条 批 间 册 个工作日 工作日 个小时 个月 秒 项次 件次 例次 班次 批次 车次 学时 课时 人天 人日 本 块 幅 棵 株 头 只 盏 眼 口 栋 幢 层 段
    公顷 公斤 千克 立方米 平方公里 村 社区 网点
""".split()
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\d.\[/A-Za-z-])(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*(?P<unit>元/[^\W\d_]{{1,2}}|(?:万|亿)?(?:{_UNIT}))?(?![\d.])"
)
_MARK = re.compile(r"\s*[(]?\d{1,2}[.、)]")
_APART = re.compile("(?:分别|依次|均)(?P<verb>为|是|达到?|完成|实现|得分?|支出|执行|使用|到位)")
_OF_WHAT = re.compile(
    "(?:[两三四五六七八][项个类])?(?:数据|指标)?的?,?(?:自评)?(?P<what>分值|得分率|得分|权重|目标值?|指标值|完成值|完成率|执行率)?$"
)
_STOPS = re.compile("[,:;。]")
_MOST = 60  # signs before, in which the names stand
_LED = re.compile("^.*(?:包括|包含|分为|由|从|即)")
_BETWEEN = re.compile("、|和|与|以及")  # not 及, which is in 及时
_FAR = 60  # signs in which a list ends
_ORDER = re.compile(  # what a clause of a list begins with
    r"\A\s*+(?:[-·●◆■▲※*]{1,2}+\s*+)?(?:[一二三四五六七八九十]是|[(]\d{1,2}[)]|\d{1,2}[.、)]|[①-⑳]|(?:分别)?由)?"
)
_LIST = " 、和与及以"  # between the members of a list
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3})|[:：]")
_CALLED = re.compile(
    r"(?:(?P<points>得分|分值|权重|自评)|(?:^|[,;:、])\s*(?:年初|全年|实际|当年|年度|资金)?(?:预算|执行|支出|到位|结余|总额)(?:资金)?数?)(?:为|是)?:?\s*$"
)
_ENDED = re.compile(r"\s*(?:[,;。、]|$)")
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
    apart = _told_apart(text)
    for found in _NUMBER.finditer(text):
        unit = found["unit"] or _unit_meant(sentence, text[: found.start()], text[found.end() :])
        if not unit or _MARK.fullmatch(text[: found.end("number") + 1]):
            continue
        begin = max(edge for edge in edges if edge <= found.start())
        end = min(edge for edge in edges if edge > found.start()) - 1
        if not text[begin : found.start()].strip() and text[:begin].endswith(":"):  # 分值：25分
            led_from = max(edge for edge in edges if edge < begin)
            begin = led_from if not any(map(str.isdigit, _ORDER.sub("", text[led_from:begin]))) else begin
        led = apart.get(found.start()) or _ORDER.sub("", text[begin : found.start()]).rstrip(": ")
        yield Mention(
            sentence=sentence,
            start=sentence.start + found.start(),
            written=found[0].strip(),
            value=decimal(found["number"]),
            places=len(found["number"].partition(".")[2]),
            unit=unit,
            kind=_KINDS.get(unit.partition("/")[0], "count"),
            before=_NUMBER.sub("", led),
            after=text[found.end() : max(end, found.end())],
            near=_NUMBER.split(led)[-1].strip(_LIST),
            clause=begin,
            alone=len(_NUMBER.findall(text[begin:end])) == 1,
        )


def _told_apart(text: str) -> dict[int, str]:
    """What each number of a list is called whose names stand before it: 预算、执行分别为30万元、29.4万元.

    A second list of the sentence may be of the same names: ，得分分别为.
    """
    called: dict[int, str] = {}
    names: list[str] = []
    for found in _APART.finditer(text):
        head = text[max(0, found.start() - _MOST) : found.start()]
        of_what = _OF_WHAT.search(head)
        said = _ORDER.sub("", _LED.sub("", _STOPS.split(head[: of_what.start()])[-1])) if of_what else ""
        names = _BETWEEN.split(said) if _BETWEEN.search(said) and not any(map(str.isdigit, said)) else names
        what = (of_what["what"] or "") if of_what else ""
        numbers = list(_NUMBER.finditer(text, found.end(), found.end() + _FAR))[: len(names)]
        gaps = [text[a.end() : b.start()] for a, b in pairwise(numbers)]
        if names and len(numbers) == len(names) and all(set(gap) <= set(_LIST) for gap in gaps):
            called |= {number.start(): name + what + found["verb"] for number, name in zip(numbers, names, strict=True)}
    return called


def _unit_meant(sentence: Sentence, before: str, after: str) -> str:
    """The unit of a number in a list that has none: points, or the money that stands above; "" where it may be of anything."""
    called = _CALLED.search(before) if _ENDED.match(after) else None
    return "" if called is None else "分" if called["points"] else sentence.money


def in_unit(x: Decimal, unit: str, wanted: str) -> Decimal | None:
    """A number of one unit in another; None where they are of different things: 0.5 万人次 are 5000 人次."""
    (power, base), (other, wanted_base) = _multiple(unit), _multiple(wanted)
    (one, _, each), (another, _, other_each) = base.partition("/"), wanted_base.partition("/")
    alike = one == another and (each == other_each or "" in (each, other_each))  # 元/人 where the form says 元
    return x.scaleb(power - other) if alike else None


def _multiple(unit: str) -> tuple[int, str]:
    """Power of ten and base of a unit; people are 人 whether 人 or 名."""
    for prefix, power in (("百万", 6), ("亿", 8), ("万", 4), ("千", 3)):
        if unit.startswith(prefix) and unit not in ("千米", "千克"):
            base = unit.removeprefix(prefix)
            return power, _SAME.get(base, base)
    return 0, _SAME.get(unit, unit)


_SAME = {"名": "人", "千米": "公里", "日": "天", "千克": "公斤", "个小时": "小时", "个工作日": "工作日"}
_OF_A_KIND = (
    {"个", "家", "所", "处", "座", "间", "网点"},
    {"份", "张", "册", "本", "套"},
    {"场", "次", "场次", "期", "班次"},
    {"个", "项", "条", "件"},
)


def counts_alike(unit: str, wanted: str) -> bool:
    """Whether people count the same things in either unit: 12 家、12 个; as far as nothing else in the clause is counted."""
    return any(unit in kind and wanted in kind for kind in _OF_A_KIND)
