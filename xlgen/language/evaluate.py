"""A formula as a value: the Decimal reading, a function made once for each formula."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xlgen.language.nodes import Call, Const, Expr, Ref, Span, arguments, names_read, needed
from xlgen.language.operators import ColumnValues, Series, Value, choose
from xlgen.language.per_formula import per_formula

LookUp = Callable[[str], Value | Series]
RowOf = Callable[[str], int]
Reader = Callable[[LookUp, RowOf], Value]
_ColumnReader = Callable[[LookUp, RowOf], ColumnValues]


def evaluate(expr: Expr, look_up: LookUp, row_of: RowOf = lambda name: 0) -> Value:
    """Value of a formula; None where an answer it needs is blank or of the wrong kind.

    A name may also stand for a whole column, a ``Series``, where the operator takes one.
    """
    return reader(expr)(look_up, row_of)


@per_formula
def names_in_order(expr: Expr) -> tuple[tuple[str, str], ...]:
    """Every (kind, name) a formula reads, as ``names_read`` gives them."""
    return tuple(names_read(expr))


@per_formula
def names_in(expr: Expr) -> frozenset[str]:
    """Every name a formula reads."""
    return frozenset(name for _, name in names_read(expr))


@per_formula
def reader(expr: Expr) -> Reader:
    """The formula as a function of its names."""
    numbers, texts = needed(expr)
    value = _value(expr)

    def answer(look_up: LookUp, row_of: RowOf) -> Value:
        for name in numbers:
            if not isinstance(look_up(name), Decimal):
                return None
        for name in texts:
            if not isinstance(said := look_up(name), str) or not said:
                return None
        return value(look_up, row_of)

    return answer


def _value(expr: Expr, kind: str = "n") -> Reader:
    match expr:
        case Const(x):
            return lambda look_up, row_of: x
        case Ref(name) if kind == "w":
            return lambda look_up, row_of: Decimal(row_of(name))
        case Ref(name):
            return lambda look_up, row_of: look_up(name)  # type: ignore[return-value]  # a column is asked for as one
        case Call(op, (test, then, other)) if op.python is choose:
            return _choice(_value(test), _value(then), _value(other))
        case Call():
            return _call(expr)
    raise AssertionError(expr)


def _choice(test: Reader, then: Reader, other: Reader) -> Reader:
    """One branch only is computed."""
    return lambda look_up, row_of: (then if test(look_up, row_of) else other)(look_up, row_of)


def _call(call: Call) -> Reader:
    python = call.op.python
    found = [_column(arg) if kind == "c" else _value(arg, kind) for kind, arg in arguments(call)]
    match found:
        case [one]:
            return lambda look_up, row_of: python(one(look_up, row_of))
        case [one, two]:
            return lambda look_up, row_of: python(one(look_up, row_of), two(look_up, row_of))
    return lambda look_up, row_of: python(*[each(look_up, row_of) for each in found])


def _column(expr: Expr) -> _ColumnReader:
    match expr:
        case Span(names):
            return lambda look_up, row_of: [look_up(name) for name in names]  # type: ignore[misc]
        case Ref(name):
            return lambda look_up, row_of: _as_column(look_up(name))
    value = _value(expr)
    return lambda look_up, row_of: [value(look_up, row_of)]


def _as_column(found: Value | Series) -> ColumnValues:
    return found if isinstance(found, Series) else [found]
