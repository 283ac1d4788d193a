"""Formulas made from formulas: composed, names replaced, constants folded, empty columns left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from xlgen.language.nodes import Call, Const, Expr, Ref, Span
from xlgen.language.operators import IF, OPS, SETTLE, Op, choose

_TESTS = [OPS[sign] for sign in ("<", "<=", ">", ">=", "==", "!=")]
_NEUTRAL = {OPS["*"]: Const(Decimal(1)), OPS["+"]: Const(Decimal(0))}


def call(key: str, *args: Expr) -> Expr:
    """An operator on its arguments, as ``parse`` would make it of their text: conditionals fitted, numbers settled."""
    op = IF["r"] if key == "if" else OPS[key]
    return folded(Call(op, settled(op, [fitted(arg, op.kind(i)) for i, arg in enumerate(args)])))


def settled(op: Op, args: Sequence[Expr]) -> tuple[Expr, ...]:
    """Arguments of an operator, numbers as both Excel and Python see them where it jumps."""
    return tuple(_settle(arg) if _is_settled(op, arg, op.kind(i)) else arg for i, arg in enumerate(args))


def _is_settled(op: Op, arg: Expr, kind: str) -> bool:
    # 12345678.9 - 12345678.8 is off by 2e-9 in binary, and a small divisor makes that large
    return kind == "n" and (op.settles or (op is OPS["ratio"] and _subtracts(arg)))


def _subtracts(expr: Expr) -> bool:
    """Whether a number is a difference, or the larger or smaller of one."""
    return isinstance(expr, Call) and (
        expr.op is OPS["-"] or (expr.op in (OPS["max"], OPS["min"]) and any(map(_subtracts, expr.args)))
    )


def _settle(expr: Expr) -> Expr:
    return expr if isinstance(expr, Const) else Call(SETTLE, (expr,))


def filled_in(expr: Expr, instead: Expr) -> Expr:
    """A formula with something instead of the blank that its conditionals may choose."""
    match expr:
        case Const(None):
            return instead
        case Call(op, (test, then, other)) if op.python is choose:
            return Call(op, (test, filled_in(then, instead), filled_in(other, instead)))
    return expr


def shared(expr: Expr, formula_of: Callable[[str], Expr | None]) -> tuple[str, str] | None:
    """The two answers whose share a formula is, part and whole, through any that only repeat another; None for all others."""
    match expr:
        case Ref(name):
            formula = formula_of(name)
            return shared(formula, formula_of) if formula else None
        case Call(op, (Ref(part), Ref(whole))) if op is OPS["ratio"]:
            return part, whole
        case Call(op, (_, then, Const(None))) if op.python is choose:
            return shared(then, formula_of)
    return None


def simplify(expr: Expr) -> Expr:
    """The same formula without columns that turned out empty and without ``× 1``: Excel refuses ``SUM()``."""
    match expr:
        case Call(op, args):
            kept = tuple(arg for arg in map(simplify, args) if arg != Span(()))
            if not kept or (op.arity is not None and len(kept) < len(args)):
                return Const(Decimal(0) if op.gives == "n" else None)
            if (neutral := _NEUTRAL.get(op)) in kept:
                return kept[kept[0] == neutral]
            return Call(op, kept)
        case _:
            return expr


def substitute(expr: Expr, replace: Callable[[Ref, str], Expr], kind: str = "r") -> Expr:
    """The formula with each name replaced; ``replace`` is told the kind wanted where the name stands.

    The result is the tree that ``parse`` makes of its source: constants are folded, conditionals fit their place.
    """
    match expr:
        case Ref():
            return fitted(replace(expr, kind), kind)
        case Call(op, args):
            return folded(Call(op, tuple(substitute(arg, replace, op.kind(i)) for i, arg in enumerate(args))))
        case _:
            return expr


def folded(call: Call) -> Expr:
    """A number instead of a call that only settles it or turns its sign, and the chosen one of a choice between numbers.

    Nothing compares with blank: where a parameter is not given, what is chosen by a comparison with it is the other one.
    """
    match call:
        case Call(op, (Const(None) as blank,)) if op is SETTLE:
            return blank
        case Call(op, (Call(test, (_, Const(None)) | (Const(None), _)), _, other)) if op.python is choose and test in _TESTS:
            return other
        case Call(op, (Const(Decimal() as x) as number,)) if op in (SETTLE, OPS["negative"]):
            return number if op is SETTLE else Const(-x)
        case Call(op, (Call(test, (Const(Decimal() as a), Const(Decimal() as b))), then, other)) if op.python is choose:
            return then if test.python(a, b) else other
    return call


def fitted(expr: Expr, kind: str) -> Expr:
    """A formula put in another: its conditionals give what is wanted there."""
    match expr:
        case Call(op, (test, then, other)) if op.python is choose and kind in IF:
            return Call(IF[kind], (test, fitted(then, kind), fitted(other, kind)))
    return expr
