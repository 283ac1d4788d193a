"""Labels, and the words around a figure, in one form: without blanks, marks, brackets, and what only fills a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from xlgen.words.labels import plain_label

FILL = re.compile(
    r"到?年[底末]|全年|本年度?|年度|当年|今年|年内|期间|截至|截止|共计|共|累计|合计|总计|总共|实际|实现|已|均|都|为|是|达到了?|达成|达|完成了?|完成率为"
    r"|组织开展了?|组织|开展了?|举办了?|进行了?|实施了?|办理了?|提供了?"
    r"|经统计|经考核|经调查|经测算|根据|调查|统计|显示|结果|其|对|全县|全市|全区|全省|本|该|项目|工作|有|了|的|我局|我单位|我中心|率先|总"
    r"|提高到|提升到|提升至|提高至|上升到|稳定在|保持在|维持在|控制在|[\s\"“”'‘’＃〓(),。、·]"
)
ONLY = re.compile("(?:仅|只)(?:有|为|达到?|完成)?$")  # before a figure that is less than wished
SPENDING = "预算执行率"  # whose row is not counted by everybody
NUMBERING = "(（0123456789一二三四五六七八九十①②③④⑤⑥⑦⑧⑨⑩).）、．-●◆ "  # what a heading may begin with
COUNTED = re.compile(r"(?:人数|人次数|人次|次数|个数|期数|户数|数量|总数|件数|场次|天数|项数|家数|套数|张数|份数|数)$")
_FIGURES = re.compile(r"(?!20\d\d年)(?<!\d)\d[\d.,]*\s?[%％年月日号次套个家期场项]?|[＃〓]+|[-—·●◆■▲※*]+|[\s的\"“”'‘’()]")
_CUES = re.compile(
    r"[按据经](?:照)?\S{1,8}?(?:统计|测算|核算|测评|调查|回访|计算|评价)|年初|目标值?|计划|指标值?|预期值?|要求|标准|设定|实际|完成(?:率|值|程度)?|达到|做到|做了|做成"
    r"|业绩|测评|问卷|调查|结果|分值|权重|满分|得分率?|自评|合计|仅|只有?|才|却|也|但|指标|该项?|本项"
    r"|[得扣失丢占给评这该此本各项类分到是为在由约了又还仍将其定从打]"
)
_APART = re.compile("[:、;,和与及]")
_MARKS = re.compile(r"[\s“”\"‘’'·、的]")
_REMARKS = re.compile(r"[（(][^（）()]*[)）]|[\s“”\"‘’']")
_WHEN = re.compile("^(?:实际|年初|全年|本年度?)")
_NAMED = 4  # signs of a label that is its own name without saying when
_ACCOUNTS = re.compile(r"(?:预算|决算)数?$|决算(?=收入)")
_LAST_FIGURE = re.compile(r"(?<![\d.])[\d.]++%?$")
_GENERAL = ("完成率", "得分率", "执行率", "到位率", "使用率", "比率")  # what many a thing has


@lru_cache(maxsize=1 << 13)  # every figure of a text is held against every label
def core(label: str) -> str:
    """A label without brackets, marks, 的 and the figure that it ends in: 医保工作培训2次完成率100% → 医保工作培训2次完成率."""
    return _LAST_FIGURE.sub("", _MARKS.sub("", plain_label(label)))


def stem(label: str) -> str:
    """What of a core is counted: 培训人数 → 培训."""
    return COUNTED.sub("", label)


@lru_cache(maxsize=1 << 13)
def bare(words: str) -> str:
    """Words without remarks and what only fills a sentence."""
    return FILL.sub("", _REMARKS.sub("", words))


@lru_cache(maxsize=1 << 13)
def written(words: str) -> str:
    """The words before a figure as labels are written."""
    return _MARKS.sub("", _REMARKS.sub("", words)).replace("年初结转", "上年结转")


def names(label: str, is_count: bool, is_money: bool) -> list[str]:
    """What a label may be called in a sentence: whole, without what only says that it is counted, without 预算 and 决算."""
    found = [label, label.removeprefix("实际")]
    if len(short := _WHEN.sub("", label)) >= _NAMED:
        found.append(short)
    if is_money:
        found += [each for each in (found[-1].removesuffix("数"), _ACCOUNTS.sub("", label)) if len(each) > len("年初")]
    if is_count:
        found += [stem(each) for each in found] + [
            each.removesuffix("数") for each in found
        ]  # 案件数 is 案件 counted, 件数 is 件
    return list(dict.fromkeys(found))


def is_short_for(words: str, label: str) -> bool:
    """Whether a rate is told by the end of its label: 合格率 for 考核合格率; not by what many rates end in."""
    said = (bare(words), written(words))
    return any(
        len(each) >= 3 and each.endswith(("率", "度")) and each not in _GENERAL and core(label).endswith(each) for each in said
    )


def pairs(words: str) -> set[str]:
    """The pairs of neighbouring signs of words, by which two wordings are held against each other."""
    return {words[at : at + 2] for at in range(len(words) - 1)}


def in_order(short: str, label: str) -> bool:
    """Whether a label has all signs of a shorter one, in their order: 检查家数, 检查定点医药机构家数."""
    rest = iter(label)
    return all(sign in rest for sign in short)


def without_figures(words: str) -> str:
    """Words without numbers, marks and blanks."""
    return _FIGURES.sub("", words)


def content(words: str) -> str:
    """What words say beside numbers and what every figure is told with; | stands where they are parted."""
    return _CUES.sub("", FILL.sub("", without_figures(_APART.sub("|", words)))).strip("|")
