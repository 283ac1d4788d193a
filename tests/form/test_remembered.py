"""Formulas that were read for one form serve the next: a form is the same whatever was compiled before it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blanks import TEMPLATES, example_project
from xlgen.form.records import Form
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.form.template.meanings import remembered

TAKEN = (slice(None), slice(0, None, 2), slice(None, None, -1), slice(1, None), slice(0, 0))  # which rows each form has


def compiled(name: str, taken: slice) -> Form:
    project = example_project(name)
    rows = {key: own[taken] for key, own in project.rows.items()}
    return compile_form(load_template(name), load_methods(), project.values, rows)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_is_the_same_whatever_was_compiled_before_it(name: str) -> None:
    many = [compiled(name, taken) for taken in TAKEN]
    assert [compiled(name, taken) for taken in TAKEN] == many
    for form, taken in zip(many, TAKEN, strict=True):
        remembered.forget()
        assert compiled(name, taken) == form


def test_what_gathers_rows_is_read_once_for_rows_of_the_same_names() -> None:
    row = {
        "level1": "产出指标",
        "level3": "培训人数",
        "points": Decimal(90),
        "method": "higher_is_better",
        "target": Decimal(100),
    }
    template, methods = load_template("project"), load_methods()
    first, other, longer = (
        compile_form(template, methods, {}, {"indicators": rows})
        for rows in ([row], [row | {"level3": "里程", "target": Decimal(7)}], [row, row])
    )
    for name in ("total", "grade", "verdict", "progress"):
        assert first.fields[name].formula is other.fields[name].formula
        assert first.fields[name].formula != longer.fields[name].formula
    assert (
        first.tables["indicators"].rows[0].cells["score"].formula is other.tables["indicators"].rows[0].cells["score"].formula
    )
