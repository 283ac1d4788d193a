"""XG603, XG604: indicators about money held against the funding table."""

from __future__ import annotations

import re
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.gross import other_unit
from xlgen.form.vocabulary import FUNDS, MONEY
from xlgen.returned.achievement import actual_name, actual_number, given, meant_percent
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name, budget_name, parts
from xlgen.returned.saying import money_text
from xlgen.rules.reasons import ALIKE
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.kinds import is_cost
from xlgen.words.labels import in_marks, plain_label
from xlgen.words.numbers import as_percent, half_up, plain, ratio
from xlgen.words.targets import split_target

# The rate of the whole project and of nothing else: 中央资金支付率, “三公”经费支出率 and 补贴发放率 are other figures.
_RATE = re.compile(r"(?:本?项目|本?年度|全年|财政|专项)*(?:预算|资金|经费)*(?:支付|执行|支出|拨付)(?:率|进度|完成率)")
_ALLOTTED = "拨付"  # to units below, who may not have spent it yet
_ANOTHER_COST = re.compile("社会|生态|环境|人均|户均|均|单位|单价|每|标准|控制率")


@rule("XG603", "支付率与资金表不一致", Severity.ERROR, "请按资金表的执行率填，或更正资金表")
def rate_differs(answers: Answers) -> Hits:
    """An indicator that is the rate of execution says another figure than the funding table.

    Passes: add 5; indicators.10.level3 = "资金支付率"; indicators.10.actual = "98%"
    Passes: add 5; indicators.10.level3 = "补贴资金支付率"; indicators.10.actual = "100%"
    XG603: add 5; indicators.10.level3 = "资金支付率"; indicators.10.actual = "100%"

    查什么：资金支付率、预算执行率、支出进度这样的指标，完成值和资金表的执行数÷预算数相差半个百分点以上。拨付率只作需核实；只说某一项资金的不查
    为什么：一张表上同一个数有两个说法，必有一处不实
    依据：抽查复核的做法：支付类指标以资金表的执行率为准
    """
    executed, budget = answers.number(amount_name(answers.snapshot, "executed")), answers.number(budget_name(answers.snapshot))
    if executed is None or not budget or budget < 0 or other_unit(executed, budget):
        return
    rate = ratio(executed, budget)
    for row in answers.scored():
        name, x = actual_name(row), actual_number(row)
        if not _is_rate(row) or not name or x is None or not answers.slot(name).cell.is_input or meant_percent(x, Decimal(1)):
            continue
        if abs(x - rate) > ALIKE:
            told = f"{in_marks(row.label)}为 {_percent(x)}，资金表的执行率是 {_percent(rate)}"
            yield Hit(name, told, x, rate, severity=Severity.WARNING if _ALLOTTED in row.label else None)


def _is_rate(row: ScoredRow) -> bool:
    return row.row.table != FUNDS and bool(_RATE.fullmatch(plain_label(row.label)))


def _percent(x: Decimal) -> str:
    return as_percent(half_up(x, 4))


@rule("XG604", "成本大于全年执行数", Severity.WARNING, "请核对：成本是不是含了别的资金，或执行数少填")
def cost_above_executed(answers: Answers) -> Hits:
    """A cost in money is more than the project spent in the year.

    Passes: add 5; indicators.10.level2 = "成本指标"; indicators.10.target = "≤30万元"; indicators.10.actual = "29.4万元"
    Passes: add 5; indicators.10.level2 = "成本指标"; indicators.10.target = "≤40元"; indicators.10.actual = "38元"
    XG604: add 5; indicators.10.level2 = "成本指标"; indicators.10.target = "≤30万元"; indicators.10.actual = "29.9万元"

    查什么：按元、万元计的成本指标，完成值大于全年执行数。人均、单价一类和社会成本、生态环境成本不查；按完成值的小数位数比
    为什么：没有花出去的钱不是成本；多半是执行数少填，或成本照抄了预算
    依据：抽查复核的做法：成本指标与实际支出核对
    """
    executed, budget = _spent(answers), answers.number(budget_name(answers.snapshot))
    scale = MONEY.get(answers.snapshot.money)
    if executed is None or executed < 0 or scale is None or (budget and other_unit(executed, budget)):
        return
    for row in answers.scored():
        x, kind = actual_number(row), row.text("level2")
        if x is None or not is_cost(row.level1, kind, row.label) or _ANOTHER_COST.search(row.label + kind):
            continue
        if (unit := _money_unit(row)) not in MONEY:
            continue
        spent = executed * scale / MONEY[unit]
        if x > half_up(spent, max(0, -int(x.normalize().as_tuple().exponent))):
            message = f"{in_marks(row.label)}为 {plain(x)} {unit}，全年执行数只有 {money_text(executed, answers)}"
            yield Hit(actual_name(row), message, x, half_up(spent, 6))


def _spent(answers: Answers) -> Decimal | None:
    """What was spent: the total or the sum of its parts, whichever is more; that they differ is another rule's (XG401)."""
    total = answers.number(amount_name(answers.snapshot, "executed"))
    own = [x for name in parts(answers.snapshot, "executed") if (x := answers.number(name)) is not None]
    return None if total is None else max(total, sum(own, Decimal(0)))


def _money_unit(row: ScoredRow) -> str:
    return (
        row.text("unit") or row.answers.slot(actual_name(row)).cell.unit or split_target(str(given(row, "target") or "")).unit
    )
