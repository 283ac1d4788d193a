"""How many indicators a form has, what they were to reach, its grade, and what was left of its money."""

from __future__ import annotations

from decimal import Decimal

from rules import answers
from xlgen.rules.prose.form_counts import counts, grades, left
from xlgen.rules.prose.form_figures import form_figures


def test_indicators_are_counted_with_and_without_that_of_spending() -> None:
    form = answers("")
    rows = len(form.scored())
    assert {each.value for each in counts(form) if each.label == "三级指标"} == {rows, rows - 1}


def test_each_heading_has_its_own_count() -> None:
    assert [each.value for each in counts(answers("")) if each.label == "数量指标"] == [2]


def test_of_the_grades_that_a_form_knows_it_has_one() -> None:
    form = answers("")
    assert [each.label for each in grades(form) if each.value == 1] == [form.text("grade")]


def test_what_was_left_is_worked_out_where_the_form_has_no_cell_for_it() -> None:
    assert [(each.name, each.value) for each in left(answers(""))] == [("funds.total.executed", Decimal("0.6"))]


def test_a_target_is_measured_as_what_was_reached() -> None:
    (aim,) = (each for each in form_figures(answers("")) if each.name == "indicators.1.target")
    assert (aim.role, aim.kind, aim.value, aim.unit) == ("target", "count", 120, "人")
