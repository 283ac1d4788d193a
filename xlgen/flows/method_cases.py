"""Boundary cases of a scoring method: what a case says that comes out, held against what the method's formulas give.

A case is a row of the method's ``cases``: what the row holds (points, target, standard …), what is filled in, and what was
worked out by hand. Each is tried on a form of its own that has nothing but the usual columns.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from xlgen.errors import FormulaError, TemplateError
from xlgen.form.compute import compute
from xlgen.form.records import Form, Row, Spec
from xlgen.form.template.compile import compile_form
from xlgen.form.template.methods import Method
from xlgen.language.operators import Value
from xlgen.words.days import serial
from xlgen.words.nearest import is_it
from xlgen.words.numbers import half_up, plain

PRINTED = ("points", "target", "type", "unit", "standard")  # what a case may say of the row itself
RESULTS = {"score": "score", "completion": "completion", "min": "least", "max": "most", "left_out": "left_out"}
BOUNDS = {"least": "min", "most": "max"}  # columns that show the bounds of a score that is typed
TRIAL: dict[str, Any] = {
    "id": "cases",
    "title": "各评分方法",
    "tables": {
        "facts": {
            "label": "评分依据",
            "columns": {
                "label": {"label": "指标"},
                "item": {"label": "数据项"},
                "value": {"label": "填报值", "type": "number"},
                "unit": {"label": "单位", "value": ""},
            },
        },
        "indicators": {
            "label": "指标",
            "asks_in": "facts",
            "columns": {
                "level3": {"label": "三级指标", "type": "text"},
                "points": {"label": "分值", "type": "number"},
                "target": {"label": "指标值"},
                "actual": {"label": "实际完成值"},
                "completion": {"label": "完成率", "type": "percent"},
                "score": {"label": "得分", "type": "number"},
                "least": {"label": "最低得分", "type": "number", "value": ""},
                "most": {"label": "最高得分", "type": "number", "value": ""},
            },
        },
    },
}


@dataclass(frozen=True, slots=True)
class Case:
    """One case on a compiled row: what is filled in, and by name of its cell what should be there."""

    said: Spec
    filled: Mapping[str, Value]
    results: Mapping[str, str]  # what is expected → name of the cell that shows it

    def wanted(self, key: str) -> Value:
        """What was worked out by hand; None for blank."""
        value = plain_value(self.said[key])
        return None if value == "blank" else value


@dataclass(frozen=True, slots=True)
class Unmet:
    """A case that is not met: which one, from 1, in what, and whether it could be tried at all."""

    number: int
    problem: str
    is_tried: bool


def case_of(row: Row, said: Spec) -> Case:
    """A case of the method that the row was compiled for."""
    filled = {row.asked[key]: plain_value(value) for key, value in said.items() if key in row.asked and key not in RESULTS}
    shown = {key: row.asked.get(column) or row.cells[column].name for key, column in RESULTS.items() if key in said}
    return Case(said, filled, shown)


def row_of(method: Method, said: Spec) -> dict[str, Any]:
    """A row of the grammar for one case of a method; what is filled in is left out."""
    case = {**method.sample, **said}
    row: dict[str, Any] = {key: plain_value(case[key]) for key in PRINTED if key in case}
    row |= {"level3": method.name, "method": method.key}
    row.setdefault("type", "percent" if method.inputs.get("actual", {}).get("type") == "percent" else "number")
    if method.params:
        row.setdefault("standard", method.example)
    score = method.cells.get("score")
    if isinstance(score, Mapping):
        row |= {column: {"formula": score[bound].removeprefix("=")} for column, bound in BOUNDS.items() if bound in score}
    return row


def plain_value(said: Any) -> Value:
    """A value of TOML as cells hold it: dates are serials, numbers Decimal."""
    if isinstance(said, datetime.date):
        return serial(said)
    return Decimal(said) if isinstance(said, int) else said


def tried_on(template: Spec, methods: Mapping[str, Method], rows: Sequence[Spec]) -> Form:
    """The form on which rows of methods are tried."""
    return compile_form(template, methods, {}, {"indicators": [dict(row) for row in rows]})


def unmet(method: Method) -> Iterator[Unmet]:
    """Cases that the method does not meet, or that cannot be tried."""
    for number, said in enumerate(method.cases, 1):
        yield from (Unmet(number, problem, tried) for problem, tried in _problems(method, said))


def _problems(method: Method, said: Any) -> Iterator[tuple[str, bool]]:
    if not isinstance(said, dict):
        yield "要写成 { 填的项 = 值, score = 手算的得分 }", True
        return
    try:
        form = tried_on(TRIAL, {method.key: method}, [row_of(method, said)])
    except (TemplateError, FormulaError) as error:
        yield f"没有算成：{error.problem}", False
        return
    (row,) = form.tables["indicators"].rows
    known = {*PRINTED, *row.asked, *(key for key, column in RESULTS.items() if column in {*row.asked, *row.cells})}
    if unknown := [key for key in said if key not in known]:
        yield f"没有叫“{unknown[0]}”的项{is_it(unknown[0], sorted(known))}", True
        return
    for problem in _differences(case_of(row, said), form):
        yield problem, True


def _differences(case: Case, form: Form) -> Iterator[str]:
    values = compute(form.cells(), case.filled)
    told = "，".join(f"{key} = {_told(plain_value(value))}" for key, value in case.said.items() if key not in case.results)
    for key, name in case.results.items():
        wanted, found = _told(case.wanted(key)), _told(values.get(name))
        if wanted != found:
            yield f"{told or '什么都没填'} 时，{key} 应为 {wanted}，算出来是 {found}"


def _told(value: Value) -> str:
    if isinstance(value, Decimal):
        return plain(half_up(value, 8))
    return f"“{value}”" if value not in (None, "") else "空白"
