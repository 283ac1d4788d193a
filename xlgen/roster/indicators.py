"""A line of roster sheet 指标 as a row of the grammar: what kind of number it is, how it is scored, with which parameters."""

from __future__ import annotations

from collections.abc import Container, Mapping
from decimal import Decimal
from typing import Protocol

from xlgen.findings import Severity
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method, named
from xlgen.form.template.parameters import read_parameters
from xlgen.words.numbers import as_percent, plain
from xlgen.words.spelling import OPERATORS as COMPARISONS
from xlgen.words.spelling import narrow, squeeze
from xlgen.words.targets import Target, split_target
from xlgen.words.understanding import understand

HEADERS = {
    "一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "指标性质": "nature", "指标值": "target",
    "计量单位": "unit", "分值": "points", "评分方法": "method", "评分标准": "standard",
}  # fmt: skip
NATURES = COMPARISONS | {"正向": "≥", "正向指标": "≥", "反向": "≤", "反向指标": "≤", "逆向": "≤", "逆向指标": "≤"}
OPERATORS = ("≥", "≤", ">", "<", "=", "区间", "定性")
COMPARING = ("≥", "≤", ">", "<")
PERCENT = ("%", "％", "百分比", "百分数")


class Problems(Protocol):
    """Takes a problem of the line: column title, code, fact, remedy, weight."""

    def __call__(self, title: str, code: str, fact: str = "", hint: str = "", severity: Severity | None = None) -> None:
        """Note the problem; see ``catalogue.found``."""


def indicator_row(
    values: Mapping[str, Decimal | str],
    percents: frozenset[str],
    methods: Mapping[str, Method],
    prints: Container[str],
    problem: Problems,
) -> Spec:
    """One indicator's row for a table with the columns ``prints``; what is wrong goes to ``problem`` and is left out."""
    row: Spec = {key: _text(values, title) for title, key in HEADERS.items() if key.startswith("level")}
    for title in ("一级指标", "三级指标"):
        if not _text(values, title) and HEADERS[title] in prints:
            problem(title, "XL116", f"{title}为空", f"请补填{title}")
    points = _points(values, problem)
    if points is not None:
        row["points"] = points
    given = values.get("指标值", "")
    unit = _text(values, "计量单位")
    target = _target(given, unit, "指标值" in percents, problem)
    unit = unit or target.unit
    nature = _nature(values, target, problem)
    method = _method(_text(values, "评分方法"), nature, target, methods, problem)
    if method is None:
        return row
    row |= {"method": method.key, "nature": nature, "unit": "" if unit == "日期" else unit}
    row |= _typed_target(method, target, given, unit, problem)
    if "target" in prints and isinstance(row.get("target"), Decimal) and row.get("type") != "date":
        row["target"] = _printed_target(row, prints)
    standard = _text(values, "评分标准")
    if standard:
        row["standard"] = standard
    if method.key.startswith("interval") and target.low is not None and not standard:
        row |= {"low": target.low, "high": target.high}
    _read_standard(method, row, points, problem)
    return row


def _text(values: Mapping[str, Decimal | str], title: str) -> str:
    value = values.get(title, "")
    return plain(value) if isinstance(value, Decimal) else value.strip()


def _nature(values: Mapping[str, Decimal | str], target: Target, problem: Problems) -> str:
    """指标性质 as typed; where it is blank as the target says, or what a target of its kind usually means."""
    typed = squeeze(narrow(_text(values, "指标性质")))
    nature = NATURES.get(typed, typed)
    if nature and nature not in OPERATORS:
        # a method said leaves no doubt; without one the guess could score the wrong way round
        weight = Severity.WARNING if _text(values, "评分方法") else None
        hint = f"请填 {'、'.join(OPERATORS)}，或写明评分方法"
        problem("指标性质", "XL117", f"指标性质“{nature}”不认识", hint, weight)
    if nature in COMPARING and target.value is None and target.low is None and not _text(values, "评分方法"):
        problem("指标值", "XL122", f"指标性质是“{nature}”，指标值“{_text(values, '指标值')}”不是数")
    if nature or target.operator:
        return nature or target.operator
    if target.value is None:
        return "定性"
    return "≤" if target.unit == "日期" else "="


