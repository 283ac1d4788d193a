"""The figure of a row that is most likely told: its value, its target, its points, as the words next to the number say."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from xlgen.prose.asides import is_aside, is_of_else
from xlgen.prose.label_words import ONLY, content, core, written
from xlgen.prose.labels_fit import fits, without
from xlgen.prose.likely import is_slip
from xlgen.prose.of_rows.points_told import is_of_another_form
from xlgen.prose.of_rows.row_most_likely import key_of, row_most_likely
from xlgen.prose.plans_told import is_planned, said_before
from xlgen.prose.records import FormFigure, Mention, Setting

AsWritten = Callable[[FormFigure, Mention], Decimal]
_TARGET = re.compile("目标|计划|指标值|预期|年初定|要求|不低于|不少于|不超过|不高于|设定|任务|应")
_ACTUAL = re.compile("实际|完成(?!率)|达到|做到|业绩|实现|累计|结果|调查|测评|已")
_TARGET_BEHIND = re.compile(r"\s*的?(?:年度)?(?:目标|指标值|计划|要求)")
_POINTS_BEHIND = re.compile(r"\s*(?:分值)?[中里]?[只仅]?得(?!分率)|\s*的(?:分值|权重)")
_WAYS = (
    ("lost", re.compile("扣|失[去掉了]|失分|丢|少[得拿]")),
    ("points", re.compile("分值|权重|满分|占|设")),
    ("score", re.compile("得|评|给")),
)
_CHANGED = re.compile("(?:提高|调整|修改|改|降|降低|增加|提|上调|下调|细化)(?:到|为|至)$")
_OF_WHOLE = re.compile("总分|总得分|等级|整体支出得")
_LAST = 6  # signs before points that say what they are
_OF_POINTS = re.compile("扣|失|缺|少|分别")
_SHARE, _DONE = "得分率", "完成率"
_BUDGET, _SPENT = re.compile("预算|安排|批复|下达"), re.compile("支出|执行|使用|实际|花|付|采购|发生")
_BUDGETS = ("initial", "budget", "received")
_FAR = 9  # signs before a rate in which it is called


def told_most_likely(mention: Mention, figures: list[FormFigure], setting: Setting, as_written: AsWritten) -> list[FormFigure]:
    """The figures that a mention may be, of the row it is most likely of; one that is right, or that is wrong for certain."""
    before = ONLY.sub("", without(mention.before.rstrip(), setting.own))
    same = [each for each in figures if each.kind == mention.kind and fits(mention, each)]
    if not same or _is_of_else(mention, before, same, setting):
        return []
    roles = _points(mention) if mention.kind == "score" else _roles(mention)
    if (len(roles) > 1 or mention.sentence.is_listed) and not content(mention.near or mention.before):
        return []  # nothing says what is told
    called = [each for each in _called(mention, before, same) if key_of(each)]
    if "target" in roles and not any(each.role == "target" for each in called):
        roles = ("", *roles)
    own = [each for each in called if (each.role if each.row else "") in roles]
    row = row_most_likely(mention, own, setting) if own else ""
    row = "" if row and _is_longer_named(mention, {core(each.label) for each in own if key_of(each) == row}, figures) else row
    held = {each: as_written(each, mention) for each in own if row and key_of(each) == row}
    if right := [each for each, x in held.items() if x == mention.value]:
        return right
    held = {each: x for each, x in held.items() if each.role != "lost" or x < mention.value}  # lost for one reason of several
    slipped = held if len(set(held.values())) == 1 else {each: x for each, x in held.items() if is_slip(mention.value, x)}
    return list(slipped)[:1] if len(set(slipped.values())) == 1 else []


def _is_longer_named(mention: Mention, labels: set[str], figures: list[FormFigure]) -> bool:
    """Whether the sentence or its heading has a longer label, of another figure, that ends in that of the row."""
    said = written(f"{mention.sentence.heading},{said_before(mention)}")
    longer = (core(each.label) for each in figures if core(each.label) not in labels)
    return any(label and other.endswith(label) and other in said for other in longer for label in labels)


def _is_of_else(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> bool:
    if mention.kind == "score":
        is_of_whole = bool(_OF_WHOLE.search(said_before(mention)))
        return is_of_whole or is_of_another_form(mention, before, same, setting) or is_of_else(_OF_POINTS.sub("", before))
    is_new = bool(_CHANGED.search(before))
    return is_new or is_aside(mention, before, same, setting) or is_of_else(_TARGET.sub("", before))


def _roles(mention: Mention) -> tuple[str, ...]:
    """Whether what was done or what was to be is told, or either."""
    if _TARGET_BEHIND.match(mention.after):
        return ("target",)
    aimed, done = (max((at.end() for at in each.finditer(mention.before)), default=-1) for each in (_TARGET, _ACTUAL))
    if is_planned(mention):
        return () if done > aimed else ("target",)
    return ("target",) if aimed > done else ("",) if done > aimed else ("", "target")


def _amounts(words: str, same: list[FormFigure]) -> list[FormFigure]:
    """Of amounts those that were budgeted, or those that were spent, where words say either."""
    is_budget, is_spent = bool(_BUDGET.search(words)), bool(_SPENT.search(words))
    if is_budget == is_spent:
        return same
    return [each for each in same if ("预算" in each.label or each.role in _BUDGETS) == is_budget]


def _points(mention: Mention) -> tuple[str, ...]:
    """Whether what could be got, was got, or was lost is told; what could be or was got where nothing is said."""
    near = (mention.near or mention.before)[-_LAST:]
    if _POINTS_BEHIND.match(mention.after) and not _WAYS[0][1].search(near):
        return ("points",)
    return next(((role,) for role, pattern in _WAYS if pattern.search(near)), ("points", "score"))


def _called(mention: Mention, before: str, same: list[FormFigure]) -> list[FormFigure]:
    """Of rates those of the kind that is told: what share was got, what share was done, any other."""
    if mention.kind == "money":
        return _amounts(mention.near or mention.before, same)
    if mention.kind != "percent":
        return same
    said = before[-_FAR:]
    is_share = _SHARE in said or ("率" not in before and _SHARE in said_before(mention))
    if is_share or _DONE in said:
        return [each for each in same if core(each.label).endswith(_SHARE if is_share else _DONE)]
    return [each for each in same if not each.label.endswith(_SHARE) and not each.name.endswith("completion")]
