"""Rows that follow from the rest of a form: the live checks of 自检 and the list of 评分规则说明."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from xlgen.drafts import Draft, DraftRow, Drafts, row_label
from xlgen.expression import describe
from xlgen.form import NUMERIC, Table
from xlgen.labels import plain_label

Spec = dict[str, Any]


def check_rows(drafts: Drafts, checks: list[Spec]) -> Iterator[Spec]:
    """One row for each thing that must be in order before the form may be returned, in the order of the page.

    A row's ``message`` says what is missing, "" where nothing is; the template's own ``checks`` come last.
    """
    for field in drafts.fields.values():
        if _asks(field):
            said = str(field.spec.get("label", field.name))
            yield _check(field.name, said, _chain([_missing(field, "")]))
    for table, rows in drafts.tables.items():
        for row in rows:
            tests = list(_tests(drafts, table, row))
            if tests:
                first = next(cell for cell in row.cells.values() if _is_input(cell))
                yield _check(first.name, row_label(drafts, row), _chain(tests))
    for check in checks:
        yield _check(check["about"], check["item"], f"{_quoted(check['says'])} if {check['fault']} else \"\"")


def _check(about: str, item: str, message: str) -> Spec:
    return {
        "item": f'=join("第", row({about}), "行  ", {_quoted(item)})',
        "place": f'=link({_quoted(about)}, "转到")',
        "message": f"={message}",
    }


def _tests(drafts: Drafts, table: str, row: DraftRow) -> Iterator[tuple[str, str]]:
    headings = drafts.specs[table]["columns"]
    inputs = {key: cell for key, cell in row.cells.items() if _is_input(cell)}
    started = " or ".join(f"filled({cell.name})" for cell in inputs.values()) if row.spare else ""
    for key, cell in inputs.items():
        if cell.spec.get("required") or (row.spare and key in ("level3", "points", "actual", "score")):
            message, fault = _missing(cell, plain_label(str(headings[key].get("label", key))))
            yield message, f"({started}) and {fault}" if row.spare else fault
    if "reason" in inputs and {"points", "score"} <= set(row.cells) and row.cells["points"].spec.get("value") != "—":
        name = f"{table}.{row.key}"
        lost = f"or_else({name}.score, 0) < or_else({name}.points, 0) and filled({name}.score)"
        heading = plain_label(str(headings["reason"].get("label", "")))
        yield f"得分低于分值，未写{heading}", f"{lost} and not filled({name}.reason)"


def _missing(cell: Draft, heading: str) -> tuple[str, str]:
    if cell.spec.get("type") in NUMERIC:
        return f"未填{heading}或填的不是数值", f"not is_number({cell.name})"
    return f"未填{heading}", f"not filled({cell.name})"


def _chain(tests: list[tuple[str, str]]) -> str:
    return " else ".join(f"{_quoted(message)} if {fault}" for message, fault in tests) + ' else ""'


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _is_input(cell: Draft) -> bool:
    return cell.spec.get("value") is None and not cell.spec.get("formula")


def _asks(cell: Draft) -> bool:
    return _is_input(cell) and bool(cell.spec.get("required"))


def rule_rows(tables: Mapping[str, Table], label_of: Mapping[str, str]) -> Iterator[Spec]:
    """How every row is scored: its method in words, the formula itself in Chinese, and the source."""
    for table in tables.values():
        for row in table.rows if table.is_scored else ():
            score, points = row.cells["score"], row.cells["points"]
            if row.spare or not isinstance(points.value, Decimal):
                continue
            formula = describe(score.formula, lambda name: label_of.get(name, name).split("·")[-1]) if score.formula else "由填报人评分"
            yield {
                "item": row.label,
                "points": points.value,
                "says": row.says or "按公式计算",
                "formula": formula,
                "source": row.source or "—",
            }
