"""Totals told in the sentences of a department's report: sums of all projects, their rate and average, and what each grade has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from xlgen.prose.asides import is_aside
from xlgen.prose.figures_held import as_written
from xlgen.prose.label_words import bare
from xlgen.prose.mentions import mentions
from xlgen.prose.plans_told import is_planned
from xlgen.prose.records import Compared, FormFigure, Mention, Setting
from xlgen.prose.sentences import sentences
from xlgen.reports.held.summary_figures import SummaryFigures
from xlgen.statuses import Status

_CALLED = {  # the words before a figure without what only fills → the figure
    "money": {
        "budget": "预算数 预算 预算资金 年初预算数 预算金额", "executed": "执行数 执行 执行资金 执行金额 支出", "balance": "结余 资金结余 结余资金",
    },
    "percent": {"rate": "执行率 预算执行率"},
    "score": {
        "mean": "平均得分 平均分 自评平均得分 自评平均分 简单平均得分", "best": "最高 最高得分 最高分", "worst": "最低 最低得分 最低分",
        "weighted": "加权平均得分 加权平均 按预算数加权平均 按预算数加权平均得分",
    },
}  # fmt: skip
_BY_WORDS: Mapping[str, Mapping[str, str]] = {
    kind: {bare(words): name for name, called in names.items() for words in called.split()} for kind, names in _CALLED.items()
}
_ALIKE = {"budget": ("budget", "issued_budget", "covered")}  # totals that are called alike: any of them
_COUNTS, _COUNTERS = ("issued", "counted", "graded"), ("", "部门", "单位", Status.SOUND.word)
_LED = re.compile("^(?:计入|纳入|这些|上述|以上|所有|各|汇总)*+")
_ALL, _KIND = re.compile("合计|总|共|全部|所有|上述|以上|这些|计入"), re.compile("(?:项目|基本)支出")
_PROJECT = "项目"
_GRADE = re.compile(
    r"^\W*+(?:评为|等级[为是]?)?“?(?P<word>优|良|中|差)(?:秀|好|等)?+”?+(?:等级|等次)?+的?+(?![优良中差及和、或]|以上)"
)
_OF_GRADE = {"count": "项目数", "percent": "项目数占比", "money": "预算数", "score": "平均得分"}
_MONEY = re.compile("金额|预算|执行")


def told_totals(line: str, heading: str, year: str, known: SummaryFigures) -> Iterator[Compared]:
    """The totals of a line under a heading, of this year and no plan; of counts and shares only those that agree: they are of many things."""
    for sentence in sentences(line, heading):
        is_all = False  # a total of all projects was told before: what follows in the sentence is one, too
        for mention in mentions(sentence):
            if is_planned(mention) or is_aside(mention, mention.before, [], Setting(year)):
                continue
            if told := _of_grade(mention, known) or _of_all(mention, known, is_all):
                is_all = is_all or mention.kind == "money"
                yield told


def _of_all(mention: Mention, known: SummaryFigures, is_all: bool) -> Compared | None:
    said = _LED.sub("", bare(mention.before))
    if mention.kind == "count":
        counts = [known.overall[name] for name in _COUNTS if name in known.overall]
        agree = [figure for figure in counts if as_written(figure, mention) == mention.value]
        return _held(mention, agree[:1]) if said in _COUNTERS and mention.after.startswith(_PROJECT) else None
    name = _BY_WORDS.get(mention.kind, {}).get(said, "")
    is_total = bool(_ALL.search(mention.before)) and (_PROJECT in mention.sentence.text or "总" in mention.before)
    if not name or _KIND.search(mention.before) or not (is_all or is_total or mention.kind == "score"):
        return None
    return _held(mention, [known.overall[each] for each in _ALIKE.get(name, (name,)) if each in known.overall])


def _of_grade(mention: Mention, known: SummaryFigures) -> Compared | None:
    """What the projects of one grade have, where the sentence begins with the grade: 优:3个项目,占60%."""
    grade, head, before = _GRADE.match(mention.sentence.text), _OF_GRADE.get(mention.kind, ""), mention.before.strip()
    if not grade or not head:
        return None
    is_right = {
        "count": mention.after.startswith(_PROJECT), "percent": before.startswith("占") and not _MONEY.search(before),
    }.get(mention.kind, head in before)  # fmt: skip
    told = _held(mention, known.rows.get((grade["word"], head), ())) if is_right else None
    return told if told and (told.agrees or mention.kind != "percent") else None


def _held(mention: Mention, figures: Sequence[FormFigure]) -> Compared | None:
    """The one that agrees, else the one that is nearest."""
    if not figures:
        return None
    figure = min(figures, key=lambda each: abs(as_written(each, mention) - mention.value))
    expected = as_written(figure, mention)
    return Compared(mention, (figure,), expected, expected == mention.value)
