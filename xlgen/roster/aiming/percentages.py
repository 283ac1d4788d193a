"""Percentages in the standard of a line: of what they are, where its target is no percentage."""

from __future__ import annotations

import re

from xlgen.findings import Severity
from xlgen.form.records import Spec
from xlgen.roster.aiming.aims import Aim, Problems
from xlgen.words.numbers import plain

_COMPLETION = re.compile("完成(率|比例|程度|情况|进度)")


def in_percent(aim: Aim, standard: str, problem: Problems) -> Spec:
    """Type of a row whose standard is in percent: so are its values, or they are counted and 100% is the target."""
    target = aim.target.low if aim.target.value is None else aim.target.value
    if target is None or (not aim.unit and abs(target) <= 1):
        return {"type": "percent"}
    stated = f"指标值是“{aim.target.text}”，评分标准写的是百分数"
    if aim.target.value is None or target <= 0 or not aim.unit:
        problem("评分标准", "XL181", f"{stated}，不知道是什么的百分之几")
        return {"type": "percent"}
    fact = f"{stated}，按完成率（实际完成值÷指标值）读，100% 就是 {plain(target)}{aim.unit}"
    problem("评分标准", "XL180", fact, "", Severity.NOTE if _COMPLETION.search(standard) else None)
    return {}
