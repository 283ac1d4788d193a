"""XG611, XG612: a reason that names no measure, and one that says nothing of its row."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.findings import Severity
from xlgen.returned.achievement import loses_points
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.saying import quoted
from xlgen.rules.reasons import is_too_short
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.rules.reviewing.bare_reasons import claims_all_done, names_measure, says_nothing
from xlgen.rules.reviewing.proof import ACCOUNT
from xlgen.words.labels import in_marks

_MEASURES = ("措施", "改进")  # in the label of a cell that wants them
_SHOWN = 3  # rows that are named


@rule("XG611", "只写了原因，没有写改进措施", Severity.NOTE, "请一并写明怎么改进、什么时候改")
def no_measure_named(answers: Answers) -> Hits:
    """Rows lost points, and their reasons tell what happened and nothing that is done about it.

    Passes: indicators.1.actual = 119; indicators.1.reason = "一人因病未到，下年补训"
    Passes: indicators.1.reason = "一人因病未到"
    XG611: indicators.1.actual = 119; indicators.1.reason = "一人因病未到"

    查什么：丢了分的各项，“偏差原因分析及改进措施”栏写了原因，没有写措施（将、拟、已、下一步、加强、整改一类的话）。
        表上另有“改进措施”一栏写了的、栏名没有要措施的不查；一张表只说一次
    为什么：这一栏要的是两样，只有原因，看不出下一年会不会好
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成的应说明偏差原因和改进措施
    """
    rows = [(row, said) for row, said in _lost(answers) if _is_asked(row) and not names_measure(said)]
    rows = [(row, said) for row, said in rows if not (claims_all_done(said) or says_nothing(said))]
    if rows and not _are_told_elsewhere(answers):
        labels = "、".join(in_marks(row.label) for row, _ in rows[:_SHOWN])
        more = f"等 {len(rows)} 项" if len(rows) > _SHOWN else ""
        row, said = rows[0]
        yield Hit(row.name("reason"), f"{labels}{more}只写了原因，没有写改进措施，如{quoted(said)}", said)


def _lost(answers: Answers) -> Iterator[tuple[ScoredRow, str]]:
    """Rows that lost points and have a reason of some length, each with it; what is shorter is found as saying nothing."""
    for row in answers.scored():
        said = answers.text(row.name("reason"))
        if said and loses_points(row) and not is_too_short(said):
            yield row, said


def _is_asked(row: ScoredRow) -> bool:
    return _wants_measures(row.answers.snapshot.columns.get(f"{row.row.table}.reason", ""))


def _are_told_elsewhere(answers: Answers) -> bool:
    """Whether the form has a field for the measures of all rows, and somebody wrote in it."""
    labels = {name: slot.cell.label for name, slot in answers.snapshot.slots.items() if not slot.table}
    return any(answers.text(name) for name, label in labels.items() if _wants_measures(label))


def _wants_measures(label: str) -> bool:
    return any(word in label for word in _MEASURES)


@rule("XG612", "丢了分，写的却是套话", Severity.WARNING, "请写这一项自己的情况：差在哪里，为什么，怎么改")
def empty_phrase(answers: Answers) -> Hits:
    """A row lost points, and its reason, or what it tells of its achievement, is made of phrases that fit every project.

    Passes: indicators.1.actual = 119; indicators.1.reason = "严格执行有关规定，一人因病未到，下年补训"
    XG612: indicators.1.actual = 119; indicators.1.reason = "严格执行有关规定，效果良好"
    XG612: evidence: indicators.9.actual = 0.8; indicators.9.reason = "样本偏少，明年增加发放"; indicators.9.account = "效果良好"

    查什么：丢了分的一项，原因或完成情况说明整栏只有“按要求完成”“效果良好”“严格执行有关规定”这样换到哪个项目都能写的话；
        有一句说到具体的就不查
    为什么：等于没有说明
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成的应说明偏差原因和改进措施
    """
    for row in answers.scored():
        for name in (row.name("reason"), row.name(ACCOUNT)):
            said = answers.text(name)
            if said and loses_points(row) and not is_too_short(said) and says_nothing(said):
                yield Hit(name, f"{in_marks(row.label)}丢了分，写的是{quoted(said)}，没有说到这一项", said)
