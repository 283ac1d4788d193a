"""What one row says of its method: parameters from its keys or its 评分标准, and what they leave open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from xlgen.errors import TemplateError
from xlgen.form.notation.bands import Bands
from xlgen.form.notation.holes import is_percent
from xlgen.form.notation.items import parse_items, parse_tiers
from xlgen.form.notation.patterns import fill_pattern
from xlgen.form.notation.phrases import RESTATED, parse_settings
from xlgen.form.notation.points import SHARE
from xlgen.form.notation.problems import Parsed, Problem, is_fatal
from xlgen.form.notation.standards import parse_bands
from xlgen.form.records import Spec
from xlgen.form.template.methods import Method, Parameter, Parameters, with_parameters
from xlgen.language.evaluate import evaluate
from xlgen.language.nodes import Const
from xlgen.language.operators import Value
from xlgen.language.parse import DIGITS, parse
from xlgen.words.days import THIS_CENTURY, day_of
from xlgen.words.figures_in import unused
from xlgen.words.numbers import as_percent, plain
from xlgen.words.quantities import COUNTED
from xlgen.words.spelling import narrow
from xlgen.words.typed import Extent

LISTS = {"items": parse_items, "tiers": parse_tiers}  # parameters that are lists of texts with points
LONGEST = 1000  # signs of a standard; what is longer is no standard and would keep the patterns busy
_EXACT = Context(prec=DIGITS)


def parameters_of(method: Method, row: Spec, path: str) -> Parameters:
    """Parameters of a template's row; TemplateError where one is missing or unreadable."""
    parameters, problems = read_parameters(method, row)
    if fatal := [problem for problem in problems if problem.fatal]:
        raise TemplateError(path, fatal[0].message, fatal[0].hint)
    return parameters


def read_parameters(method: Method, row: Spec) -> tuple[Parameters, list[Problem]]:
    """Parameters of a row, said one by one or together in ``standard`` (评分标准), and what is wrong with them.

    Every figure of the standard is used, or is a problem. Words beside a method without parameters are nobody's business.
    """
    found, problems = read_strictly(method, row)
    if method.params:
        return found, problems
    return found, [
        replace(problem, fatal=False) if problem.kind == "sum" else problem for problem in problems if problem.kind != "unread"
    ]


def read_strictly(method: Method, row: Spec) -> tuple[Parameters, list[Problem]]:
    """The same, telling of every word that was not read."""
    found: dict[str, Parameter] = {}
    problems: list[Problem] = []
    if (target := number_in(row.get("target"))) is not None:
        found["target"] = _const(target, "value", row)
    for name in method.params:
        if name in row:
            found |= _read_one(method, name, row[name], row, problems)[0]
    standard = "" if set(method.params) & set(row) else str(row.get("standard", "")).strip()
    aside = _read_standard(method, standard, row, found, problems) if standard else {}
    _take_defaults(method, row, found)
    if not problems and (lacking := [label for name, label in method.params.items() if name not in found]):
        hint = f"写法例：{_example(method, row)}"
        problems.append(Problem("missing_case", f"评分方法“{method.name}”缺少{'、'.join(lacking)}", hint, standard))
    if not is_fatal(problems):
        problems += _doubts(method, standard, row, {**aside, **found})
    return found, problems


def _read_standard(
    method: Method, standard: str, row: Spec, found: dict[str, Parameter], problems: list[Problem]
) -> dict[str, Parameter]:
    """Add what the standard says to ``found`` and ``problems``; what else it says, beside the parameters, is returned."""
    if len(standard) > LONGEST:
        problems.append(Problem("syntax", f"评分标准有 {len(standard)} 个字，太长了", f"请只写怎么计分，不超过 {LONGEST} 个字"))
        return {}
    if listed := next((name for name in method.params if name in ("bands", *LISTS)), ""):
        values, used = _read_one(method, listed, standard, row, problems)
    else:
        values, used = _read_settings(method, standard, row, problems)
    found |= {name: value for name, value in values.items() if name in method.params}
    if figures := [] if method.params and is_fatal(problems) else unused(standard, used):
        words = "、".join(f"“{figure}”" for figure in figures)
        told = f"评分方法“{method.name}”没有用到评分标准里的{words}"
        hint = (
            f"请改写，写法例：{_example(method, row)}"
            if method.example
            else "这个方法只看指标值；请删去这些数，或改用别的评分方法"
        )
        problems.append(Problem("unused", told, hint, standard, fatal=bool(method.params)))
    return {name: value for name, value in values.items() if name not in {*method.params, "target"}}


