"""XG307–XG314: are lost points explained, and do achievement, score and explanation fit together."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlgen.findings import Severity
from xlgen.form.notation.bands import Bands
from xlgen.form.notation.holes import is_percent
from xlgen.form.notation.points import SHARE
from xlgen.form.notation.standards import parse_bands
from xlgen.form.template.parameters import LONGEST
from xlgen.language.operators import Value
from xlgen.returned.achievement import (
    actual_name,
    actual_number,
    completion,
    given,
    is_met,
    loses_points,
    overspent,
    reasons,
    target_number,
)
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.inputs import is_blank
from xlgen.returned.policy import threshold
from xlgen.returned.saying import quoted, said, shown
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.numbers import as_percent, half_up, plain, ratio
from xlgen.words.spelling import narrow, squeeze

ALIKE = Decimal("0.5") / 100  # shares of points that differ by less than half a percent
SHORTEST = 4  # characters of a reason
_SURVEY = re.compile("满意|认可度|知晓率|好评率")


@rule("XG307", "失分没有说明原因", Severity.ERROR, "请写明偏差原因和改进措施")
def reason_missing(answers: Answers) -> Hits:
    """Points were lost and the row gives no reason.

    Passes: indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，下年补训"
    XG307: indicators.1.actual = 60

    查什么：这一项丢了分，偏差原因栏空着
    为什么：没有完成的要分析原因、说明怎么改，这是自评的目的；光有分数，主管部门无从判断
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：未完成的应说明偏差原因和改进措施
    """
    for name, row in reasons(answers):
        if row is not None and loses_points(row) and is_blank(answers.typed(name)):
            score, points = row.number("score"), row.number("points")
            if score is not None and points is not None:
                yield Hit(name, f"{in_marks(row.label)}得分 {plain(score)}，低于分值 {plain(points)}，没有写原因")


@rule("XG308", "原因过于简单", Severity.WARNING, "请写明具体原因和改进措施，不能只写“无”")
def reason_weak(answers: Answers) -> Hits:
    """A reason that is asked for says nothing: 无, 0, / or fewer than four characters.

    Passes: indicators.1.actual = 60; indicators.1.reason = "学员未到"
    XG308: indicators.1.actual = 60; indicators.1.reason = "无"
    XG308: indicators.1.actual = 60; indicators.1.reason = 0
    XG308: indicators.1.actual = 60; indicators.1.reason = "没来齐。"

    查什么：要写的原因只写了“无”“0”“/”，或不到四个字
    为什么：等于没写；没有丢分的行写“无”不要紧
    依据：自评表的“偏差原因分析及改进措施”栏
    """
    for name, row in reasons(answers):
        said_so = answers.typed(name)
        is_asked = row is None or loses_points(row) or (completion(row) or Decimal(0)) >= _over(answers)[1]
        if is_asked and not is_blank(said_so) and is_too_short(said_so):
            about = in_marks(row.label) if row is not None else ""
            yield Hit(name, f"{about}原因只写了{quoted(said_so)}", said_so)


def is_too_short(said_so: Value) -> bool:
    """Whether what was written as a reason is next to nothing: 无, 0, /, fewer than four characters."""
    words = re.sub(r"[\s,.;:!/\\、。—-]", "", squeeze(narrow(shown(said_so))))
    return len(words) < SHORTEST or words in ("没有原因", "无偏差无", "暂无原因")


@rule("XG309", "达到目标却扣分", Severity.WARNING, "请核对：已达到指标值的一般得满分")
def points_cut_though_met(answers: Answers) -> Hits:
    """A score given by people is below the points although the actual value reaches the target.

    Passes: add 5; indicators.10.target = "≥20场"; indicators.10.actual = "19场"; indicators.10.score = 4
    Passes: add 5; indicators.10.target = "小于5次"; indicators.10.actual = "5次"; indicators.10.score = 4
    XG309: add 5; indicators.10.target = "≥20场"; indicators.10.actual = "20场"; indicators.10.score = 4
    XG309: add 5; indicators.10.target = "小于5次"; indicators.10.actual = "4次"; indicators.10.score = 4

    查什么：由人打分的一项，完成值已达到指标值，得分却低于分值
    为什么：达到目标一般得满分；扣了分的要么得分填错，要么完成值填错
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的，记该指标所赋全部分值
    """
    for row in answers.scored():
        name, target, actual = row.name("score"), target_number(row), actual_number(row)
        if not answers.slot(name).cell.is_input or target is None or actual is None or not loses_points(row):
            continue
        if is_met(row, actual, target):
            score, points = row.number("score"), row.number("points")
            yield Hit(
                name,
                f"{in_marks(row.label)}已达到指标值，得分 {plain(score or Decimal(0))} 却低于分值 {plain(points or Decimal(0))}",
                score,
                points,
            )


@rule("XG310", "超额完成较多", Severity.WARNING, "请核对完成值，并看指标值是否定低了")
def over_achieved(answers: Answers) -> Hits:
    """The actual value is 120% of the target or more, or what the office sets.

    Passes: indicators.1.actual = 143
    XG310: indicators.1.actual = 144
    XG310: indicators.1.actual = 160; indicators.1.reason = "上级追加两期培训任务"

    查什么：完成值达到指标值的 120% 或口径另定的比例（越少越好的反过来算）
    为什么：超得多未必是坏事，但常常是完成值填错一位，或目标当初定低了
    依据：各地对超额完成 20%—30% 以上的要求说明；xlgen 以 120% 为界提请核对
    """
    for row in answers.scored():
        done, (looked_at, explained) = completion(row), _over(answers)
        if done is not None and done >= looked_at and not (done >= explained and _lacks_reason(row)):
            yield Hit(actual_name(row), f"{in_marks(row.label)}完成率 {_rate(done)}，超过目标较多", done)


@rule("XG311", "超额完成未说明原因", Severity.WARNING, "超额完成较多的，请在偏差原因栏说明原因")
def over_achievement_unexplained(answers: Answers) -> Hits:
    """The actual value is 130% of the target or more and no reason is given.

    Passes: indicators.1.actual = 155
    XG311: indicators.1.actual = 156

    查什么：完成值达到指标值的 130% 或口径另定的比例，没有写原因
    为什么：目标明显偏低，会让别的项目吃亏，须说明是任务变了还是目标没有定准
    依据：各地对超额完成 30% 以上的要求分析原因；xlgen 以 130% 为界
    """
    for row in answers.scored():
        done = completion(row)
        if done is not None and done >= _over(answers)[1] and _lacks_reason(row):
            yield Hit(row.name("reason"), f"{in_marks(row.label)}完成率 {_rate(done)}，没有说明原因", done)


def _over(answers: Answers) -> tuple[Decimal, Decimal]:
    """Over-achievement that is looked at, and that needs a reason."""
    return threshold(answers.snapshot, "over_target"), threshold(answers.snapshot, "far_over_target")


def _lacks_reason(row: ScoredRow) -> bool:
    return row.has("reason") and is_blank(row.answers.typed(row.name("reason")))


def _rate(done: Decimal) -> str:
    return as_percent(half_up(done, 4))


@rule("XG312", "完成值落在评分标准的空档", Severity.WARNING, "评分标准对这个值没有规定，请与主管部门商定得分")
def value_in_gap(answers: Answers) -> Hits:
    """The value falls where the written bands say nothing, so that only a policy gives it its points.

    Passes: indicators.3.actual = 0.94; indicators.3.reason = "两人考核未过，已补考"
    XG312: indicators.3.actual = 0.945; indicators.3.reason = "两人考核未过，已补考"

    查什么：完成值正好落在评分标准没有写到的地方，如“≥95%；80%—94%”，完成 94.5%
    为什么：几分都说得出道理，程序按表式声明的取舍给了分，须请人认定。下发前用 xlgen lint 可以先看出这种空档
    依据：表上印的评分标准本身的空档
    """
    for row in answers.scored():
        standard, name = row.row.parameters.get("standard", ""), actual_name(row)
        x = answers.number(name) if name and standard else None
        if x is None or len(standard) > LONGEST:
            continue
        cell = answers.slot(name).cell
        is_share = cell.type != "percent" and is_percent(SHARE.sub("", narrow(standard)))  # of a target that is counted
        bands = _bands(standard, is_share or cell.type == "percent", row.number("points"), "" if is_share else cell.unit)
        measured = ratio(x, row.number("target") or Decimal(0)) if is_share else x
        if bands is not None and bands.in_gap(measured):
            score = plain(row.number("score") or Decimal(0))
            yield Hit(name, f"{in_marks(row.label)}为 {said(cell, x)}，评分标准没有规定得几分，暂按 {score} 分计", x)


@lru_cache(maxsize=1 << 12)  # an office says the same standard of many indicators
def _bands(standard: str, is_percentage: bool, points: Decimal | None, unit: str) -> Bands | None:
    return parse_bands(standard, is_percentage, points, unit=unit).found


@rule("XG313", "同样的调查结果得分不同", Severity.WARNING, "请核对两项的评分方法和完成值")
def same_figure_scored_differently(answers: Answers) -> Hits:
    """Two rows report the same survey figure and get different shares of their points.

    Passes: indicators.8.actual = 0.92; indicators.8.reason = "窗口等候时间偏长，已增设"
    XG313: indicators.8.actual = 0.93; indicators.8.reason = "窗口等候时间偏长，已增设"

    查什么：同一张表里，两项满意度一类的调查结果相同，得分占分值的比例却不同
    为什么：同样的结果该同样对待；多半是一项的完成值或方法填错
    依据：xlgen 的约定；见于公开的自评表
    """
    seen: dict[Decimal, tuple[str, Decimal]] = {}
    for row in answers.scored():
        score, points, x = row.number("score"), row.number("points"), actual_number(row)
        is_survey = _SURVEY.search(row.label + row.text("level2"))
        if not is_survey or score is None or not points or x is None or answers.slot(actual_name(row)).cell.type != "percent":
            continue
        label, share = seen.setdefault(x, (row.label, score / points))
        if abs(share - score / points) > ALIKE:
            yield Hit(
                row.name("score"),
                f"{in_marks(row.label)}与{in_marks(label)}同为 {as_percent(x)}，一项得分率 {_rate(score / points)}，一项 {_rate(share)}",
                score,
            )


@rule("XG314", "成本超支", Severity.WARNING, "请核对完成值；确实超支的，得分不应是满分，并写明超支原因")
def overspent_unpunished(answers: Answers) -> Hits:
    """A cost is above its target and the row has all its points.

    Passes: add 5; indicators.10.level2 = "成本指标"; indicators.10.target = "≤30万元"; indicators.10.actual = "30万元"; indicators.10.score = 5
    XG314: add 5; indicators.10.level2 = "成本指标"; indicators.10.target = "≤30万元"; indicators.10.actual = "36万元"; indicators.10.score = 5

    查什么：成本指标的完成值大于指标值，却得了满分
    为什么：成本越少越好，多花了是超支，不是超额完成；得了满分，多半是指标值写成了“≥”，或得分填错。扣了分的按失分说明原因，不在这里说
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：成本指标反映预期支出的控制情况
    """
    for row in answers.scored():
        spent = overspent(row)
        if spent and row.number("score") is not None and not loses_points(row):
            cell = answers.slot(actual_name(row)).cell
            actual, target = (said(cell, x) if isinstance(given(row, "target"), Decimal) else plain(x) for x in spent)
            yield Hit(
                actual_name(row), f"{in_marks(row.label)}超支：实际 {actual}，指标值 {target}，却得了满分", spent[0], spent[1]
            )
