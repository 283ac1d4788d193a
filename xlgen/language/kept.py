"""What was found out of a formula, kept with it: a batch asks the same of the same trees form after form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from xlgen.language.nodes import Expr

T = TypeVar("T")
_KEPT = 8_000  # trees of each kind; a batch of one kind has some hundred


def kept_by_tree(find: Callable[[Expr], T]) -> Callable[[Expr], T]:
    """The function, asked once of each tree; trees that are equal and not the same are asked of each by itself."""
    known: dict[int, tuple[Expr, T]] = {}  # a number of a tree is its own only while the tree lives, so it is kept too

    @wraps(find)
    def found(expr: Expr) -> T:
        there = known.get(id(expr))
        if there is not None:
            return there[1]
        if len(known) >= _KEPT:
            known.clear()
        result = find(expr)
        known[id(expr)] = expr, result
        return result

    return found
