"""Formulas made from formulas are the trees that their text would be parsed to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.language.nodes import Call, Const, Expr, Ref
from xlgen.language.operators import OPS, choose
from xlgen.language.parse import parse
from xlgen.language.rewrite import call, filled_in, shared, substitute

A, B, ONE, TWO, BLANK = Ref("a"), Ref("b"), Const(Decimal(1)), Const(Decimal(2)), Const(None)
COMPOSED = [
    (call("if", call(">=", A, B), A, B), "a if a >= b else b"),
    (call("negative", ONE), "-1"),
    (call("+", call("max", A, B, ONE), A), "max(a, b, 1) + a"),
    (call("ratio", A, call("-", A, B)), "ratio(a, a - b)"),
    (call("+", call("if", call("==", A, ONE), A, B), ONE), "(a if a == 1 else b) + 1"),
    (call("if", call("same", B, Const("是")), Const("x"), Const(None)), '"x" if b == "是" else blank'),
]


@pytest.mark.parametrize(("composed", "text"), COMPOSED, ids=[text for _, text in COMPOSED])
def test_what_is_composed_is_what_its_text_says(composed: Expr, text: str) -> None:
    assert composed == parse(text)


BLANKS = [
    ("a if b > 0 else blank", "a if b > 0 else 1"),
    ("blank if b > 0 else a if b > 1 else blank", "1 if b > 0 else a if b > 1 else 1"),
    ('a if join(b) == "blank" else 0', 'a if join(b) == "blank" else 0'),
    ("blank", "1"),
    ("a + b", "a + b"),
]


@pytest.mark.parametrize(("formula", "filled"), BLANKS)
def test_only_what_a_conditional_leaves_blank_is_filled_in(formula: str, filled: str) -> None:
    assert filled_in(parse(formula), ONE) == parse(filled)


@pytest.mark.parametrize(
    ("formula", "given", "folded"),
    [
        ("a if p >= 1 else b", TWO, "a"),
        ("a if p >= 2 else b", ONE, "b"),
        ("a if b >= p else 3", BLANK, "3"),  # nothing compares with blank
        ("a if p > b else 3", BLANK, "3"),
        ("a if b != p else -p", TWO, "a if b != 2 else -2"),
    ],
)
def test_a_choice_by_what_is_known_is_made(formula: str, given: Const, folded: str) -> None:
    assert substitute(parse(formula), lambda ref, _: given if ref.name == "p" else ref) == parse(folded)


def test_a_choice_by_an_unknown_text_is_left() -> None:
    made = call("if", call("same", A, BLANK), A, B)
    assert isinstance(made, Call)
    assert made.op.python is choose


@pytest.mark.parametrize("known", [BLANK, TWO])
def test_what_is_no_choice_is_not_made(known: Const) -> None:
    made = call("and", call("<", ONE, known), call(">", A, B), call("<", A, ONE))
    assert isinstance(made, Call)
    assert made.op is OPS["and"]


def test_the_result_is_wanted_where_a_formula_is_a_name_alone() -> None:
    assert substitute(A, lambda ref, kind: Const(kind)) == Const("r")


FORMULAS = {"rate": "ratio(spent, budget)", "again": "rate", "asked": "again if budget > 0 else blank"}


@pytest.mark.parametrize(
    ("formula", "amounts"),
    [
        ("ratio(spent, budget)", ("spent", "budget")),
        ("asked", ("spent", "budget")),
        ("spent", None),  # an input
        ("ratio(spent, budget) if budget > 0 else 0", None),
        ("ratio(spent, 100)", None),
        ("spent - budget", None),
        ("or_else(spent, budget)", None),
        ("min(again, again, blank_one)", None),
    ],
)
def test_a_share_is_known_through_formulas_that_repeat_it(formula: str, amounts: tuple[str, str] | None) -> None:
    assert shared(parse(formula), lambda name: parse(FORMULAS[name]) if name in FORMULAS else None) == amounts


def test_three_arguments_are_no_conditional() -> None:
    assert shared(Call(OPS["and"], (A, Ref("rate"), BLANK)), lambda name: parse(FORMULAS[name])) is None
