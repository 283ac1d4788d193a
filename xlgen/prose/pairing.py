"""Which figure of a form a mention is a figure of; none where that is not certain.

The words before a number, without what only fills a sentence and without the project's own name, have to be the label. What speaks of a
part, of another year, of a plan or of a difference is left alone.
"""

from __future__ import annotations

import re

from xlgen.prose.aliases import by_alias
from xlgen.prose.mentions import in_unit
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.words.labels import plain_label

_ELSE = re.compile(  # another year, a plan, a part, a difference, an average: not the figure of the form
    "上年|去年|往年|以前年度|上一年|前年|下年|明年|次年|下一步|来年|今后|计划|目标|预期|预计|任务|拟|将|应当?|要求|标准|规定|指标值"
    "|每|平均|人均|户均|日均|上半年|下半年|前三|季度|第|其中|其余|分别|部分|仅|只有|个别|有的|另有|某|同比|环比|较|比(?!率|例|对)|相比|不足|尚有|缺|少|未(?!超)|没有|不满|差(?!错)"
)
_DIFFERENCE = re.compile(
    r"(?:增长|增加|减少|下降|提高|提升|降低|超出|超过|高出|低于|高于|多出|相差|扣减|扣除|压减|节约|上升)(?:了|约)?$"
)
_BEHIND = re.compile(r"\s*(?:的?(?:工作)?目标|的?任务|缺口|未|没|不(?:满|合格|达标)|因|的(?:群众|人|受访|参|患者|项目|单位))")
_FILL = re.compile(
    r"全年|本年度?|年度|当年|今年|截至|截止|共计|共|累计|合计|总计|总共|实际|实现|已|均|都|为|是|达到了?|达成|达|完成了?|完成率为|组织开展了?|组织|开展了?|举办了?|进行了?"
    r"|经统计|经考核|经调查|经测算|根据|调查|统计|显示|其|对|全县|全市|全区|全省|本|该|项目|工作|有|了|的|我局|我单位|我中心|率先|提高到|提升到|提升至|提高至|上升到|稳定在|保持在|[\s\"“”'‘’＃(),。、·]"
)
_COUNTED = re.compile(r"(?:人数|人次数|人次|次数|个数|期数|户数|数量|总数|件数|场次|天数|项数|家数|套数|张数|份数|数)$")
_PUBLIC = re.compile(
    r"^(?:服务对象|社会公众|受益群众|受益对象|人民群众|广大群众|参保群众|参保人员|群众|公众|居民|百姓|社会)*+(?:对\S{0,12})?满意(?:度|率)"
)
_YEAR = re.compile(r"(20\d\d)\s*年")
_WHOLE_YEAR = re.compile(r"(?:截[至止]到?|至|-|~)\D{0,3}(?:20\d\d年)?12月")
_TILL = re.compile(r"截[至止]到?(?:20\d\d年)?(\d{1,2})月")
_NAMED = 4  # signs of a label that is its own name wherever it stands
_OWN = re.compile(r"[（(][^（）()]*[)）]|[\s“”\"‘’']")


