"""A formula as a value: the Decimal reading."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xlgen.language.nodes import Call, Const, Expr, Ref, Span, arguments, needed
from xlgen.language.operators import ColumnValues, Series, Value, choose

LookUp = Callable[[str], Value | Series]


RowOf = Callable[[str], int]


def evaluate(expr: Expr, look_up: LookUp, row_of: RowOf = lambda name: 0) -> Value:
    """Value of a formula; None where an answer it needs is blank or of the wrong kind.

    A name may also stand for a whole column, a ``Series``, where the operator takes one.
    """
    return reader(expr)(look_up, row_of)


def reader(expr: Expr) -> Callable[[LookUp, RowOf], Value]:
    """The formula as a function, for those who evaluate it thousands of times."""
    numbers, texts = needed(expr)

    def read(look_up: LookUp, row_of: RowOf) -> Value:
        for name in numbers:
            if not isinstance(look_up(name), Decimal):
                return None
        for name in texts:
            if not isinstance(said := look_up(name), str) or not said:
                return None
        return _value(expr, look_up, row_of)

    return read


def _value(expr: Expr, look_up: LookUp, row_of: RowOf, kind: str = "n") -> Value:
    match expr:
        case Const(x):
            return x
        case Ref(name):
            return Decimal(row_of(name)) if kind == "w" else _single(look_up, name)
        case Call(op, (test, then, other)) if op.python is choose:
            return _value(then if _value(test, look_up, row_of) else other, look_up, row_of)
        case Call(op):
            found = (
                _column(arg, look_up, row_of) if kind == "c" else _value(arg, look_up, row_of, kind)
                for kind, arg in arguments(expr)
            )
            return op.python(*found)  # type: ignore[no-any-return]
    raise AssertionError(expr)


def _column(expr: Expr, look_up: LookUp, row_of: RowOf) -> ColumnValues:
    match expr:
        case Span(names):
            return [_single(look_up, name) for name in names]
        case Ref(name):
            found = look_up(name)
            return found if isinstance(found, Series) else [found]
        case _:
            return [_value(expr, look_up, row_of)]


def _single(look_up: LookUp, name: str) -> Value:
    found = look_up(name)
    assert not isinstance(found, Series), name
    return found
