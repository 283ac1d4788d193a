"""What is worked out of a formula is worked out once, and never given for another."""

from __future__ import annotations

import pytest

from xlgen.language import per_formula as kept
from xlgen.language.evaluate import reader
from xlgen.language.nodes import Expr, Ref
from xlgen.language.parse import parse
from xlgen.language.per_formula import per_formula


def asked_of(formulas: list[Expr]) -> tuple[list[str], list[Expr]]:
    """What is answered for each, and which were worked out."""
    worked_out: list[Expr] = []

    @per_formula
    def name_of(expr: Expr) -> str:
        worked_out.append(expr)
        assert isinstance(expr, Ref)
        return expr.name

    return [name_of(each) for each in formulas], worked_out


def test_a_formula_is_asked_once() -> None:
    x, y = Ref("x"), Ref("y")
    assert asked_of([x, y, x, y]) == (["x", "y", "x", "y"], [x, y])


def test_what_was_forgotten_is_worked_out_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 1)
    x, y = Ref("x"), Ref("y")
    assert asked_of([x, y, x]) == (["x", "y", "x"], [x, y, x])


def test_a_formula_that_is_no_more_leaves_its_number_to_no_other() -> None:
    names = [f"x{i}" for i in range(1000)]
    assert asked_of_each(names) == names


def asked_of_each(names: list[str]) -> list[str]:
    @per_formula
    def name_of(expr: Expr) -> str:
        assert isinstance(expr, Ref)
        return expr.name

    return [name_of(Ref(name)) for name in names]  # nobody else holds it


def test_forms_that_say_the_same_formula_share_its_reading() -> None:
    assert reader(parse("round(x, 2)")) is reader(parse("round(x, 2)"))
