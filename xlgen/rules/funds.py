"""XG401–XG409: does the funding table add up, and is what was spent plausible."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.gross import FAR_SPENT, OTHER_UNIT, is_farther, other_unit
from xlgen.form.vocabulary import WHOLE
from xlgen.returned.achievement import is_idle, shared_amounts
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_called, amount_name, amounts, budget_name, parts, source_called, sources
from xlgen.returned.inputs import is_blank, passes
from xlgen.returned.policy import percent, threshold
from xlgen.returned.saying import called, money_text
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.numbers import ENOUGH, as_percent, half_up, ratio

_ABOUT_MONEY = re.compile("执行率|预算执行|支付|支出|结余|结转|拨付|资金")


@rule("XG401", "资金总额不等于各项来源之和", Severity.ERROR, "请核对总额和各项来源")
def sources_differ(answers: Answers) -> Hits:
    """A total of the funding table is not the sum of its sources.

    Passes: funds.total.executed = 29.404
    XG401: funds.total.executed = 29.41

    查什么：资金表里的总额，和财政拨款、上年结转、其他资金加起来不等
    为什么：执行率从总额算来，数不平就不知道信哪个
    依据：自评表项目资金的勾稽关系
    """
    for amount in ("initial", "budget", "executed"):
        yield from _cross_foot(answers, amount)


@rule("XG408", "到位资金不等于各方之和", Severity.ERROR, "请核对到位总额和各方到位数")
def received_differs(answers: Answers) -> Hits:
    """The funds received are not the sum of the shares.

    Passes: conclusion: funds.total.received = 78876
    XG408: conclusion: funds.personal.received = 38564

    查什么：到位资金的总额，和各方到位数加起来不等
    为什么：总额和分项必有一处写错
    依据：评价结论表资金情况的勾稽关系
    """
    yield from _cross_foot(answers, "received")


def _cross_foot(answers: Answers, amount: str) -> Hits:
    total, others = amount_name(answers.snapshot, amount), parts(answers.snapshot, amount)
    whole = answers.number(total)
    filled = [x for name in others if (x := answers.number(name)) is not None]
    if (
        whole is None
        or not filled
        or answers.slot(total).cell.formula is not None
        or answers.readings.keys() & {total, *others}
    ):
        return
    added = sum(filled, Decimal(0))
    if abs(whole - added) >= ENOUGH:
        label = amount_called(answers.slot(total))
        figures = [money_text(x, answers) for x in (whole, added, abs(whole - added))]
        yield Hit(total, f"{label}总额 {figures[0]}，各项之和 {figures[1]}，相差 {figures[2]}", whole, added)


@rule("XG402", "执行数大于预算数", Severity.WARNING, "请核对全年预算数与全年执行数；有调整预算的按调整后数填")
def executed_above_budget(answers: Answers) -> Hits:
    """More was spent than budgeted.

    Passes: funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5
    XG402: funds.total.executed = 30.01; funds.fiscal.executed = 25.01; funds.carryover.executed = 5
    XG402: funds.fiscal.executed = 25.5; funds.carryover.executed = 3.9

    查什么：全年执行数大于全年预算数。总额超了只在总额报，总额没超再看各项来源。总额超过预算数两倍的，核实之前整张表不计入汇总
    为什么：一般不能超预算支出；年中调整过预算的，预算数要填调整后的数
    依据：预算执行以批准的预算为限
    """
    for name, executed, budget in _executed(answers):
        if budget and budget < executed < OTHER_UNIT[0] * budget:
            # of the whole; then what was meant is not known: the budget is no reading of it
            is_gross = name == amount_name(answers.snapshot, "executed") and executed > FAR_SPENT * budget
            yield Hit(
                name,
                f"{in_marks(source_called(answers.slot(name)))}执行数 {money_text(executed, answers)}，大于预算数 {money_text(budget, answers)}",
                executed,
                None if is_gross else budget,
                opens=is_gross,
            )


@rule("XG403", "没有预算却有执行", Severity.ERROR, "请核对执行数填在哪一项资金，或补填预算数")
def executed_without_budget(answers: Answers) -> Hits:
    """Money was spent where nothing was budgeted.

    Passes: funds.other.executed = 0
    XG403: funds.other.executed = 0.4; funds.fiscal.executed = 24.1

    查什么：某项资金没有预算，或预算为 0，却有执行数
    为什么：钱记错了来源，或预算数漏填
    依据：自评表项目资金的勾稽关系
    """
    for name, executed, budget in _executed(answers):
        if executed > 0 and not budget:
            said = "预算数为 0" if budget is not None else "没有预算数"
            yield Hit(
                name,
                f"{in_marks(source_called(answers.slot(name)))}{said}，执行数却是 {money_text(executed, answers)}",
                executed,
                budget,
            )


@rule(
    "XG404",
    "执行率不适用",
    Severity.NOTE,
    "没有预算也没有执行的，执行率不适用，不能当 100%：该项不计分，其余各项折算到满分；整个项目未实施的，与主管部门联系",
)
def rate_not_applicable(answers: Answers) -> Hits:
    """Nothing was budgeted and nothing spent: 0/0 is no rate, and not 100%.

    Passes: funds.total.executed = 0; funds.fiscal.executed = 0; funds.carryover.executed = 0
    XG404: nothing: funds.total.executed = 0

    查什么：预算数和执行数都是 0；表式另有的比率（如基本支出、资金到位率）用到的两个金额都是 0
    为什么：0÷0 不是 100%：没有预算就没有执行率，不能当作全部执行；这一项不计分，其余各项折算到满分。以前下发的表里总分公式不折算的，写“未填完”，请与主管部门联系
    依据：xlgen 的约定；不适用的项不计分
    """
    budget, name = answers.number(budget_name(answers.snapshot)), amount_name(answers.snapshot, "executed")
    if budget == 0 and answers.number(name) == 0:
        yield Hit(name, "预算数和执行数都为 0，执行率不适用")
        return
    for row in filter(is_idle, answers.scored()):
        part, whole = shared_amounts(row)
        yield Hit(part, f"{called(answers, whole)}和{called(answers, part)}都为 0，{in_marks(row.label)}不计分")


@rule("XG405", "执行率偏低没有说明原因", Severity.WARNING, "请在资金表的原因栏，或在偏差原因、完成情况里说明")
def low_rate_unexplained(answers: Answers) -> Hits:
    """Less of the budget was spent than the office lets pass, 90%, and nothing on the form says why.

    Passes: funds.total.executed = 27; funds.fiscal.executed = 22.1
    Passes: funds.total.executed = 26.9; funds.fiscal.executed = 22; funds.total.cause = "尾款按合同次年支付"
    XG405: funds.total.executed = 26.9; funds.fiscal.executed = 22

    查什么：执行率低于口径（一般 90%），资金表的原因栏、偏差原因、完成情况里都没有一句说到钱
    为什么：钱没有花完要说为什么；只要任何一处提到支付、结余、结转之类就算说了
    依据：各地对执行率低于 90% 的要求说明原因
    """
    name = amount_name(answers.snapshot, "executed")
    executed, budget = answers.number(name), answers.number(budget_name(answers.snapshot))
    low = threshold(answers.snapshot, "low_rate")
    if executed is None or not budget or budget < 0 or executed >= low * budget or executed < 0:
        return
    if not any(_explains(answers, slot_name) for slot_name in answers.snapshot.slots):
        yield Hit(
            name,
            f"预算执行率 {as_percent(half_up(ratio(executed, budget), 4))}，低于 {percent(low)}，没有说明原因",
            ratio(executed, budget),
        )


def _explains(answers: Answers, name: str) -> bool:
    """Whether a cell tells why money was left: a cause beside the rate, or words about money in any text people filled."""
    slot = answers.slot(name)
    if not slot.cell.is_input or slot.cell.type != "text" or is_blank(answers.typed(name)):
        return False
    beside_rate = slot.column == "cause" or (
        slot.column == "reason" and answers.text(f"{slot.table}.{slot.row}.level3") == "预算执行率"
    )
    return beside_rate or bool(_ABOUT_MONEY.search(answers.text(name)))


@rule("XG406", "金额单位可疑", Severity.WARNING, "请核对是否把元填成了万元（或反过来）")
def unit_of_money_doubtful(answers: Answers) -> Hits:
    """An amount is about ten thousand times the budget or more, or a ten-thousandth of it.

    Passes: funds.total.executed = 30.5; funds.fiscal.executed = 25.6
    XG406: funds.total.executed = 294000
    XG406: funds.total.executed = 0.00294; funds.fiscal.executed = 0.00294; funds.carryover.executed = 0

    查什么：金额和预算相差约一万倍，或更多。改正或核实之前，整张表不计入汇总；不到预算数两万分之一的只请核对，照常计入
    为什么：多半是把元填成了万元，或反过来；执行率会变成几百倍
    依据：表上印的金额单位
    """
    for amount in ("received", "executed"):
        name = amount_name(answers.snapshot, amount)
        x, budget = answers.number(name), answers.number(budget_name(answers.snapshot))
        if x is None or not budget or budget <= 0:
            continue
        meant = other_unit(x, budget)
        if meant is not None or is_farther(x, budget):
            figures = f"{amount_called(answers.slot(name))} {money_text(x, answers)}，预算数 {money_text(budget, answers)}"
            far = "相差一万倍以上" if x > budget else "不到预算数的两万分之一"
            asked = far if meant is None else f"相差约一万倍，是不是 {money_text(meant, answers)}"
            opens = meant is not None or x > budget  # hardly anything spent may be true: then it is only asked about
            yield Hit(name, f"{figures}，{asked}；本表单位是{answers.snapshot.money}", x, meant, opens=opens)


@rule("XG407", "结余不等于到位减执行", Severity.WARNING, "请核对结余、到位和执行数")
def balance_differs(answers: Answers) -> Hits:
    """The balance is not what was received less what was spent.

    Passes: conclusion: funds.total.balance = 2817
    XG407: conclusion: funds.total.balance = 2818

    查什么：结余不等于到位减执行
    为什么：三个数填对两个，第三个就定了
    依据：评价结论表资金情况的勾稽关系
    """
    for source in (WHOLE, *sources(answers.snapshot)):
        name = amount_name(answers.snapshot, "balance", source)
        received, executed, balance = (
            answers.number(amount_name(answers.snapshot, key, source)) for key in ("received", "executed", "balance")
        )
        if received is None or executed is None or balance is None or not answers.slot(name).cell.is_input:
            continue
        if abs(received - executed - balance) >= ENOUGH:
            due = received - executed
            yield Hit(name, f"结余 {money_text(balance, answers)}，到位减执行是 {money_text(due, answers)}", balance, due)


@rule("XG409", "金额为负", Severity.ERROR, "请核对；收回、冲减的按净额填")
def amount_negative(answers: Answers) -> Hits:
    """A budget, receipt or expenditure is negative.

    Passes: funds.other.executed = 0
    XG409: funds.other.executed = -0.1; funds.fiscal.executed = 24.6

    查什么：预算、到位或执行数是负数
    为什么：收回、冲减的应按净额填，负的执行数会让执行率变成负数
    依据：xlgen 的约定
    """
    for name in amounts(answers.snapshot):
        x = answers.number(name)
        if x is not None and x < 0 and passes(answers, answers.slot(name), x):
            yield Hit(name, f"{amount_called(answers.slot(name))}为 {money_text(x, answers)}", x)


def _executed(answers: Answers) -> Iterator[tuple[str, Decimal, Decimal | None]]:
    """Expenditure and budget by source: of the whole where that is already wrong, else of each part."""
    for source in (WHOLE, *sources(answers.snapshot)):
        name = amount_name(answers.snapshot, "executed", source)
        executed, budget = answers.number(name), answers.number(budget_name(answers.snapshot, source))
        if executed is None or not budget_name(answers.snapshot, source) or (source == WHOLE and budget is None):
            continue
        yield name, executed, budget
        if source == WHOLE and executed > (budget or Decimal(0)):
            return
