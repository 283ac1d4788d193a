"""Formulas made from formulas are the trees that their text would be parsed to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.language.nodes import Const, Expr, Ref
from xlgen.language.parse import parse
from xlgen.language.rewrite import call, filled_in

A, B, ONE = Ref("a"), Ref("b"), Const(Decimal(1))
COMPOSED = [
    (call("if", call(">=", A, B), A, B), "a if a >= b else b"),
    (call("negative", ONE), "-1"),
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
