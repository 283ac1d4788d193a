"""Formulas made from formulas: names replaced, constants folded, empty columns left out."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xlgen.language.nodes import Call, Const, Expr, Ref, Span
from xlgen.language.operators import IF, OPS, SETTLE, choose


def simplify(expr: Expr) -> Expr:
    """The same formula without columns that turned out empty and without ``× 1``: Excel refuses ``SUM()``."""
    match expr:
        case Call(op, args):
            kept = tuple(arg for arg in map(simplify, args) if arg != Span(()))
            if not kept or (op.arity is not None and len(kept) < len(args)):
                return Const(Decimal(0) if op.gives == "n" else None)
            if op is OPS["*"] and Const(Decimal(1)) in kept:
                return next((arg for arg in kept if arg != Const(Decimal(1))), kept[0])
            if op is OPS["+"] and Const(Decimal(0)) in kept:
                return next((arg for arg in kept if arg != Const(Decimal(0))), kept[0])
            return Call(op, kept)
        case _:
            return expr


def substitute(expr: Expr, replace: Callable[[Ref, str], Expr], kind: str = "r") -> Expr:
    """The formula with each name replaced; ``replace`` is told the kind wanted where the name stands.

    The result is the tree that ``parse`` makes of its source: constants are folded, conditionals fit their place.
    """
    match expr:
        case Ref():
            return _fitted(replace(expr, kind), kind)
        case Call(op, args):
            return folded(Call(op, tuple(substitute(arg, replace, op.kind(i)) for i, arg in enumerate(args))))
        case _:
            return expr


def folded(call: Call) -> Expr:
    """A number instead of a call that only settles it or turns its sign."""
    match call:
        case Call(op, (Const(Decimal() as x) as number,)) if op in (SETTLE, OPS["negative"]):
            return number if op is SETTLE else Const(-x)
    return call


def _fitted(expr: Expr, kind: str) -> Expr:
    """A formula put in place of a name: its conditionals give what is wanted there."""
    match expr:
        case Call(op, (test, then, other)) if op.python is choose and kind in IF:
            return Call(IF[kind], (test, _fitted(then, kind), _fitted(other, kind)))
    return expr
