"""XG605–XG609: does what is written fit the scores beside it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.returned.achievement import loses_points
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.policy import figure
from xlgen.returned.saying import quoted
from xlgen.rules.gross.amounts import is_output
from xlgen.rules.reasons import SHORTEST, is_too_short
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.rules.reviewing.bare_reasons import claims_all_done
from xlgen.rules.reviewing.wordings import failed, tidied, undone
from xlgen.words.days import day_of
from xlgen.words.labels import in_marks
from xlgen.words.numbers import plain


@rule("XG605", "说没有做完，产出却全满分", Severity.WARNING, "请核对：没有验收、完工的，产出指标按实际完成的填")
def undone_yet_outputs_full(answers: Answers) -> Hits:
    """What is written says that the work is not finished, and every output has full marks.

    Passes: achieved = "设备推迟到货，已于12月验收，126 人受训"
    Passes: achieved = "全年培训四期、126 人，未发生推迟"
    XG605: achieved = "培训四期、126 人，结业考核尚未验收"

    查什么：完成情况、说明或没有得满分的行的原因里写着尚未验收、未完工、未启动、推迟，或计划下一年完工，而数量、质量、时效各项全是满分
    为什么：没有做完的事不会样样满分，文字和分数有一处不实
    依据：抽查复核的做法：没有完工、验收的，产出指标不得满分
    """
    outputs = [row for row in answers.scored() if is_output(row)]
    if not outputs or not all(_is_full(row) for row in outputs):
        return
    for name in _told(answers):
        if clause := undone(answers.text(name), _year(answers)):
            yield Hit(name, f"写着{quoted(clause)}，{len(outputs)} 项产出却全部满分", answers.text(name))


def _told(answers: Answers) -> Iterator[str]:
    """Cells where people tell what was done: of the whole form, of each row, and why a row lost points."""
    rows = [(row.name("account"), True) for row in answers.scored()]
    rows += [(row.name("reason"), loses_points(row)) for row in answers.scored()]
    for name, is_read in (("achieved", True), ("reason", True), ("causes", True), *rows):
        if is_read and name in answers.snapshot.slots and answers.slot(name).cell.is_input:
            yield name


@rule("XG606", "几项写同样的原因", Severity.WARNING, "请逐项写各自的原因和改进措施")
def same_reason(answers: Answers) -> Hits:
    """Three rows or more that lost points give one and the same reason.

    Passes: indicators.1.actual = 119; indicators.1.reason = "参训人员未到齐"; indicators.2.actual = 3; indicators.2.reason = "参训人员未到齐"
    XG606: indicators.1.actual = 119; indicators.1.reason = "参训人员未到齐"; indicators.2.actual = 3; indicators.2.reason = "参训人员未到齐"; indicators.9.actual = 0.8; indicators.9.reason = "参训人员未到齐"

    查什么：三项以上丢了分的指标，原因一字不差；几项起查由口径定
    为什么：照抄的原因等于没有分析
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成的应说明偏差原因和改进措施
    """
    least = figure(answers.snapshot, "same_reason")
    by_reason: dict[str, list[ScoredRow]] = {}
    for row in answers.scored():
        said = tidied(answers.text(row.name("reason")))
        if loses_points(row) and len(said) >= SHORTEST:
            by_reason.setdefault(said, []).append(row)
    for rows in by_reason.values():
        if least and len(rows) >= least:
            name = rows[0].name("reason")
            labels = "、".join(in_marks(row.label) for row in rows)
            yield Hit(name, f"{len(rows)} 项写了同样的原因{quoted(answers.text(name))}：{labels}", answers.text(name))


@rule("XG607", "扣了分，原因却说全部完成", Severity.WARNING, "请写为什么没有得满分；确实完成了的，核对完成值和得分")
def points_lost_yet_all_done(answers: Answers) -> Hits:
    """A row lost points, and its reason says nothing but that all was done.

    Passes: indicators.1.actual = 119; indicators.1.reason = "已按计划完成四期，一人因病未到"
    Passes: indicators.1.actual = 119; indicators.1.reason = "未能全部完成，除一人外均已到岗"
    XG607: indicators.1.actual = 119; indicators.1.reason = "已全部完成"
    XG607: indicators.1.actual = 119; indicators.1.reason = "均已按期完成，不存在偏差，成效显著"

    查什么：丢了分的一项，原因栏只写着“已全部完成”“无偏差”一类的话
    为什么：完成了不会丢分，没有完成要说为什么
    依据：自评表“偏差原因分析及改进措施”栏：写没有完成的原因
    """
    for row in answers.scored():
        said, score, points = answers.text(row.name("reason")), row.number("score"), row.number("points")
        is_claimed = claims_all_done(said) and not is_too_short(said)
        if is_claimed and loses_points(row) and score is not None and points is not None:
            message = f"{in_marks(row.label)}得分 {plain(score)}，低于分值 {plain(points)}，原因写的是{quoted(said)}"
            yield Hit(row.name("reason"), message, said)


@rule("XG608", "得了满分，原因却说没有完成", Severity.WARNING, "请核对完成值和得分；原因写的是别的事的，移到完成情况里")
def full_marks_yet_failed(answers: Answers) -> Hits:
    """A row has full marks, and its reason admits that it was not done or fell short of its target.

    Passes: indicators.1.reason = "无未完成事项"
    XG608: indicators.1.reason = "有一期推迟，未完成年度目标"

    查什么：得满分的一项，原因栏写着没有完成、没有达到、低于目标、推迟
    为什么：没有完成的不该满分，文字和分数有一处不实
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的，记该指标所赋全部分值
    """
    for row in answers.scored():
        name = row.name("reason")
        said = answers.text(name)
        if _is_full(row) and (clause := failed(said, _year(answers))):
            yield Hit(name, f"{in_marks(row.label)}得了满分，原因写着{quoted(clause)}", said)


@rule("XG609", "填报日期过早", Severity.WARNING, "请核对填报日期；全年自评在年度结束以后填报")
def filled_too_early(answers: Answers) -> Hits:
    """The day of filling lies inside the year that is evaluated, or before a day that the form reports.

    Passes: date = 2026-01-01
    XG609: date = 2025-12-31
    XG609: date = 2026-01-05; indicators.5.actual = 2026-01-06; indicators.5.reason = "雨雪停课，顺延三周"

    查什么：填报日期在自评年度之内，或早于表上填的完成日期
    为什么：年度没有过完，全年的完成值是估的；还没有发生的日期不能先填
    依据：xlgen 的约定：单位自评在预算年度结束后进行
    """
    filled = answers.understood.get("date")
    if not isinstance(filled, Decimal) or not 0 < filled < 100_000 or answers.slot("date").cell.type != "date":
        return
    year = _year(answers)
    if year and day_of(filled).year <= year:
        yield Hit("date", f"填报日期 {day_of(filled)} 在 {year} 年度结束以前", filled)
        return
    for row in answers.scored():
        name = row.name("actual")
        x = answers.number(name) if row.has("actual") and answers.slot(name).cell.type == "date" else None
        if x is not None and int(filled) < int(x) < 100_000:
            yield Hit("date", f"填报日期 {day_of(filled)} 早于{in_marks(row.label)}的完成日期 {day_of(x)}", filled, x)
            return


def _is_full(row: ScoredRow) -> bool:
    return row.number("score") is not None and not loses_points(row)


def _year(answers: Answers) -> int:
    said = answers.snapshot.identity.get("year", "")
    return int(said) if said.isdecimal() and len(said) == 4 else 0
