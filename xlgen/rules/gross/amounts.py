"""XG223, XG414: figures that would turn a whole department's; the form stays open until they are corrected or accepted.

Others that open a form are said where their kind is: percentages XG204, days XG206, money XG402 and XG406.
"""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.gross import FULL_ON_HALF, is_farther, is_money, names_output, other_unit
from xlgen.language.operators import Series
from xlgen.returned.achievement import given
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name, budget_name
from xlgen.returned.saying import called, said
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.numbers import as_percent, half_up, ratio


@rule("XG223", "完成金额的单位可疑", Severity.WARNING, "请核对是不是把元填成了万元（或反过来）")
def indicator_in_other_unit(answers: Answers) -> Hits:
    """An amount of money that an indicator counts is about ten thousand times its target, or that part of it.

    Passes: indicators.4.actual = 388.5
    XG223: indicators.4.actual = 3885000; indicators.4.reason = "代办员误工补助标准提高，已报批"

    查什么：按元、万元计的指标，完成值和指标值相差约一万倍（五千倍至两万倍）。改正或核实之前，整张表不计入汇总。相差更远的只请核对，照常计入
    为什么：多半是把元填成了万元，或反过来；得分要么满分要么接近 0
    依据：表上印的计量单位
    """
    for row in answers.scored():
        name, target = row.name("actual"), given(row, "target")
        if not row.has("actual") or not isinstance(target, Decimal) or not answers.slot(name).cell.is_input:
            continue
        x, unit = answers.number(name), row.text("unit") or answers.slot(name).cell.unit
        if x is None or not is_money(unit):
            continue
        cell, meant = answers.slot(name).cell, other_unit(x, target)
        figures = f"{called(answers, name)}为 {said(cell, x)} {unit}，指标值 {said(cell, target)} {unit}"
        if meant is not None:
            yield Hit(name, f"{figures}，相差约一万倍，是不是 {said(cell, meant)} {unit}", x, meant, opens=True)
        elif is_farther(x, target):  # no unit explains it, so that it may be true
            yield Hit(name, f"{figures}，相差两万倍以上", x)


@rule("XG414", "执行不到一半而产出全满分", Severity.WARNING, "请核对全年执行数和各项产出；确是少花钱办成了事的，写明原因")
def outputs_full_on_half_the_money(answers: Answers) -> Hits:
    """Less than half of the budget was spent, and every output has full marks.

    Passes: funds.total.executed = 15; funds.fiscal.executed = 10.1; funds.total.cause = "尾款按合同次年支付"
    XG414: funds.total.executed = 0.15; funds.fiscal.executed = 0.15; funds.carryover.executed = 0; funds.total.cause = "尾款按合同次年支付"

    查什么：预算执行率不到 50%，下发的产出（数量、质量、时效）各项却全是满分。改正或核实之前，整张表不计入汇总
    为什么：钱花了不到一半，任务全部完成，多半是执行数或完成值填错了；复核时这样的表先查
    依据：绩效与预算执行应当相称；各地抽查复核的做法
    """
    name = amount_name(answers.snapshot, "executed")
    executed, budget = answers.number(name), answers.number(budget_name(answers.snapshot))
    outputs = [row for row in answers.scored() if not row.row.spare and is_output(row)]
    scores, points = (Series(row.number(column) for row in outputs) for column in ("score", "points"))
    if outputs and executed is not None and budget and FULL_ON_HALF.holds(x=executed, due=budget, scores=scores, points=points):
        rate = as_percent(half_up(ratio(executed, budget), 4))
        yield Hit(name, f"预算执行率 {rate}，{len(outputs)} 项产出全部满分", executed, opens=True)


def is_output(row: ScoredRow) -> bool:
    """Whether a row says how much, how well or by when something was done."""
    return names_output(row.level1, row.text("level2"))