def figures_of(mention: Mention, figures: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The figures of the form that a mention may be a figure of: any of them would do; none where it is not certain."""
    said = mention.before.strip(" (").removeprefix("其中").lstrip(":")
    before = _without(said, setting.own)
    if _is_another_year(mention, setting) or _BEHIND.match(mention.after) or _DIFFERENCE.search(before.rstrip()):
        return []
    same = [each for each in figures if each.kind == mention.kind and _fits(mention, each)]
    for words in dict.fromkeys((said, before)):
        if found := _labelled(mention, words, same, setting):
            return found
    is_part = mention.kind == "money" and "其中" in _said_before(mention)
    return [] if _ELSE.search(before) else by_alias(mention, before, same, is_part)


def _labelled(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> list[FormFigure]:
    named = [(each, fit) for each in same if (fit := _fit(mention, before, each, setting))]
    best = max((fit for _, fit in named), default=0)
    found = _of_account(mention, [each for each, fit in named if fit == best])
    if found:
        return found if len({each.row for each in found}) == 1 or len({each.value for each in found}) == 1 else []
    if mention.kind == "percent" and _PUBLIC.match(_bare(before)) and not _ELSE.search(before):
        public = [each for each in same if _PUBLIC.match(_core(each.label)) and not each.role]
        return public if len({each.value for each in public}) == 1 else []
    return []


def _of_account(mention: Mention, found: list[FormFigure]) -> list[FormFigure]:
    """Of figures of the budget and of the accounts that are called alike, those that the sentence or its heading is about."""
    about = mention.sentence.heading + _said_before(mention)
    said = [word for word in ("预算", "决算") if word in about]
    return [each for each in found if said[0] in each.label] or found if len(said) == 1 and len(found) > 1 else found


def _fit(mention: Mention, before: str, figure: FormFigure, setting: Setting) -> int:
    """How long the label is that stands before a mention; 0 where none does, or what is around it speaks of something else."""
    label = _core(figure.label)
    words = _written(before)
    is_said_again = plain_label(figure.label).endswith(mention.written) and words.endswith(label)  # the label 合格率100% itself
    if not label or is_said_again or figure.role in ("points", "lost"):
        return 0
    stem = _COUNTED.sub("", label) if mention.kind == "count" else label
    for name in _names(label, stem, mention):
        at = words.rfind(name) if len(name) >= 2 else -1
        if at < 0 or _COUNTED.sub("", _FILL.sub("", words[at + len(name) :])):
            continue
        head = words[:at]
        rest = _FILL.sub("", head)
        is_own = bool(setting.row) and figure.row == setting.row
        is_named = not rest or is_own or (len(name) >= _NAMED and len(rest) <= 2 * len(name))
        if not is_named or _ELSE.search(head):
            continue
        return len(name)
    is_behind = mention.kind == "count" and len(stem) >= 2 and not _FILL.sub("", words) and not _ELSE.search(words)
    return len(stem) if is_behind and _bare(mention.after).removeprefix("参加").startswith(stem) else 0


def _names(label: str, stem: str, mention: Mention) -> list[str]:
    """What a label may be called in a sentence: whole, without what only says that it is counted, without 预算 and 决算."""
    names = [label, stem, label.removeprefix("实际")]
    if mention.kind == "money":
        names += [_ACCOUNTS.sub("", label)]
    return list(dict.fromkeys(names))


def _written(words: str) -> str:
    return _FILL_IN_LABEL.sub("", _OWN.sub("", words)).replace("年初结转", "上年结转")


_ACCOUNTS = re.compile(r"(?:预算|决算)数?$|决算(?=收入)")


def _core(label: str) -> str:
    """A label without brackets, marks and the figure that it ends in: 医保工作培训2次完成率100% → 医保工作培训2次完成率."""
    return re.sub(r"(?<![\d.])[\d.]++%?$", "", _FILL_IN_LABEL.sub("", plain_label(label)))


_FILL_IN_LABEL = re.compile(r"[\s“”\"‘’'·、]")


def _bare(words: str) -> str:
    return _FILL.sub("", _OWN.sub("", words))


def _without(words: str, own: tuple[str, ...]) -> str:
    for name in own:
        words = words.replace(name, "")
    return words


def _fits(mention: Mention, figure: FormFigure) -> bool:
    if mention.kind in ("percent", "score"):
        return True
    if not figure.unit:
        return mention.kind == "count" and bool(_COUNTED.search(_core(figure.label)))
    return in_unit(mention.value, mention.unit, figure.unit) is not None


def _said_before(mention: Mention) -> str:
    """The sentence before a mention, as written."""
    return mention.sentence.text[: mention.start - mention.sentence.start]


def _is_another_year(mention: Mention, setting: Setting) -> bool:
    """Whether it is a figure of another year, or of some months."""
    said = _said_before(mention)
    years = _YEAR.findall(said)
    clause = said[len(said) - len(mention.before) :] if mention.before else ""
    is_part = "月" in clause and not _WHOLE_YEAR.search(clause)
    till = _TILL.findall(said)
    return is_part or bool(till and till[-1] != "12") or bool(years and setting.year and years[-1] != setting.year)
