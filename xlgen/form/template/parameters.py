"""What one row says of its method: parameters from its keys or its 评分标准, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.notation.items import parse_items, parse_tiers
from xlgen.form.notation.patterns import fill_pattern
from xlgen.form.notation.phrases import parse_settings
from xlgen.form.notation.problems import Problem, is_fatal
from xlgen.form.notation.standards import parse_bands
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method, Parameter, Parameters, with_parameters
from xlgen.language.evaluate import evaluate
from xlgen.language.nodes import Const
from xlgen.language.operators import Value
from xlgen.language.parse import DIGITS, parse
from xlgen.words.numbers import as_percent, plain
from xlgen.words.quantities import COUNTED

LISTS = {"items": parse_items, "tiers": parse_tiers}  # parameters that are lists of texts with points
_EXACT = Context(prec=DIGITS)


def parameters_of(method: Method, row: Spec, path: str) -> Parameters:
    """Parameters of a template's row; TemplateError where one is missing or unreadable."""
    parameters, problems = read_parameters(method, row)
    if fatal := [problem for problem in problems if problem.fatal]:
        raise TemplateError(path, fatal[0].message, fatal[0].hint)
    return parameters


def read_parameters(method: Method, row: Spec) -> tuple[Parameters, list[Problem]]:
    """Parameters of a row, said one by one or together in ``standard`` (评分标准), and what is wrong with them."""
    found: dict[str, Parameter] = {}
    problems: list[Problem] = []
    if (target := number_in(row.get("target"))) is not None:
        found["target"] = _const(target, "value", row)
    for name in method.params:
        if name in row:
            _read_one(method, name, row[name], row, found, problems)
    standard = str(row.get("standard", "")) if method.params and not set(method.params) & set(row) else ""
    if standard and (listed := next((name for name in method.params if name in ("bands", *LISTS)), "")):
        _read_one(method, listed, standard, row, found, problems)
    elif standard:
        _read_settings(method, standard, row, found, problems)
    _take_defaults(method, row, found)
    if not problems and (lacking := [label for name, label in method.params.items() if name not in found]):
        hint = f"写法例：{method.example}"
        problems.append(Problem("missing_case", f"评分方法“{method.name}”缺少{'、'.join(lacking)}", hint, standard))
    if not is_fatal(problems):
        problems += _doubts(method, standard, row, found)
    return found, problems


def _read_one(method: Method, name: str, said: Any, row: Spec, found: dict[str, Parameter], problems: list[Problem]) -> None:
    points = number_in(row.get("points"))
    parameter: Parameter | None
    if name == "bands":
        unit, whole = str(row.get("unit", "")), row.get("type") == "count" or row.get("unit") in COUNTED
        parameter, faults = parse_bands(str(said), row.get("type") == "percent", points, whole=whole, unit=unit)
    elif name in LISTS:
        texts = said if isinstance(said, list) else [str(said)]
        parameter, faults = LISTS[name]("；".join(map(str, texts)), points)
    else:
        number = number_in(said, method.units.get(name, ""))
        parameter = None if number is None else _const(number, method.units.get(name, ""), row)
        hint = "写数值、百分数或几分之一，如 5、95% 或 1/10"
        faults = [] if parameter else [Problem("syntax", f"{method.params[name]}“{said}”不是数", hint, str(said))]
    problems += faults
    if parameter is not None:
        found[name] = parameter


def _read_settings(method: Method, standard: str, row: Spec, found: dict[str, Parameter], problems: list[Problem]) -> None:
    percent = {name: row.get("type") == "percent" for name, unit in method.units.items() if unit in ("value", "step")}
    percent |= {name: True for name, unit in method.units.items() if unit == "rate"}
    defaults = {name: number for name in method.params if (number := _default(method, name, found)) is not None}
    labels = {name: [label] for name, label in method.params.items()}
    values, faults = parse_settings(standard, labels, method.patterns, defaults, percent, str(row.get("unit", "")))
    example = f"写法例：{method.example}"
    problems += [replace(fault, hint=example) if fault.kind == "unread" else fault for fault in faults]
    found |= {name: _const(value, method.units.get(name, ""), row) for name, value in (values or {}).items()}


def _take_defaults(method: Method, row: Spec, found: dict[str, Parameter]) -> None:
    for name in method.params:
        if name not in found and (number := _default(method, name, found)) is not None:
            found[name] = _const(number, method.units.get(name, ""), row)


def _default(method: Method, name: str, found: Parameters) -> Decimal | None:
    """Value of a parameter nobody wrote; ``target`` means the row's 指标值."""
    said = method.defaults.get(name)
    if said != "target":
        return None if said is None else number_in(said, method.units.get(name, ""))
    target = found.get("target")
    return target.value if isinstance(target, Const) and isinstance(target.value, Decimal) else None


def _const(value: Decimal, counts: str, row: Spec) -> Const:
    """A parameter as a constant of the row's formula, shown as people write it."""
    value = _EXACT.plus(value)
    percent, unit = row.get("type") == "percent", str(row.get("unit", ""))
    if counts == "share" and abs((fraction := Fraction(value).limit_denominator(99)) - Fraction(value)) < Fraction(1, 10**12):
        return Const(value, str(fraction))
    if counts in ("rate", "share") or (counts == "value" and percent):
        return Const(value, as_percent(value))
    if counts == "step" and percent:
        return Const(value, f"{plain(value.scaleb(2))}个百分点")
    return Const(value, plain(value) + (unit if counts in ("value", "step") else ""))


def _doubts(method: Method, standard: str, row: Spec, found: Parameters) -> list[Problem]:
    """What the standard leaves open, or what its figures do not allow."""
    points = number_in(row.get("points"))
    known: dict[str, Value] = {name: each.value for name, each in found.items() if isinstance(each, Const)}
    said = found if points is None else {**found, "points": Const(points)}
    told = []
    for doubt in method.doubts:
        unsaid = "unless" not in doubt or (standard and not re.search(doubt["unless"], standard))
        if unsaid and ("when" not in doubt or evaluate(parse(doubt["when"], "b"), ({"points": points} | known).get)):
            message, hint = (with_parameters(doubt[key], said, row.get("type") == "percent") for key in ("says", "hint"))
            told.append(Problem(doubt.get("kind", "missing_case"), message, hint, standard, doubt.get("fatal", False)))
    return told


def number_in(said: Any, counts: str = "") -> Decimal | None:
    """A number as a template or roster writes it: 5, 95%, 0.1个百分点, 1/10, 十分之一; None where it is none."""
    if isinstance(said, Mapping):
        said = said.get("value")
    if isinstance(said, Decimal | int) and not isinstance(said, bool):
        return Decimal(said)
    if not isinstance(said, str) or not said.strip():
        return None
    hole = "{x:share}" if counts == "share" else "{x}"
    values, problems = fill_pattern((hole, "{x:share}"), said.strip())
    return None if problems else values.get("x")
