"""XG702: a text says that more was spent, or less, and the amounts say the contrary."""

from __future__ import annotations

import re
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.gross import other_unit
from xlgen.form.vocabulary import BALANCE, FUNDS, WHOLE
from xlgen.issued.snapshot import Slot
from xlgen.prose.money_claims import MoneyClaim, may_claim, money_claims
from xlgen.returned.achievement import actual_number, direction, target_number
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name
from xlgen.returned.saying import money_text, quoted
from xlgen.rules.prose.told_figures import sentence_cells
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.kinds import is_cost
from xlgen.words.labels import in_marks, plain_label
from xlgen.words.numbers import plain

# subjects that are the project's money wherever they stand, and where nothing else was spoken of
_OF_PROJECT = re.compile("项目|财政|预算执行|(?:全年|年度|总)支出")
_OF_MONEY = re.compile("项目|预算|财政|资金|经费|支出")
_COST = re.compile("成本|费用")


@rule("XG702", "说超支或节约，与金额相反", Severity.WARNING, "请核对是文字写错，还是金额填错")
def spending_told_otherwise(answers: Answers) -> Hits:
    """A text says that the project, or the cost of its row, took more or less than it was to, and the amounts say the contrary.

    Passes: achieved = "全年支出未超预算，年末略有结余"
    Passes: achieved = "部分材料超支，由节约的会务费弥补"
    Passes: indicators.4.actual = 410; indicators.4.reason = "材料涨价，成本超支10元"
    XG702: achieved = "全年支出超出预算"
    XG702: funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5; achieved = "项目资金略有结余"
    XG702: indicators.4.actual = 410; indicators.4.reason = "人均成本有所节约"

    查什么：完成情况、原因、说明里说项目超支、超预算，而执行数没有超过预算数；说节约、结余，而执行数不小于预算数。
        成本指标那一行说的，和它的指标值、完成值比。只说一部分的、别的年度的、说采购和结余上缴的、否定的不查
    为什么：文字和金额说的相反，必有一处不实
    依据：xlgen 的约定；公开的自评报告里常见
    """
    rows = {(row.row.table, row.row.key): row for row in answers.scored()}
    for name in (each for each in sentence_cells(answers) if may_claim(answers.text(each))):
        slot = answers.slot(name)
        row = rows.get((slot.table, slot.row))
        own = row if row and _is_own_cost(row) else None
        for claim in money_claims(answers.text(name), plain_label(own.label) if own else ""):
            said = _against_funds(answers, claim) if _is_of_whole(slot, claim) else ""
            said = said or (_against_row(own, claim) if own and _is_of_cost(claim) else "")
            if said:
                yield Hit(name, f"写着{quoted(claim.clause)}，{said}", claim.clause)


def _is_of_whole(slot: Slot, claim: MoneyClaim) -> bool:
    """Whether a claim is about the project's money: by its words, or by the cell it stands in."""
    if _COST.search(claim.subject):
        return False
    if slot.table == FUNDS:
        return WHOLE in (slot.row, slot.column)
    is_alone = claim.leads and not slot.table  # in the row of an indicator it may be the indicator's own
    return bool((_OF_MONEY if is_alone else _OF_PROJECT).search(claim.subject))


def _is_of_cost(claim: MoneyClaim) -> bool:
    return bool(_COST.search(claim.subject)) or not _OF_MONEY.search(claim.subject)


def _is_own_cost(row: ScoredRow) -> bool:
    return row.row.table != FUNDS and is_cost(row.level1, row.text("level2"), row.label) and direction(row) <= 0


def _against_funds(answers: Answers, claim: MoneyClaim) -> str:
    """What the amounts of the whole say to the contrary, whichever budget is meant; "" where they do not."""
    amounts = {amount: _amount(answers, amount) for amount in ("initial", "budget", "received", "executed", BALANCE)}
    executed, budgets = amounts["executed"], [x for amount in ("initial", "budget") if (x := amounts[amount])]
    if executed is None or not budgets or min(budgets) < 0 or any(other_unit(executed, x) for x in budgets):
        return ""
    spent = f"全年执行数 {money_text(executed, answers)}"
    if claim.way == "over":
        return f"{spent}没有超过预算数 {money_text(min(budgets), answers)}" if executed <= min(budgets) else ""
    most = max([*budgets, amounts["received"] or Decimal(0)])
    is_all = executed >= most and not amounts[BALANCE]
    return f"{spent}不小于预算数 {money_text(most, answers)}，没有余下的" if is_all else ""


def _amount(answers: Answers, amount: str) -> Decimal | None:
    name = amount_name(answers.snapshot, amount)
    return answers.number(name) if name else None


def _against_row(row: ScoredRow, claim: MoneyClaim) -> str:
    """What the target and the actual value of a cost say to the contrary; "" where they do not."""
    target, actual = target_number(row), actual_number(row)
    if target is None or actual is None or not target > 0:
        return ""
    told = f"{in_marks(row.label)}的完成值 {plain(actual)}"
    if claim.way == "over":
        return f"{told} 没有超过指标值 {plain(target)}" if actual <= target else ""
    return f"{told} 大于指标值 {plain(target)}" if actual > target else ""
