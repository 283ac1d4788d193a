"""Which figure of a form a mention is a figure of; none where that is not certain.

The words before a number, without what only fills a sentence and without the project's own name, have to be the label. What speaks of a
part, of another year, of a plan or of a difference is left alone.
"""

from __future__ import annotations

import re

from xlgen.prose.aliases import by_alias, is_called_behind, source_names
from xlgen.prose.asides import is_aside, is_of_else
from xlgen.prose.claims.spread_told import of_spread
from xlgen.prose.label_words import NUMBERING, ONLY
from xlgen.prose.labels_fit import fits, labelled, without
from xlgen.prose.of_rows.aims_told import aim_of_focus, of_plans
from xlgen.prose.of_rows.row_in_focus import of_row_in_focus
from xlgen.prose.plans_told import is_part, is_planned, is_strange, of_what_is_planned, said_before, topic_of
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.words.labels import plain_label

_MARKS = " -—·●◆■▲※*"  # of a list
_OF_WHOLE = re.compile("全年|累计|合计|共|总|项目|整个|预算(?:执行|支出)")  # after 财政拨款80万元
_SUM = re.compile("(预算|执行|支出)数?合计(?:为|是|达)?$")
_OF_PROJECTS = re.compile("分项|清单|各个?项目|个项目|项目预算")
_ABOUT = re.compile("(?:方面|情况)$")
_COUNTED_ROWS = re.compile(r"\s*+([一二三]级指标|绩效指标)")


def figures_of(mention: Mention, figures: list[FormFigure], setting: Setting) -> list[FormFigure]:
    """The figures of the form that a mention may be a figure of: any of them would do; none where it is not certain."""
    said = ONLY.sub("", mention.before.strip(" (而但却则且").removeprefix("其中").lstrip(":"))
    before = without(said, setting.own)
    same = [each for each in figures if each.kind == mention.kind and fits(mention, each)]
    if aim := aim_of_focus(mention, same, setting):
        return aim
    if is_aside(mention, before, same, setting):
        return []
    if (told := _told_apart(mention, same)) is not None:
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
    return [*_added_up(mention, near, same), *next(filter(None, tried), [])]


def _added_up(mention: Mention, near: str, same: list[FormFigure]) -> list[FormFigure]:
    """The sum of all projects, which may be meant where projects are spoken of: 分项项目预算合计3528.45万元，执行合计3528.45万元."""
    found = _SUM.search(near.strip())
    if found is None or not _OF_PROJECTS.search(mention.sentence.heading + said_before(mention)):
        return []
    kind = "预算" if found[1] == "预算" else "执行"
    return [each for each in same if each.label.endswith("合计") and kind in each.label]


def _told_apart(mention: Mention, same: list[FormFigure]) -> list[FormFigure] | None:
    """What a grade of projects or a number of indicators is a figure of; None where a mention is neither."""
    if found := of_spread(mention, same):
        return found
    if counted := _COUNTED_ROWS.match(mention.after):
        return [each for each in same if each.role == "rows" and each.label == counted[1]]
    return None


def _whole_of(words: str, same: list[FormFigure]) -> str:
    """Words without what makes a part of a source that is a figure of its own: 单位缴纳的部分到位 → 单位缴纳到位."""
    for source in sorted({each.source for each in same if each.source and f"{each.source}部分" in words.replace("的", "")}):
        words = words.replace(f"{source}的部分", source).replace(f"{source}部分", source)
    return words


def _source_led(mention: Mention, topic: str, same: list[FormFigure]) -> str:
    """The source of money, or the project, that a sentence begins with, or that its heading is: 搬迁经费，预算97.35万元，执行79.35万元."""
    clauses = [clause.lstrip(_MARKS) for clause in said_before(mention).lstrip(NUMBERING).split(",")]
    sources = sorted({each.source for each in same if each.source}, key=lambda name: (-len(name), name))
    heading = plain_label(mention.sentence.heading.lstrip(NUMBERING))
    if led := next((name for name in (topic, clauses[0].strip(), heading) if name in sources), ""):
        return led
    begun = [clause for clause in clauses[:-1] if not any(map(str.isdigit, clause))]
    if led := max((name for name in sources for clause in begun if clause.startswith(name)), key=len, default=""):
        return led
    is_named = any(name in mention.before for source in sources for name in source_names(source))
    is_of_whole = len(clauses) < 2 or is_named or _OF_WHOLE.search(mention.before)
    return "" if is_of_whole else next((name for name in sources if clauses[-2].startswith(tuple(source_names(name)))), "")


def _clause_before(mention: Mention) -> str:
    """The clause before one that begins with its figure, where it names what is told: 失分的是预算执行率，96.2%离满额还远."""
    clause = mention.sentence.text[: mention.clause].rstrip(" ,:").rpartition(",")[2].lstrip(NUMBERING)
    return "" if any(map(str.isdigit, clause)) else clause
