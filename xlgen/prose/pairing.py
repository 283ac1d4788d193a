"""Which figure of a form a mention is a figure of; none where that is not certain.

The words before a number, without what only fills a sentence and without the project's own name, have to be the label. What speaks of a
part, of another year, of a plan or of a difference is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace

from xlgen.prose.aliases import by_alias
from xlgen.prose.label_words import COUNTED, FILL, bare, core, is_short_for, names, stem, written
from xlgen.prose.mentions import counts_alike, in_unit
from xlgen.prose.plans_told import is_another_time, is_of_other_years, is_part, is_planned, is_strange, said_before, topic_of
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.prose.row_in_focus import aim_of_focus, of_row_in_focus
from xlgen.words.labels import plain_label

_ELSE = re.compile(  # another year, a plan, a part, a difference, an average: not the figure of the form
    "上年(?!度?结转)|去年|往年|以前年度|上一年|前年|下年|明年|次年|下一步|来年|今后|计划|目标|预期|预计|任务|拟|将|应当?|要求|标准|规定|指标值"
    "|每|平均|人均|户均|日均|上半年|下半年|前三|季度|第|其中|其余|分别|部分|仅|只有|个别|有的|另有|某|同比|环比|较|比(?!率|例|对)|相比|不足|尚有|缺|少|未(?!超)|没有|不满|差(?!错)"
)
_OF_YEAR, _LONGER = re.compile("年度|全年|当年|年初|本年|20\\d\\d年"), re.compile("实施期|中期|长期|[三五]年|期间|其中")
_ONLY = re.compile(r"(?:仅|只)(?:有|为|达到?|完成)?$")
_DIFFERENCE = re.compile(
    r"(?:增长|增加|减少|下降|提高|提升|降低|超出|超过|高出|低于|高于|多出|相差|扣减|扣除|压减|节约|上升)(?:了|约)?$"
)
_BEHIND = re.compile(
    r"\s*(?:(?:主要|全部)?用于|的?(?:工作)?目标|的?任务|缺口|未|没|不(?:满|合格|达标)|因|的(?:群众|人|受访|参|患者|项目|单位))"
)
_PUBLIC = re.compile(
    r"^(?:服务对象|社会公众|受益群众|受益对象|人民群众|广大群众|参保群众|参保人员|群众|公众|居民|百姓|社会)*+(?:对\S{0,12})?满意(?:度|率)"
)
_SATISFIED = re.compile("满意(?:度|率)$")
_NAMED = 4  # signs of a label that is its own name wherever it stands
_NOT_ACTUAL = ("points", "lost", "target")
_OF_ROWS = ("个", "项", "条")  # in which indicators are counted
_PEOPLE = re.compile(r"^(?:学员|人员|群众|职工|同志|干部|代办员)?(?:参加了?|接受了?)?")


def figures_of(mention: Mention, figures: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The figures of the form that a mention may be a figure of: any of them would do; none where it is not certain."""
    said = _ONLY.sub("", mention.before.strip(" (").removeprefix("其中").lstrip(":"))
    before = without(said, setting.own)
    same = [each for each in figures if each.kind == mention.kind and fits(mention, each)]
    if aim := aim_of_focus(mention, same, setting):
        return aim
    if is_aside(mention, before, same, setting):
        return []
    may_be = _of_plans(mention, same) if is_planned(mention) else same
    near = without(mention.near, setting.own) or before
    for words in dict.fromkeys((said, before, near)):
        if found := _labelled(mention, words, may_be, setting):
            return found
    if found := of_row_in_focus(mention, before, same):
        return found
    if is_of_else(before):
        return []
    topic = without(topic_of(mention), setting.own)
    is_some = is_strange(topic) or (mention.kind == "money" and "其中" in said_before(mention) and is_part(mention))
    lead = topic if any(each.source == topic for each in same) else ""
    tried = (by_alias(mention, lead + words, same, is_some) for words in dict.fromkeys((near, before)))
    return next(filter(None, tried), [])


