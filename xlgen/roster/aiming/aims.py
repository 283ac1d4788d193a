"""What a line of sheet 指标 aims at: 指标值, 计量单位 and 指标性质 read together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from xlgen.findings import Severity
from xlgen.roster.aiming.natures import CHOICES, COMPARING, WAYS, known, together
from xlgen.words.kinds import is_cost, is_harm, is_timeliness
from xlgen.words.numbers import as_percent, plain
from xlgen.words.quantities import COUNTED, TIMES, usual
from xlgen.words.targets import Target, split_target
from xlgen.words.understanding import understand

PERCENT = ("%", "％", "百分比", "百分数", "百分率")
_YEARLY = ("", "年", "年度", "日期")


class Problems(Protocol):
    """Takes a problem of the line: column title, code, fact, remedy, weight."""

    def __call__(self, title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        """Note the problem; see ``catalogue.found``."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A target with the sign it is judged by (one of ``OPERATORS``) and the unit it is counted in."""

    target: Target
    nature: str
    unit: str
    is_cost: bool = False


def aim_of(values: Mapping[str, Decimal | str], is_percent: bool, year: str, problem: Problems) -> Aim:
    """The aim of a line by column title; ``is_percent`` tells that 指标值 is formatted as a percentage."""
    unit = text_of(values, "计量单位")
    target = _in_unit(_target(values.get("指标值", ""), unit, is_percent, year, problem), unit, problem)
    cost = is_cost(*(text_of(values, title) for title in ("一级指标", "二级指标", "三级指标")))
    if target.how:
        problem("指标值", "XL141", f"指标值{target.how}")
    return Aim(target, _nature(values, target, unit, cost, problem), unit or target.unit, cost)


def text_of(values: Mapping[str, Decimal | str], title: str) -> str:
    """A cell of the line as text, "" where it is blank."""
    value = values.get(title, "")
    return plain(value) if isinstance(value, Decimal) else value.strip()


def is_method_said(values: Mapping[str, Decimal | str]) -> bool:
    """Whether the line says how it is scored, by 评分方法 or in 评分标准."""
    return bool(text_of(values, "评分方法") or text_of(values, "评分标准"))


def _target(given: Decimal | str, unit: str, is_percent: bool, year: str, problem: Problems) -> Target:
    if isinstance(given, str):
        target = split_target(given, year)
    elif is_percent:
        return Target("", given, "%", as_percent(given))
    elif unit in PERCENT and abs(given) <= 1:
        if given not in (0, 1):
            problem("指标值", "XL120", f"单位是 %，指标值写作 {plain(given)}，按 {as_percent(given)} 理解")
        return Target("", given, "%", as_percent(given))
    else:
        target = Target("", given, "", plain(given))
    if target.value is not None and not target.unit and unit in PERCENT:
        return replace(target, value=target.value / 100, unit="%", text=f"{plain(target.value)}%")
    if target.value is not None and plain(target.value) == year and not target.operator and unit in _YEARLY:
        return Target("", None, "", target.text, doubt="没有说是全年都要做到，还是年底前做完")
    return target


def _in_unit(target: Target, unit: str, problem: Problems) -> Target:
    """The target counted in 计量单位, where its own text names another unit."""
    if not unit or target.unit in ("", "日期") or usual(target.unit) == usual(unit) or (target.unit == "%" and unit in PERCENT):
        return target
    one = understand(f"1{target.unit}", "number", unit)
    if target.unit != "%" and one.value is not None and not one.unit_differs:
        times = one.value
        value, low, high = (x if x is None else x * times for x in (target.value, target.low, target.high))
        return replace(target, value=value, low=low, high=high, unit=unit)
    weight = Severity.WARNING if {target.unit, unit} <= {*COUNTED, "%"} else None
    problem("计量单位", "XL144", f"指标值“{target.text}”的单位是“{target.unit}”，计量单位写的是“{unit}”", "", weight)
    return target


def _nature(values: Mapping[str, Decimal | str], target: Target, unit: str, cost: bool, problem: Problems) -> str:
    """The sign that 指标性质 and the target say, or what a target of its kind usually means."""
    typed, method = text_of(values, "指标性质"), is_method_said(values)
    if known(typed) is None:
        # a method said leaves no doubt; without one the guess could score the wrong way round
        hint = f"请填 {'、'.join(CHOICES)}，或写明评分方法"
        problem("指标性质", "XL117", f"指标性质“{typed}”不认识", hint, Severity.WARNING if method else None)
        return typed
    nature = together(typed, target)
    if nature.fault:
        is_open = not method or (target.is_number and nature.sign != "区间")  # else the method says what is missing here
        weight = nature.weight if is_open else Severity.WARNING
        problem("指标性质", "XL143", f"指标性质是“{typed}”，指标值“{target.text}”{nature.fault}", "", weight)
    elif nature.sign in COMPARING and not target.is_number and not method:
        fact = f"指标性质是“{typed}”，指标值“{target.text}”不是数"
        problem("指标值", "XL122", f"{fact}：{target.doubt}" if target.doubt else fact)
    if cost and target.value is not None:
        return _of_cost(nature.sign, values, target, problem)
    if nature.sign or target.value is None:
        return nature.sign or "定性"
    if target.unit == "日期":
        return "≤"
    title, levels = text_of(values, "三级指标"), (text_of(values, "一级指标"), text_of(values, "二级指标"))
    in_time = (unit or target.unit) in TIMES and is_timeliness(*levels)
    if not method and target.value and (in_time or is_harm(title)):
        ways = "越短越好，还是越长越好" if in_time else "越少越好，还是越多越好"
        problem("指标值", "XL146", f"“{title}”的指标值“{target.text}”没有说是{ways}")
    return "="


def _of_cost(sign: str, values: Mapping[str, Decimal | str], target: Target, problem: Problems) -> str:
    """The sign of a cost: less is better where nobody says otherwise, and whoever does is asked."""
    about = f"成本指标“{text_of(values, '三级指标')}”的指标值“{target.text}”"
    if WAYS.get(sign) == 1:
        problem("指标值", "XL142", f"{about}按“{sign}”计分，花得越多得分越高")
    elif not sign and target.unit != "日期":
        problem("指标值", "XL141", f"{about}没有写“≤”“≥”，按“≤”计分")
    return sign or "≤"
