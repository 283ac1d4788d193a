"""Scoring methods: a method is a row to start from — inputs asked, parameters given, cells filled in.

Read from ``templates/methods.toml``; the grammar of a method stands at the head of that file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from xlgen.errors import TemplateError
from xlgen.expression import Const
from xlgen.notation import Bands, Item, Problem, fill_pattern, parse_bands, parse_items, say_bands
from xlgen.numbers import plain

Spec = dict[str, Any]
Parameter = Const | Bands | tuple[Item, ...]
Parameters = Mapping[str, Parameter]
LISTS = ("items", "tiers")  # parameters that are lists of texts with points


@dataclass(frozen=True, slots=True)
class Method:
    """One scoring method; ``name`` and ``also`` are what people type in 评分方法, ``patterns`` how they type parameters."""

    key: str
    name: str
    says: str
    source: str
    inputs: Mapping[str, Spec] = field(default_factory=dict)
    params: tuple[str, ...] = ()
    defaults: Mapping[str, Any] = field(default_factory=dict)
    patterns: tuple[str, ...] = ()
    cells: Mapping[str, Any] = field(default_factory=dict)
    also: tuple[str, ...] = ()
    cases: tuple[Spec, ...] = ()

    @property
    def accepts(self) -> set[str]:
        """Keys a row of this method may hold beside its columns."""
        return {*self.params, *self.inputs, "target"}

    def asks(self, parameters: Parameters) -> dict[str, Spec]:
        """Inputs a row of this method asks for; one for each item of a list parameter where the method says ``each``."""
        asked: dict[str, Spec] = {}
        for name, spec in self.inputs.items():
            listed = parameters.get(str(spec.get("each", spec.get("choices_from", ""))), ())
            items = listed if isinstance(listed, tuple) else ()
            plainly = {k: v for k, v in spec.items() if k not in ("each", "choices_from")}
            if "each" in spec:
                asked |= {f"{name}{i}": plainly | {"label": item.text} for i, item in enumerate(items, 1)}
            elif "choices_from" in spec:
                asked[name] = plainly | {"choices": [item.text for item in items]}
            else:
                asked[name] = plainly
        return asked

    def said(self, parameters: Parameters, percent: bool) -> str:
        """The method in Chinese with its parameters, as printed on 评分规则说明."""
        text = self.says
        for name, parameter in parameters.items():
            text = text.replace(f"{{{name}}}", say(parameter, percent))
        return text


def say(parameter: Parameter, percent: bool = False) -> str:
    """A parameter as people write it; ``percent`` tells that the row's values are fractions."""
    match parameter:
        case Const(value, shown):
            return shown or (plain(value) if isinstance(value, Decimal) else str(value))
        case Bands():
            return say_bands(parameter, percent)
    return "；".join(f"{item.text}{plain(item.points)}分" for item in parameter)


def methods_from(document: Mapping[str, Spec], origin: str) -> dict[str, Method]:
    """All methods of a TOML document by key; TemplateError for one that is said wrongly."""
    methods = {}
    for key, spec in document.items():
        known = {"name", "says", "source", "inputs", "params", "defaults", "patterns", "cells", "also", "cases"}
        if unknown := sorted(set(spec) - known):
            raise TemplateError(f"{origin}: {key}.{unknown[0]}", "评分方法没有这一项")
        for needed in ("name", "says", "source"):
            if not spec.get(needed):
                raise TemplateError(f"{origin}: {key}.{needed}", "每个评分方法都要写名称、口径和依据")
        lists = {name: tuple(spec.get(name, ())) for name in ("params", "patterns", "also", "cases")}
        methods[key] = Method(key=key, **{k: v for k, v in spec.items() if k not in lists}, **lists)
    return methods


def named(methods: Mapping[str, Method], typed: str) -> Method | None:
    """The method that people mean by a word in 评分方法: its key, its name or one of its other names."""
    typed = typed.strip()
    return next((m for m in methods.values() if typed in (m.key, m.name, *m.also)), None)


def parameters_of(method: Method, row: Spec, path: str) -> Parameters:
    """Parameters of a template's row; TemplateError where one is missing or unreadable."""
    parameters, problems = read_parameters(method, row)
    if fatal := [problem for problem in problems if problem.fatal]:
        raise TemplateError(path, fatal[0].message, fatal[0].hint)
    return parameters


def read_parameters(method: Method, row: Spec) -> tuple[Parameters, list[Problem]]:
    """Parameters of a row, said one by one or together in ``standard`` (评分标准), and what is wrong with them."""
    percent, points = row.get("type") == "percent", _number(row.get("points"))
    found: dict[str, Parameter] = {}
    problems: list[Problem] = []
    missing = []
    for name in method.params:
        if name in row:
            _read_one(name, row[name], percent, points, found, problems)
        else:
            missing.append(name)
    standard = str(row.get("standard", ""))
    if missing and standard and not found:
        _read_standard(method, missing, standard, percent, points, found, problems)
    for name in missing:
        if name not in found and name in method.defaults:
            _read_one(name, method.defaults[name], percent, points, found, problems)
    if lacking := [name for name in method.params if name not in found]:
        if not problems:
            hint = f"写法例：{method.patterns[0]}" if method.patterns else f"请写出 {'、'.join(lacking)}"
            problems.append(Problem("missing_case", f"评分方法“{method.name}”缺少参数：{'、'.join(lacking)}", hint, standard))
    if (target := _number(row.get("target"))) is not None:
        found["target"] = Const(target, str(row["target"]))
    return found, problems


def _read_standard(
    method: Method,
    missing: Sequence[str],
    text: str,
    percent: bool,
    points: Decimal | None,
    found: dict[str, Parameter],
    problems: list[Problem],
) -> None:
    if missing[0] == "bands" or missing[0] in LISTS:
        _read_one(missing[0], text, percent, points, found, problems)
        return
    numbers, faults = fill_pattern(method.patterns, text)
    found |= {name: Const(value) for name, value in numbers.items() if name in method.params}
    problems += faults


def _read_one(
    name: str, said: Any, percent: bool, points: Decimal | None, found: dict[str, Parameter], problems: list[Problem]
) -> None:
    faults: list[Problem] = []
    parameter: Parameter | None
    if name == "bands":
        parameter, faults = parse_bands(str(said), percent, points)
    elif name in LISTS:
        texts = said if isinstance(said, list) else [str(said)]
        parameter, faults = parse_items("；".join(map(str, texts)), points if name == "items" else None)
    else:
        number = _number(said)
        parameter = None if number is None else Const(number, str(said))
        faults = [] if parameter else [Problem("syntax", f"参数 {name} 的值“{said}”不是数", "写数值或百分数，如 5 或 95%", str(said))]
    problems += faults
    if parameter is not None:
        found[name] = parameter


def _number(said: Any) -> Decimal | None:
    if isinstance(said, Decimal | int) and not isinstance(said, bool):
        return Decimal(said)
    text = str(said or "").strip()
    try:
        return Decimal(text[:-1]) / 100 if text.endswith("%") else Decimal(text)
    except InvalidOperation:
        return None
