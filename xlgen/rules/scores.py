"""XG301–XG306: are the scores those that the issued rules give.

A cell whose formula was typed over is reported at once by XG102, with the value the formula would give. The rules here say
what follows from it on paper, wherever it follows: a score, total or grade that is not what the rules give. Each fault has one
of these codes: out of bounds before differing, and only the tail differing before differing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.findings import Severity
from xlgen.language.evaluate import evaluate
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.inputs import bounds
from xlgen.returned.paper import CENT, is_altered, is_tail, on_paper, standing
from xlgen.returned.saying import quoted
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.numbers import plain

UNTOUCHED = "这一格的公式没有动：把别处指出的、被改的格改回下发时的内容，得分会自己算对"


@rule("XG301", "得分与规则不符", Severity.ERROR, "请恢复公式，由表自动计分；对规则有异议的另行说明")
def score_differs(answers: Answers) -> Hits:
    """The score on paper is not what the issued rule gives for the values returned.

    Passes: indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，下年补训"
    XG301: indicators.1.score = 12
    XG301: funds.total.rate = 0.5

    查什么：表上写着的得分，和按下发的评分规则、用表上填的完成值重算的不同，相差超过尾数
    为什么：得分由规则定，不由人填；不符的得分会带到总分、等级和汇总里
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：完成指标值的得满分，未完成的按比例计分；具体口径印在表的“评分依据”页
    """
    for row, shown, right in _differing(answers):
        if not is_tail(shown, right) and not _is_out_of_range(row):
            method = f"按{in_marks(row.row.says)}" if 0 < len(row.row.says) <= 60 else "按评分规则"
            fact = f"{in_marks(row.label)}得分 {plain(shown)}，{method}应为 {plain(right)}"
            yield Hit(row.name("score"), fact, shown, right, hint=_mend(row))


@rule("XG302", "得分尾数不符", Severity.NOTE, "只差四舍五入或截尾；请恢复公式")
def score_rounded_otherwise(answers: Answers) -> Hits:
    """A score or the total differs from the right one by rounding or truncation only: by a cent, or to one decimal.

    Passes: indicators.1.actual = 126
    XG302: funds.total.score = 9.79
    XG302: funds.total.executed = 28.85; funds.total.score = 9.6; funds.fiscal.executed = 23.95

    查什么：得分或总分和应得的只差四舍五入或截尾：差一分钱，或只保留了一位小数
    为什么：不影响结论，所以不退回；恢复公式后自然一致
    依据：四舍五入保留两位小数
    """
    for row, shown, right in _differing(answers):
        if is_tail(shown, right) and not _is_out_of_range(row):
            fact = f"{in_marks(row.label)}得分 {plain(shown)}，应为 {plain(right)}，只差尾数"
            yield Hit(row.name("score"), fact, shown, right, hint=_mend(row))
    for shown, right in _total(answers):
        if is_tail(shown, right):
            yield Hit("total", f"总分 {plain(shown)}，各项得分合计 {plain(right)}，只差尾数", shown, right)


def _mend(row: ScoredRow) -> str:
    """What helps where the formula is as issued and what it computes from is not; "" where the formula is gone."""
    name = row.name("score")
    return "" if is_altered(row.answers, name) else UNTOUCHED


@rule("XG303", "总分与各项得分之和不等", Severity.ERROR, "请恢复总分的公式")
def total_differs(answers: Answers) -> Hits:
    """The total typed over its formula is not the sum of the scores as they stand on paper.

    Passes: indicators.1.actual = 60; indicators.1.reason = "参训人员分批到岗，下年补训"
    XG303: total = 95

    查什么：总分的公式被改成了数，这个数不是表上各项得分之和
    为什么：总分是各项得分相加，不能另填
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：各项指标得分合计为总分
    """
    for shown, right in _total(answers):
        if not is_tail(shown, right):
            yield Hit("total", f"总分 {plain(shown)}，各项得分合计为 {plain(right)}", shown, right)


@rule("XG304", "等级与总分不符", Severity.ERROR, "请恢复等级的公式")
def grade_differs(answers: Answers) -> Hits:
    """The grade typed over its formula is not the one of the total on paper; a bound belongs to the better grade.

    Passes: indicators.6.score = 8.1; indicators.6.reason = "窗口人手不足，已增配两人"
    XG304: grade = "良"

    查什么：等级的公式被改成了字，这个等级不是总分该得的。分数线上的归较好的一级：90.00 是优
    为什么：等级直接公开，是领导和公众最先看的
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：90 分以上优，80 分以上良，60 分以上中，60 分以下差；表式另定的从表式
    """
    slot = answers.snapshot.slots.get("grade")
    if slot is None or slot.cell.formula is None or not is_altered(answers, "grade"):
        return
    stands = standing(answers)
    found, right = answers.typed("grade"), evaluate(slot.cell.formula, stands.get)
    total = stands.get("total")
    if (
        isinstance(found, str)
        and isinstance(right, str)
        and not _same_grade(found.strip(), right)
        and isinstance(total, Decimal)
    ):
        yield Hit("grade", f"总分 {plain(total)}，等级填的是{quoted(found)}，应为“{right}”", found, right)


def _same_grade(found: str, right: str) -> bool:
    return found == right or (len(found) == 1 and right.startswith(found))  # 优 for 优秀


@rule("XG305", "得分超出范围", Severity.ERROR, "得分不小于 0、不大于分值，请改正")
def score_out_of_range(answers: Answers) -> Hits:
    """A score is larger than its points or negative.

    Passes: indicators.6.score = 10
    XG305: indicators.6.score = 10.01
    XG305: indicators.6.score = -1; indicators.6.reason = "窗口人手不足，已增配两人"
    XG305: indicators.1.score = 100

    查什么：由人填的得分大于该项分值，或小于 0
    为什么：一项的得分最多是它的分值，再好也没有加分
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：最高不超过该指标的分值
    """
    for row in answers.scored():
        name, points = row.name("score"), row.number("points")
        shown = answers.typed(name)
        if _is_out_of_range(row) and isinstance(shown, Decimal) and points is not None:
            right = None if answers.slot(name).cell.is_input else answers.excel[name]
            wrong = f"大于分值 {plain(points)}" if shown > points else "小于 0"
            yield Hit(name, f"{in_marks(row.label)}得分 {plain(shown)}，{wrong}", shown, right)


def _is_out_of_range(row: ScoredRow) -> bool:
    """Whether a score that people typed, over its formula or where they judge, lies outside 0 to its points."""
    answers, name, points = row.answers, row.name("score"), row.number("points")
    shown = answers.typed(name) if answers.slot(name).cell.is_input or is_altered(answers, name) else None
    return isinstance(shown, Decimal) and points is not None and not 0 <= shown <= points


@rule("XG306", "得分不在所选档次内", Severity.ERROR, "请按完成情况所在档次的区间评分，或改选完成情况")
def score_outside_tier(answers: Answers) -> Hits:
    """A judged score does not lie in the tier that was picked.

    Passes: indicators.6.score = 8; indicators.6.reason = "窗口人手不足，已增配两人"
    XG306: indicators.6.score = 7.99; indicators.6.reason = "窗口人手不足，已增配两人"

    查什么：选了完成档次的指标，所填的得分不在这一档的区间里
    为什么：选“部分达成”就不能打达成的分，否则定性指标等于随便打
    依据：《项目支出绩效评价管理办法》（财预〔2020〕10号）：达成、部分达成、未达成分别按分值的 80%—100%、60%—80%、0—60% 定分；地方样式另定的从样式
    """
    for row in answers.scored():
        slot, score, points = answers.slot(row.name("score")), row.number("score"), row.number("points")
        if not slot.cell.is_input or score is None or points is None or not 0 <= score <= points:
            continue
        low, high = bounds(answers, slot)
        if isinstance(low, Decimal) and isinstance(high, Decimal) and not low <= score <= high:
            picked = quoted(_picked(row), 12)
            message = f"{in_marks(row.label)}选的是{picked}，得分应在 {plain(low)} 至 {plain(high)} 之间，现为 {plain(score)}"
            yield Hit(slot.name, message, score, f"{plain(low)}—{plain(high)}")


def _picked(row: ScoredRow) -> Value:
    return row.text("actual") if row.has("actual") else None


def _differing(answers: Answers) -> Iterator[tuple[ScoredRow, Decimal, Decimal]]:
    """Rows whose computed score stands on paper as something else than the rule gives: score shown, score due."""
    stands = standing(answers)
    for row in answers.scored():
        name = row.name("score")
        if answers.slot(name).cell.formula is None:
            continue
        shown, right = on_paper(answers, name, stands), answers.number(name)
        if shown is not None and right is not None and abs(shown - right) >= CENT / 2:
            yield row, shown, right


def _total(answers: Answers) -> Iterator[tuple[Decimal, Decimal]]:
    """The total typed over its formula, and what the formula gives for the scores as they stand; nothing where both agree."""
    slot = answers.snapshot.slots.get("total")
    if slot is None or slot.cell.formula is None or not is_altered(answers, "total"):
        return
    shown, right = answers.typed("total"), evaluate(slot.cell.formula, standing(answers).get)
    if isinstance(shown, Decimal) and isinstance(right, Decimal) and abs(shown - right) >= CENT / 2:
        yield shown, right
