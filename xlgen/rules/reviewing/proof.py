"""XG601, XG602: what scores rest on."""

from __future__ import annotations

from xlgen.findings import Severity
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.inputs import is_blank
from xlgen.returned.policy import figure
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.rules.reviewing.wordings import about_surveys, sample, survey_lacks
from xlgen.words.labels import in_marks
from xlgen.words.numbers import plain

EVIDENCE, ACCOUNT = "evidence", "account"


@rule("XG601", "得了分没有佐证", Severity.WARNING, "请列出证明完成情况的材料名称或编号")
def score_without_evidence(answers: Answers) -> Hits:
    """A row got points, and the form's column for evidence is empty there.

    Passes: evidence: indicators.1.score = 0; indicators.1.actual = 0; indicators.1.evidence = blank; indicators.1.reason = "经费没有到位，未举办"
    XG601: evidence: indicators.1.evidence = blank

    查什么：表上有“佐证材料”一栏，得了分的一项没有填。没有这一栏的表不查
    为什么：复核凭材料认定，没有材料的得分站不住
    依据：抽查复核的做法：没有佐证资料的，复核不计分
    """
    for row in answers.scored():
        name, score = row.name(EVIDENCE), row.number("score")
        is_asked = row.has(EVIDENCE) and answers.slot(name).cell.is_input
        if is_asked and score is not None and score > 0 and is_blank(answers.typed(name)):
            yield Hit(name, f"{in_marks(row.label)}得了 {plain(score)} 分，没有写佐证材料")


@rule("XG602", "满意度没有调查依据", Severity.WARNING, "请在说明、佐证或原因栏写明调查了多少人、什么时候、用什么办法")
def satisfaction_without_survey(answers: Answers) -> Hits:
    """A satisfaction got points, and what is written about it tells no sample, no time or no way of asking.

    Passes: evidence: indicators.9.account = "12月发放问卷 126 份，收回 120 份"
    XG602: evidence: indicators.9.account = "群众普遍满意"

    查什么：表上有“完成情况说明”或“佐证材料”一栏，得了分的满意度指标，本行和年度目标完成情况里没有写样本数、调查时间或调查方式；
        口径定了最少样本数的，样本少了也说。没有地方写的表不查
    为什么：没有调查的满意度只是自己说的
    依据：抽查复核的做法：满意度要有样本数、调查时间和方式
    """
    for row in answers.scored():
        if not _is_satisfaction(row) or not (row.number("score") or 0) > 0:
            continue
        places = [row.name(column) for column in (ACCOUNT, EVIDENCE) if row.has(column)]
        own = [answers.text(name) for name in (*places, row.name("reason"))]
        text = "\n".join([*own, *about_surveys(answers.text("achieved"))])
        if not places:
            continue
        if lacking := survey_lacks(text):
            yield Hit(places[0], f"{in_marks(row.label)}没有写明{'、'.join(lacking)}", answers.text(places[0]))
        elif (least := figure(answers.snapshot, "survey_sample")) and (asked := sample(text)) is not None and asked < least:
            source = answers.snapshot.sources.get("survey_sample", "")
            message = f"{in_marks(row.label)}只调查了 {asked} 份（人），口径定的是至少 {plain(least)}（{source}）"
            yield Hit(places[0], message, answers.text(places[0]))


def _is_satisfaction(row: ScoredRow) -> bool:
    return "满意" in row.label + row.text("level2") + row.level1
