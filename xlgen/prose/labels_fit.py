"""Which figures of a form have the label that stands before a number, or behind it."""

from __future__ import annotations

import re

from xlgen.prose.asides import is_of_else
from xlgen.prose.label_words import COUNTED, FILL, bare, core, is_short_for, names, stem, written
from xlgen.prose.mentions import counts_alike, in_unit
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, Setting

_PUBLIC = re.compile(
    r"^(?:服务对象|社会公众|受益群众|受益对象|人民群众|广大群众|参保群众|参保人员|群众|公众|居民|百姓|社会)*+(?:对\S{0,12})?满意(?:度|率)"
)
_RATE_BEHIND = re.compile(r"\s*的(\S{1,6}?(?:满意度|[^\W\d_]率))")  # 96%的满意度
_SATISFIED = re.compile("满意(?:度|率)$")
_NAMED = 4  # signs of a label that is its own name wherever it stands
_NOT_ACTUAL = ("points", "lost", "target")
_OF_ROWS = ("个", "项", "条")  # in which indicators are counted
_AMOUNTS = ("initial", "budget", "received", "executed")
_PEOPLE = re.compile(r"^(?:学员|人员|群众|职工|同志|干部|代办员)?(?:参加了?|接受了?)?")


def labelled(mention: Mention, before: str, same: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The figures whose label stands before a mention; none where several different ones do."""
    named = [(each, fit) for each in same if (fit := _fit(mention, before, each, setting))]
    best = max((fit for _, fit in named), default=0)
    found = _of_account(mention, [each for each, fit in named if fit == best])
    if found:
        return found if len({each.row for each in found}) == 1 or len({each.value for each in found}) == 1 else []
    if mention.kind not in ("percent", "count") or is_of_else(before):
        return []
    actual = [each for each in same if not each.role]
    if mention.kind == "count":
        ends = [each for each in actual if len(bare(before)) >= _NAMED and core(each.label).endswith(bare(before))]
        return ends if len({each.value for each in ends}) == 1 else []
    short = [each for each in actual if is_short_for(before, each.label)]
    if not bare(before) and (behind := _RATE_BEHIND.match(mention.after)):
        short = [each for each in actual if is_short_for(behind[1], each.label)]
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
        is_of_whole = figure.role in _AMOUNTS and figure.kind == "money"  # 政府采购年初预算 is not of the whole
        is_named = not rest or is_own or (not is_of_whole and len(name) >= _NAMED and len(rest) <= 2 * len(name))
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
