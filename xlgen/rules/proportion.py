"""XG509–XG510: scores held against how much of the budget was spent."""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.gross import HALF
from xlgen.form.vocabulary import FUNDS
from xlgen.returned.achievement import loses_points
from xlgen.returned.answers import Answers
from xlgen.returned.funding import amount_name, budget_name
from xlgen.returned.policy import threshold
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.numbers import as_percent, half_up, plain, ratio


@rule("XG509", "执行率不高而各项全满分", Severity.WARNING, "请核对完成值：钱没有花完，任务是否真的都完成了")
def all_full_marks(answers: Answers) -> Hits:
    """Every indicator got full marks while less than 90% of the budget was spent.

    Passes: funds.total.executed = 27; funds.fiscal.executed = 22.1
    XG509: funds.total.executed = 26.9; funds.fiscal.executed = 22

    查什么：预算执行率不到 90%，其余各项指标却全是满分；不到 50% 的另报 XG414
    为什么：钱没有花完，任务是否真的都完成了，请核对完成值
    依据：绩效与预算执行应当相称
    """
    rate = _execution(answers)
    rows = [r for r in answers.scored() if r.row.table != FUNDS and not r.row.method.startswith("execution")]
    is_full = bool(rows) and all(row.number("score") is not None and not loses_points(row) for row in rows)
    if rate is not None and HALF <= rate < threshold(answers.snapshot, "low_rate") and is_full:
        yield Hit("total", f"预算执行率 {_percent(rate)}，其余 {len(rows)} 项指标全部满分", rate)


@rule("XG510", "得分率明显高于执行率", Severity.WARNING, "请核对得分是否与支出进度相称")
def score_ahead_of_spending(answers: Answers) -> Hits:
    """The score rate is more than five percentage points above the execution rate.

    Passes: funds.total.executed = 28.5; funds.fiscal.executed = 23.6
    XG510: funds.total.executed = 28.2; funds.fiscal.executed = 23.3

    查什么：得分占总分的比例，比预算执行率高出 5 个百分点以上
    为什么：花的钱少，得的分多，请看得分是否与支出进度相称；节约了的写明即可
    依据：绩效与预算执行应当相称
    """
    rate, total, points = _execution(answers), answers.number("total"), answers.number("points")
    if rate is None or total is None or not points or any(row.number("score") is None for row in answers.scored()):
        return
    ahead = threshold(answers.snapshot, "ahead_of_spending")
    if ratio(total, points) - rate > ahead:
        message = (
            f"得分率 {_percent(ratio(total, points))}，预算执行率 {_percent(rate)}，高出 {plain(ahead * 100)} 个百分点以上"
        )
        yield Hit("total", message, ratio(total, points), rate)


def _execution(answers: Answers) -> Decimal | None:
    """Rate of execution from the amounts, None without a budget."""
    executed, budget = answers.number(amount_name(answers.snapshot, "executed")), answers.number(budget_name(answers.snapshot))
    return ratio(executed, budget) if executed is not None and budget and budget > 0 else None


def _percent(x: Decimal) -> str:
    return as_percent(half_up(x, 4))