def _read_one(
    method: Method, name: str, said: Any, row: Spec, problems: list[Problem]
) -> tuple[dict[str, Parameter], list[Extent]]:
    points = number_in(row.get("points"))
    if name == "bands":
        reading: Parsed[Any] = _read_bands(str(said), points, row)
    elif name in LISTS:
        texts = said if isinstance(said, list) else [str(said)]
        reading = LISTS[name]("；".join(map(str, texts)), points)
    else:
        number = number_in(said, method.units.get(name, ""))
        hint = "写数值、百分数或几分之一，如 5、95% 或 1/10"
        faults = [] if number is not None else [Problem("syntax", f"{method.params[name]}“{said}”不是数", hint, str(said))]
        reading = Parsed(None if number is None else _const(number, method.units.get(name, ""), row), faults, [])
    problems += reading.problems
    return ({} if reading.found is None else {name: reading.found}), reading.used


def _read_bands(said: str, points: Decimal | None, row: Spec) -> Parsed[Bands]:
    if _whole(row) is not None and is_percent(SHARE.sub("", narrow(said))):
        read = _bands_of(said, True, points)
        return read if read.found is None else read._replace(found=replace(read.found, of_target=True))
    whole = row.get("type") == "count" or row.get("unit") in COUNTED
    return _bands_of(said, row.get("type") == "percent", points, whole=whole, unit=str(row.get("unit", "")))


_bands_of = lru_cache(1 << 12)(parse_bands)  # a standard is read for the list and again for the form


def _whole(row: Spec) -> Decimal | None:
    """What 100% is in a row that counts: its target, for percentages there are read on completion (actual ÷ target)."""
    target = number_in(row.get("target"))
    is_counted = row.get("type") in ("number", "count", "money") and row.get("unit")
    return target if is_counted and target is not None and target > 0 else None


def _read_settings(
    method: Method, standard: str, row: Spec, problems: list[Problem]
) -> tuple[dict[str, Parameter], list[Extent]]:
    percent = {name: row.get("type") == "percent" for name, unit in method.units.items() if unit in ("value", "step")}
    percent |= {name: True for name, unit in method.units.items() if unit == "rate"}
    stated = {key: number for key in RESTATED if (number := number_in(row.get(key))) is not None}
    if row.get("type") == "date" and "target" in stated:
        stated["day"] = Decimal(day_of(stated["target"]).strftime("%Y%m%d"))
    defaults = _defaults(method, stated)
    labels = {name: [label] for name, label in method.params.items()}
    unit, about = str(row.get("unit", "")), str(row.get("level3", ""))
    values, faults, used = parse_settings(
        standard, labels, method.patterns, defaults, percent, unit, stated, about, _whole(row)
    )
    example = f"写法例：{_example(method, row)}"
    problems += [replace(fault, hint=example) if fault.kind == "unread" else fault for fault in faults]
    return {name: _const(value, method.units.get(name, ""), row) for name, value in (values or {}).items()}, used


def _example(method: Method, row: Spec) -> str:
    """How a standard of the method is written, counted as the row is: 目标95人，每低1人 in a row of 人."""
    if row.get("type") == "percent" or not method.is_measured:
        return method.example
    return re.sub(r"(?<![\d.])(\d+(?:\.\d+)?)(?:%|个百分点)", rf"\g<1>{row.get('unit', '')}", method.example)


def _take_defaults(method: Method, row: Spec, found: dict[str, Parameter]) -> None:
    stated = {"target": target} if (target := number_in(row.get("target"))) is not None else {}
    for name, number in _defaults(method, stated).items():
        if name not in found:
            found[name] = Const(None) if number is None else _const(number, method.units.get(name, ""), row)


def _defaults(method: Method, stated: Mapping[str, Decimal]) -> dict[str, Decimal | None]:
    """Values of parameters that need not be written: ``target`` means the row's 指标值, ``blank`` that there is none."""
    said = {name: method.defaults[name] for name in method.params if name in method.defaults}
    values = {name: _default(method, name, stated) for name in said}
    return {name: value for name, value in values.items() if value is not None or said[name] == "blank"}


def _default(method: Method, name: str, stated: Mapping[str, Decimal]) -> Decimal | None:
    said = method.defaults[name]
    return stated.get("target") if said == "target" else number_in(said, method.units.get(name, ""))


def _const(value: Decimal, counts: str, row: Spec) -> Const:
    """A parameter as a constant of the row's formula, shown as people write it."""
    value = _EXACT.plus(value)
    percent, unit = row.get("type") == "percent", str(row.get("unit", ""))
    if counts == "share" and abs((fraction := Fraction(value).limit_denominator(99)) - Fraction(value)) < Fraction(1, 10**12):
        return Const(value, str(fraction))
    if counts in ("rate", "share") or (counts == "value" and percent):
        return Const(value, as_percent(value))
    if counts == "value" and row.get("type") == "date" and THIS_CENTURY[0] <= value <= THIS_CENTURY[1]:
        return Const(value, day_of(value).isoformat())
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
    return _number_of(said.strip(), counts)


@lru_cache(1 << 13)
def _number_of(said: str, counts: str) -> Decimal | None:
    hole = "{x:share}" if counts == "share" else "{x}"
    values, problems = fill_pattern((hole, "{x:share}"), said)
    return None if problems else values.get("x")
