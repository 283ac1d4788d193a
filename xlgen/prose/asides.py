"""What a number is not: a figure of another time, a part, a plan, a difference, or of what follows it."""

from __future__ import annotations

import re

from xlgen.prose.label_words import core, written
from xlgen.prose.plans_told import AIM_BEHIND, is_another_time, is_of_other_years, said_before
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.words.labels import plain_label

_ELSE = re.compile(  # another year, a plan, a part, a difference, an average: not the figure of the form
    "上年(?!度?(?:结转|评价))|去年|往年|以前年度|上一年|前年|下年|明年|次年|下一步|来年|今后|计划|目标|预期|预计|任务|拟|将|(?<!响)(?<!对)(?<!反)(?<!效)应(?!到位|自评|急|用)当?|要求|标准|规定|指标值"
    "|每|平均|人均|户均|日均|上半年|下半年|前三|季度|第|其中|其余|分别|依次|部分|仅|只有|个别|有的|另有|某|同比|环比|较|比(?!率|例|对)|相比|不足|尚有|缺|少|未(?!超)|没有|不满|差(?!错)"
)
_DIFFERENCE = re.compile(
    r"(?:增长|增加|减少|下降|提高|提升|降低|超出|超过|高出|低于|高于|多出|相差|扣减|扣除|压减|节约|上升)(?:了|约)?$"
)
_WITH_NEXT, _WITH_LAST = re.compile(r"\s*[和、及与]\s*\d"), re.compile(r"\d\s*\S{1,2}\s*[和、及与]\s*$")
_OF_SOME = re.compile("分(?:[区市县]|对象|人群|机构|部门|科室|批次|季度|月份|地区|乡镇|年龄)[^,]{0,2}看,|最低的|最高的")
_HOPED = re.compile("争取|力争")
_BEHIND = re.compile(
    r"\s*(?:(?:主要|全部)?用于|的?(?:工作)?目标|的?任务|缺口|未|没|不(?:满|合格|达标)|因|的(?:群众|人|受访|参|患者|项目|单位))"
)


def is_aside(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> bool:
    """Whether it is of another time, a difference, or a figure of what follows it."""
    named = [name for each in same for name in (each.source, each.label) if "年" in name or "月" in name]
    if is_another_time(mention, setting, named) or is_of_other_years(mention):
        return True
    if mention.kind != "money" and _OF_SOME.search(said_before(mention)):
        return True
    return bool(
        _BEHIND.match(mention.after)
        or (_DIFFERENCE.search(before.rstrip()) and not AIM_BEHIND.match(mention.after))
        or _HOPED.search(before)
    )


def is_among(mention: Mention) -> bool:
    """Whether a number stands with others that nothing is said of: 得4分和3分."""
    return bool(_WITH_NEXT.match(mention.after)) or (not mention.near and bool(_WITH_LAST.search(said_before(mention))))


def is_in_label(mention: Mention, figures: list[FormFigure]) -> bool:
    """Whether a number may be one that a label ends in: 合格率100%."""
    ending = [each for each in figures if plain_label(each.label).endswith(mention.written)]
    return bool(ending) and any(written(said_before(mention)).endswith(core(each.label)) for each in ending)


def is_of_else(words: str, label: str = "") -> bool:
    """Whether words before a figure say that it is of a part, a plan, an average, or another year; not those that its label has too."""
    return any(word not in label for word in _ELSE.findall(words))