def _of_plans(mention: Mention, same: list[FormFigure]) -> list[FormFigure]:
    """What is told of a plan: how many indicators there are; what was to be reached, where it is that of the year."""
    words = mention.sentence.heading + said_before(mention)
    is_of_year = _OF_YEAR.search(words) and not _LONGER.search(words)
    aims = [replace(each, role="") for each in same if each.role == "target"] if is_of_year else []
    return [each for each in same if each.role == "rows"] + aims


def is_aside(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> bool:
    """Whether it is of another time, a difference, a figure of what follows it, or one that stands in a label: 合格率100%."""
    if is_another_time(mention, setting) or is_of_other_years(mention):
        return True
    words = written(said_before(mention))
    ending = [each for each in same if plain_label(each.label).endswith(mention.written)]
    is_label = any(words.endswith(core(each.label)) for each in ending)
    return is_label or bool(_BEHIND.match(mention.after) or _DIFFERENCE.search(before.rstrip()))


def is_of_else(words: str, label: str = "") -> bool:
    """Whether words before a figure say that it is of a part, a plan, an average, or another year; not those that its label has too."""
    return any(word not in label for word in _ELSE.findall(words))


def _labelled(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> list[FormFigure]:
    named = [(each, fit) for each in same if (fit := _fit(mention, before, each, setting))]
    best = max((fit for _, fit in named), default=0)
    found = _of_account(mention, [each for each, fit in named if fit == best])
    if found:
        return found if len({each.row for each in found}) == 1 or len({each.value for each in found}) == 1 else []
    if mention.kind != "percent" or is_of_else(before):
        return []
    actual = [each for each in same if not each.role]
    short = [each for each in actual if is_short_for(before, each.label)]
    if not short and _PUBLIC.match(bare(before)):
        asked = [each for each in actual if _SATISFIED.search(core(each.label))]
        short = [each for each in asked if _PUBLIC.match(core(each.label))] or asked
    return short if len({each.value for each in short}) == 1 else []


def _of_account(mention: Mention, found: list[FormFigure]) -> list[FormFigure]:
    """Of figures of the budget and of the accounts that are called alike, those that the sentence or its heading is about."""
    about = mention.sentence.heading + said_before(mention)
    said = [word for word in ("预算", "决算") if word in about]
    return [each for each in found if said[0] in each.label] or found if len(said) == 1 and len(found) > 1 else found


def _fit(mention: Mention, before: str, figure: FormFigure, setting: Setting) -> int:
    """How long the label is that stands before a mention; 0 where none does, or what is around it speaks of something else."""
    label = core(figure.label)
    words = written(before)
    if not label or figure.role in _NOT_ACTUAL:
        return 0
    for name in names(label, mention.kind == "count", mention.kind == "money"):
        at = words.rfind(name) if len(name) >= 2 else -1
        if at < 0 or COUNTED.sub("", FILL.sub("", words[at + len(name) :])):
            continue
        head = words[:at]
        rest = FILL.sub("", head)
        is_own = bool(setting.row) and figure.row == setting.row
        is_named = not rest or is_own or (len(name) >= _NAMED and len(rest) <= 2 * len(name))
        if not is_named or is_of_else(head):
            continue
        return len(name)
    return _fit_behind(mention, words, stem(label))


def _fit_behind(mention: Mention, words: str, counted: str) -> int:
    """The same where what is counted stands behind the number: 全年有126人参加培训."""
    if mention.kind != "count" or len(counted) < 2 or FILL.sub("", words) or is_of_else(words):
        return 0
    return len(counted) if _PEOPLE.sub("", bare(mention.after)).startswith(counted) else 0


def without(words: str, own: tuple[str, ...]) -> str:
    """Words without the names of the project and its unit."""
    for name in own:
        words = words.replace(name, "")
    return words


def fits(mention: Mention, figure: FormFigure) -> bool:
    """Whether a mention counts in the unit of a figure, or in one that says the same."""
    if mention.kind in ("percent", "score"):
        return True
    if figure.role == "rows":
        return mention.unit in _OF_ROWS
    if not figure.unit:
        return mention.kind == "count" and bool(COUNTED.search(core(figure.label)))
    alike = mention.kind == "count" and mention.alone and counts_alike(mention.unit, figure.unit)
    return alike or in_unit(mention.value, mention.unit, figure.unit) is not None
