"""The scoring language: one formula, three readings.

A formula is parsed once into ``Const``, ``Ref``, ``Span`` and ``Call`` nodes and then read as a value (``evaluate``), as
Excel text (``to_excel``) or as Chinese (``describe``). Three laws keep the readings equal, typing errors included:

* blank in, blank out: where a number or text it needs is missing the result is blank, not zero;
* no ``/``: ``ratio(a, b)`` is 0 where ``b`` is 0, so no cell ever shows #DIV/0!;
* settle before you jump: ``round``, ``floor``, ``ceil``, comparisons, the zero of ``ratio`` and differences it divides see
  eight decimals, because Excel counts in binary and 95.1 - 95 is not quite 0.1 there. Promised for magnitudes up to 2^25 of at most
  eight decimals, and up to 1e12 where no step is smaller than 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from xlgen.language.operators import Op


@dataclass(frozen=True, slots=True)
class Const:
    """A number, a text, or blank (None); ``shown`` is how it was written where that reads better (95%)."""

    value: Decimal | str | None
    shown: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """An answer by name; before a form is compiled it may also be a parameter or a column."""

    name: str
    at: int = field(default=0, compare=False)  # offset in the source, for messages


@dataclass(frozen=True, slots=True)
class Span:
    """Cells of one column or row, top to bottom; ``label`` names them in Chinese."""

    names: tuple[str, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """An operator on its arguments."""

    op: Op
    args: tuple[Expr, ...]


Expr = Const | Ref | Span | Call


def arguments(call: Call) -> Iterator[tuple[str, Expr]]:
    """Arguments of a call, each with the kind its operator takes there."""
    for i, arg in enumerate(call.args):
        yield call.op.kind(i), arg


def names_read(expr: Expr, kind: str = "n") -> Iterator[tuple[str, str]]:
    """Every (kind, name) a formula reads; a name at the top counts as a number."""
    match expr:
        case Ref(name):
            yield kind, name
        case Span(names):
            yield from ((kind, name) for name in names)
        case Call():
            for each, arg in arguments(expr):
                yield from names_read(arg, each)


def needed(expr: Expr) -> tuple[list[str], list[str]]:
    """Names that must hold a number, and names that must hold text, or the result is blank."""
    read = list(names_read(expr))
    numbers = dict.fromkeys(name for kind, name in read if kind in ("n", "r"))
    return list(numbers), list(dict.fromkeys(name for kind, name in read if kind == "t"))
