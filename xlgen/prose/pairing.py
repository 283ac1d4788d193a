"""Which figure of a form a mention is a figure of; none where that is not certain.

The words before a number, without what only fills a sentence and without the project's own name, have to be the label. What speaks of a
part, of another year, of a plan or of a difference is left alone.
"""

from __future__ import annotations

import re

from xlgen.prose.aliases import by_alias, is_called_behind
from xlgen.prose.asides import is_aside, is_of_else
from xlgen.prose.claims.spread_told import of_spread
from xlgen.prose.label_words import NUMBERING
from xlgen.prose.labels_fit import fits, labelled, without
from xlgen.prose.of_rows.aims_told import of_limit, of_plans
from xlgen.prose.of_rows.row_in_focus import aim_of_focus, of_row_in_focus
from xlgen.prose.plans_told import is_part, is_planned, is_strange, of_what_is_planned, said_before, topic_of
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.words.labels import plain_label

_ONLY = re.compile(r"(?:仅|只)(?:有|为|达到?|完成)?$")
_ABOUT = re.compile("(?:方面|情况)$")
_COUNTED_ROWS = re.compile(r"\s*+([一二三]级指标|绩效指标)")


def figures_of(mention: Mention, figures: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The figures of the form that a mention may be a figure of: any of them would do; none where it is not certain."""
    said = _ONLY.sub("", mention.before.strip(" (").removeprefix("其中").lstrip(":"))
    before = without(said, setting.own)
    same = [each for each in figures if each.kind == mention.kind and fits(mention, each)]
    if aim := aim_of_focus(mention, same, setting):
        return aim
    if is_aside(mention, before, same, setting):
        return []
    if (told := _told_apart(mention, before, same, figures, setting)) is not None:
        return told
    may_be = same
    if is_planned(mention):
        may_be, said, before = of_plans(mention, same), of_what_is_planned(said), of_what_is_planned(before)
    near = without(mention.near, setting.own) or before
    said, before, near = (_whole_of(words, same) for words in (said, before, near))
    if not before.strip(" (,、＃") and not is_called_behind(mention) and (led := _clause_before(mention)):
        said = before = near = without(led, setting.own)
    topic = without(topic_of(mention), setting.own)
    lead = _source_led(mention, topic, same)
    if lead and (found := by_alias(mention, lead + near, same, is_part=True)):
        return found
    if mention.kind == "money" and not lead and mention.unit not in mention.written:
        return []  # of a list, and nobody knows of what
    for words in dict.fromkeys((said, before, near)):
        if found := labelled(mention, words, may_be, setting):
            return found
    if found := of_row_in_focus(mention, before, same, figures, setting):
        return found
    if is_of_else(before):
        return []
    if topic and (found := labelled(mention, _ABOUT.sub("", topic) + before, may_be, setting)):
        return found
    is_some = is_strange(topic) or (mention.kind == "money" and "其中" in said_before(mention) and is_part(mention))
    tried = (by_alias(mention, lead + words, same, is_some) for words in dict.fromkeys((near, before)))
    return next(filter(None, tried), [])


def _told_apart(
    mention: Mention, before: str, same: list[FormFigure], figures: list[FormFigure], setting: Setting
) -> list[FormFigure] | None:
    """What a limit, a grade of projects or a number of indicators is a figure of; None where a mention is none of these."""
    if mention.is_limit:
        is_budget = is_called_behind(mention)  # 没有超出30万元的预算
        return by_alias(mention, "", same, is_part=False) if is_budget else of_limit(mention, before, same, figures, setting)
    if found := of_spread(mention, same):
        return found
    if counted := _COUNTED_ROWS.match(mention.after):
        return [each for each in same if each.role == "rows" and each.label == counted[1]]
    return None


def _whole_of(words: str, same: list[FormFigure]) -> str:
    """Words without what makes a part of a source that is a figure of its own: 单位缴纳的部分到位 → 单位缴纳到位."""
    for source in {each.source for each in same if each.source and f"{each.source}部分" in words.replace("的", "")}:
        words = words.replace(f"{source}的部分", source).replace(f"{source}部分", source)
    return words


def _source_led(mention: Mention, topic: str, same: list[FormFigure]) -> str:
    """The source of money, or the project, that a sentence begins with, or that its heading is: 搬迁经费，预算97.35万元，执行79.35万元."""
    first, heading = said_before(mention).partition(",")[0].strip(), plain_label(mention.sentence.heading.lstrip(NUMBERING))
    sources = {each.source for each in same if each.source}
    if led := next((name for name in (topic, first, heading) if name in sources), ""):
        return led
    begun = [clause.strip() for clause in said_before(mention).split(",")[:-1] if not any(map(str.isdigit, clause))]
    return max((name for name in sources for clause in begun if clause.startswith(name)), key=len, default="")


def _clause_before(mention: Mention) -> str:
    """The clause before one that begins with its figure, where it names what is told: 失分的是预算执行率，96.2%离满额还远."""
    clause = mention.sentence.text[: mention.clause].rstrip(" ,:").rpartition(",")[2].lstrip(NUMBERING)
    return "" if any(map(str.isdigit, clause)) else clause
