"""The scoring method of a line: the one it names, or the usual one for a target of its kind."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlgen.form.template.methods import Method, named
from xlgen.roster.aiming.aims import Aim, Problems
from xlgen.roster.aiming.natures import WAYS
from xlgen.words.numbers import plain
from xlgen.words.quantities import COUNTED

# how a score tells which way it goes: what is held against the target, or taken off for each step away from it
_WAYS = (
    (re.compile(r"points if actual >=? target|actual < target else points|(?:line|target) - actual"), 1),
    (re.compile(r"points if actual <=? target|actual - (?:line|target)"), -1),
)
_STRICT = {"all_or_nothing": "above", "lower_or_nothing": "below"}  # the same, but the target itself is not enough


def compares(method: Method) -> bool:
    """Whether a method holds the actual value against the target."""
    return any("target" in str(cell) for key, cell in method.cells.items() if key == "score")


def method_of(typed: str, aim: Aim, methods: Mapping[str, Method], problem: Problems) -> Method | None:
    """The method that 评分方法 names, or where it is blank the usual one; None where there is no such method."""
    if not typed:
        method = methods[_usual(aim)]
        if aim.nature in ("<", ">") and method.key in _STRICT.values():
            problem("指标值", "XL141", f"指标值“{aim.target.text}”不含它本身，按“{method.name}”计分：{method.wording}")
        elif aim.is_cost and aim.nature == "=":
            problem("指标值", "XL141", f"成本指标的指标值“{aim.target.text}”，按“{method.name}”计分：{method.wording}")
        return method
    named_so = named(methods, typed)
    if named_so is None:
        known = "、".join(m.name for m in methods.values())
        problem("评分方法", "XL121", f"没有叫“{typed}”的评分方法", f"可用：{known}")
        return None
    return _fitting(named_so, aim, methods, problem)


def _fitting(method: Method, aim: Aim, methods: Mapping[str, Method], problem: Problems) -> Method:
    """A method that was named, strict where the target is; told where it goes the other way than the target."""
    score = str(method.cells.get("score", ""))
    own = next((way for pattern, way in _WAYS if pattern.search(score)), 0)
    if not own or aim.target.value is None or aim.target.unit == "日期":
        return method
    if WAYS.get(aim.nature, own) != own:
        problem("评分方法", "XL143", f"评分方法“{method.name}”与“{aim.nature}”的方向相反")
    elif aim.nature in ("<", ">") and method.key not in _STRICT.values():
        if method.key in _STRICT:
            return methods[_STRICT[method.key]]
        fact = f"指标值“{aim.target.text}”不含它本身，评分方法“{method.name}”正好等于它时却给满分"
        problem("评分方法", "XL145", fact, _instead(aim))
    return method


def _instead(aim: Aim) -> str:
    """How to say a strict target another way: <5次 is ≤4次."""
    ways = "评分方法改用“低于得分”" if aim.nature == "<" else "评分方法改用“高于得分”"
    whole = aim.target.value
    if whole is None or aim.unit not in COUNTED or whole != whole.to_integral_value():
        return f"{ways}；含它本身的改用“{'≤' if aim.nature == '<' else '≥'}”"
    nearest = f"≤{plain(whole - 1)}{aim.unit}" if aim.nature == "<" else f"≥{plain(whole + 1)}{aim.unit}"
    return f"指标值可写作“{nearest}”，或{ways}"


def _usual(aim: Aim) -> str:
    """The method meant where 评分方法 is blank: by the target's kind and operator (domain convention, printed in README)."""
    target, nature = aim.target, aim.nature
    if target.low is not None and nature != "定性":
        return "interval"
    if target.value is None or nature == "定性":
        return "qualitative"
    if target.unit == "日期":
        return "by_date"
    if nature in (">", "<"):
        return "above" if nature == ">" else "below"
    if nature in ("≤", "=") and target.value == 0:
        return "zero_target"
    return "lower_by_ratio" if nature == "≤" or (aim.is_cost and nature == "=") else "higher_is_better"