def _printed_target(row: Spec, prints: Container[str]) -> Spec:
    """The target with the operator and the unit that no column of its own prints."""
    sign = row["nature"] if "nature" not in prints and row["nature"] in COMPARING else ""
    counted = row["unit"] if "unit" not in prints and row.get("type") == "number" else ""
    return {"value": row["target"], "prefix": sign, "suffix": counted}


def _points(values: Mapping[str, Decimal | str], problem: Problems) -> Decimal | None:
    points = values.get("分值", "")
    if not isinstance(points, Decimal):
        understood = understand(points, "number", "分") if points else None
        hint = f"请改成数字 {plain(understood.value)}" if understood and understood.value is not None else ""
        problem("分值", "XL118", f"分值是文字“{points}”，不是数" if points else "分值为空", hint)
        return None
    if points <= 0:
        problem("分值", "XL119", f"分值为 {plain(points)}")
        return None
    return points


def _target(given: Decimal | str, unit: str, is_percent: bool, problem: Problems) -> Target:
    if isinstance(given, Decimal):
        if is_percent:
            return Target("", given, "%", as_percent(given))
        if unit in PERCENT:
            if abs(given) > 1:
                return Target("", given / 100, "%", f"{plain(given)}%")
            if given not in (0, 1):
                problem("指标值", "XL120", f"单位是 %，指标值写作 {plain(given)}，按 {as_percent(given)} 理解")
            return Target("", given, "%", as_percent(given))
        return Target("", given, unit, plain(given))
    target = split_target(given)
    if target.value is not None and unit in PERCENT and target.unit == "":
        return Target(target.operator, target.value / 100, "%", f"{plain(target.value)}%")
    return target


def _method(typed: str, nature: str, target: Target, methods: Mapping[str, Method], problem: Problems) -> Method | None:
    if typed:
        method = named(methods, typed)
        if method is None:
            known = "、".join(m.name for m in methods.values())
            problem("评分方法", "XL121", f"没有叫“{typed}”的评分方法", f"可用：{known}")
        return method
    return methods[_usual(nature, target)]


def _usual(nature: str, target: Target) -> str:
    """The method meant where 评分方法 is blank: by the target's kind and operator (domain convention, printed in README)."""
    if target.low is not None:
        return "interval"
    if target.value is None or nature == "定性":
        return "qualitative"
    if target.unit == "日期":
        return "by_date"
    if nature in ("≤", "<", "=") and target.value == 0:
        return "zero_target"
    return "lower_by_ratio" if nature in ("≤", "<") else "higher_is_better"


def _typed_target(method: Method, target: Target, given: Decimal | str, unit: str, problem: Problems) -> Spec:
    printed = plain(given) if isinstance(given, Decimal) else given.strip()
    said = method.cells.get("target")
    wants_text = isinstance(said, Mapping) and said.get("type") == "text"
    kind = "percent" if unit in PERCENT or target.unit == "%" else "number"
    if wants_text:
        shown = target.text if isinstance(given, Decimal) and kind == "percent" else printed
        return {"target": shown, "type": kind}
    if target.value is not None:
        return {"target": target.value, "type": "date" if target.unit == "日期" else kind}
    needs_target = any("target" in str(cell) for key, cell in method.cells.items() if key == "score")
    if needs_target:
        problem("指标值", "XL122", f"评分方法“{method.name}”要和指标值比大小，指标值“{printed}”不是数")
        return {}
    # a target in words that nothing is measured against is answered in words, too
    return {"target": {"value": printed, "type": "text"}, "type": kind if method.inputs else "text"}


def _read_standard(method: Method, row: Spec, points: Decimal | None, problem: Problems) -> None:
    standard = str(row.get("standard", ""))
    if method.is_measured and "%" in standard.replace("％", "%") and row.get("type") == "number":
        row["type"] = "percent"
    flat = {key: value["value"] if isinstance(value, Mapping) else value for key, value in row.items()}
    _, problems = read_parameters(method, flat)
    for each in problems:
        problem("评分标准", "XL123", each.message, each.hint, None if each.fatal else Severity.WARNING)
