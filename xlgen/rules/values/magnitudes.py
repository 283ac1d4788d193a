"""XG204, XG216, XG315: numbers that can be read but are hardly what was meant."""

from __future__ import annotations

from decimal import Decimal

from xlgen.findings import Severity
from xlgen.form.bounds import FAR_PERCENT, LEAST_PERCENT
from xlgen.form.gross import percent_of
from xlgen.issued.snapshot import Slot
from xlgen.returned.achievement import given, meant_percent
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import inputs
from xlgen.returned.saying import called
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.numbers import as_percent, plain, settle
from xlgen.words.quantities import COUNTED


@rule("XG204", "百分数写法可疑", Severity.WARNING, "请核对；百分数格直接填 98，看格里显示的是不是 98.00%")
def percent_misplaced(answers: Answers) -> Hits:
    """98 stands where 0.98 is meant, or 0.0098, judged against the target where there is one; or it is below zero.

    Passes: indicators.3.actual = 1.05
    XG204: indicators.3.actual = 98
    XG204: indicators.3.actual = 0.0098
    XG204: indicators.3.actual = -0.05

    查什么：百分数格里、计量单位是 % 的格里的数大了或小了一百倍：粘贴 98 成了 9800%，填 0.98 成了 0.98%。1000% 以上的，改正或核实之前整张表不计入汇总。有指标值的，和指标值比着看。为负的（-100% 至 0）也请核对，表式或指标值本来就允许为负的除外
    为什么：差一百倍，得分要么满分要么接近 0；增长率、利润率一类可以为负，合格率、覆盖率为负多半是多打了负号
    依据：百分数格存的是小数，98% 存 0.98；在百分数格里键入 98，Excel、WPS 记成 98%，键入 0.98 记成 0.98%（微软知识库 215203）
    """
    for slot in inputs(answers):
        x, aim = answers.excel[slot.name], answers.excel.get(f"{slot.table}.{slot.row}.target")
        target = aim if isinstance(aim, Decimal) and slot.column == "actual" else None
        whole = _hundred_percent(answers, slot, target)
        if whole is None or not isinstance(x, Decimal):
            continue
        share, due = x / whole, target if target is None else target / whole
        meant = meant_percent(share, due)
        if meant is not None:
            found, asked = (_said_percent(each * whole, slot) for each in (share, meant))
            opens = settle(share) >= FAR_PERCENT
            yield Hit(slot.name, f"{called(answers, slot.name)}为 {found}，是不是 {asked}", x, meant * whole, opens=opens)
        elif LEAST_PERCENT <= share < 0 and slot.cell.minimum is None and not (due is not None and due < 0):
            message = f"{called(answers, slot.name)}为 {_said_percent(x, slot)}，为负，确是下降的不用改"
            yield Hit(slot.name, message, x)


def _hundred_percent(answers: Answers, slot: Slot, target: Decimal | None) -> Decimal | None:
    """What 100 % is in a cell; None where it holds no percentage. A score or its points are none, whatever the unit."""
    if slot.cell.type == "percent":
        return Decimal(1)
    unit = (answers.text(f"{slot.table}.{slot.row}.unit") if slot.table else "") or slot.cell.unit
    is_number = slot.cell.type == "number" and slot.column not in ("points", "score")
    return percent_of(target) if is_number and unit == "%" else None


def _said_percent(x: Decimal, slot: Slot) -> str:
    """A percentage as its cell shows it, or the bare number where the unit stands beside it."""
    return as_percent(x) if slot.cell.type == "percent" else f"{plain(x)}（单位 %）"


@rule("XG315", "计数的完成值有小数或为负", Severity.WARNING, "请核对：按个数计的应是不小于 0 的整数；确是平均数的不用改")
def count_not_whole(answers: Answers) -> Hits:
    """What is counted one by one has a fraction, or is less than nothing.

    Passes: indicators.1.actual = 126; indicators.4.actual = 388.5
    XG315: indicators.1.actual = 125.5
    XG315: indicators.1.actual = -12; indicators.1.reason = "参训人员分批到岗，下年补训"

    查什么：单位是人、个、次、户、台这样一个一个数的，完成值却有小数，或为负。指标值本来就有小数的（如人均 2.5 次）除外
    为什么：没有 1.5 个人，也没有负 12 个人；多半是小数点、负号打错了，或单位不是这一个
    依据：xlgen 的约定
    """
    for row in answers.scored():
        name = row.name("actual")
        x, target = answers.excel.get(name), given(row, "target")
        if not row.has("actual") or not isinstance(x, Decimal) or not answers.slot(name).cell.is_input:
            continue
        unit = row.text("unit") or answers.slot(name).cell.unit
        is_average = isinstance(target, Decimal) and target % 1 != 0
        if unit in COUNTED and answers.slot(name).cell.type == "number" and (x < 0 or (settle(x) % 1 and not is_average)):
            yield Hit(name, f"{called(answers, name)}为 {plain(x)} {unit}", x)


@rule("XG216", "得分的小数多于两位", Severity.WARNING, "请把得分改到两位小数以内")
def score_finer_than_printed(answers: Answers) -> Hits:
    """A score that a person gives has more decimals than are printed, so that the printed column may not add up.

    Passes: indicators.6.score = 8.33; indicators.6.reason = "窗口人手不足，已增配两人"
    XG216: indicators.6.score = 8.333; indicators.6.reason = "窗口人手不足，已增配两人"

    查什么：由人填的得分，小数多于两位
    为什么：得分印两位小数，总分却按填的数相加：8.333、8.333、8.334 印成 8.33、8.33、8.33，加起来和总分差一分
    依据：四舍五入保留两位小数
    """
    for row in answers.scored():
        name = row.name("score")
        found = answers.typed(name)
        if answers.slot(name).cell.is_input and isinstance(found, Decimal) and settle(found * 100) % 1:
            yield Hit(name, f"{in_marks(row.label)}得分 {plain(found)}，小数多于两位", found)
