"""XG209, XG212: what was aimed at, said again as what was done, or changed without approval."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from xlgen.findings import Severity
from xlgen.returned.achievement import given
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.inputs import is_blank
from xlgen.returned.saying import called, quoted, said
from xlgen.rules.registry import Hit, Hits, rule
from xlgen.words.labels import in_marks
from xlgen.words.spelling import narrow, squeeze
from xlgen.words.understanding import understand


@rule("XG209", "照抄指标值", Severity.WARNING, "请填实际完成的数或情况，不要抄目标")
def actual_copies_target(answers: Answers) -> Hits:
    """The actual value, or the account of the year, is the target's own text.

    Passes: indicators.1.actual = 120; achieved = "培训代办员 126 人，经办能力提升。"
    XG209: achieved = "培训代办员，提升经办能力。"

    查什么：实际完成值或完成情况和指标值、年度目标一字不差
    为什么：照抄目标等于没有说完成了多少；正好等于指标值的数（填 120）不算照抄
    依据：xlgen 的约定
    """
    pairs = [(row.name("actual"), _targets(row)) for row in answers.scored() if row.has("actual")]
    pairs.append(("achieved", {_bare(answers.text("goal"))}))
    for name, targets in pairs:
        slot = answers.snapshot.slots.get(name)
        if slot is None or not slot.cell.is_input or slot.cell.choices:
            continue
        actual = answers.text(name)
        is_plain = understand(actual, "number").value is not None and _bare(actual)[:1].isdigit()  # 95% may be both
        if actual and not is_plain and _bare(actual) in targets:
            yield Hit(name, f"{called(answers, name)}与目标一字不差：{quoted(actual)}", actual)


def _targets(row: ScoredRow) -> set[str]:
    """The ways a row's target may be printed."""
    target, name = given(row, "target"), row.name("target")
    if not isinstance(target, Decimal):
        return {_bare(str(target))} if target else set()
    cell = row.answers.slot(name).cell
    sign, number = row.text("nature") or cell.prefix, said(cell, target)
    return {_bare(sign + number), _bare(sign + number + row.text("unit"))} if sign else set()


@lru_cache(maxsize=1 << 12)
def _bare(text: str) -> str:
    return re.sub(r"[\s,.;、。]", "", squeeze(narrow(text)).replace("≧", "≥").replace("≦", "≤"))


@rule("XG212", "调整指标值没有批准文号", Severity.ERROR, "年中调整目标须经批准，请填批准文号，或清空调整后指标值")
def adjusted_without_approval(answers: Answers) -> Hits:
    """A target was adjusted in mid-year and no approval is named.

    Passes: adjusted: indicators.1.adjusted = 110; indicators.1.approval = "财预〔2025〕8号"
    XG212: adjusted: indicators.1.adjusted = 110

    查什么：填了“调整后指标值”，没有填批准文号
    为什么：年中调整目标要经批准；没有文号，只能按下发的指标值计分
    依据：绩效目标调整应报批
    """
    for row in answers.scored():
        if row.has("approval") and not is_blank(given(row, "adjusted")) and is_blank(given(row, "approval")):
            found = given(row, "adjusted")
            yield Hit(row.name("approval"), f"{in_marks(row.label)}的指标值调整为{quoted(found)}，没有批准文号", found)
