"""What was found out of a formula, kept with it: a batch asks the same of the same trees form after form."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

Tree = TypeVar("Tree")
T = TypeVar("T")
_KEPT = 8_000  # trees of each kind; a batch of one kind has some hundred


def kept_by_tree(find: Callable[[Tree], T]) -> Callable[[Tree], T]:
    """The function, asked once of each tree; trees that are equal and not the same are asked of each by itself."""
    known: dict[int, tuple[Tree, T]] = {}  # a number of a tree is its own only while the tree lives, so it is kept too

    @wraps(find)
    def found(expr: Tree) -> T:
        there = known.get(id(expr))
        if there is not None:
            return there[1]
        if len(known) >= _KEPT:
            known.clear()
        result = find(expr)
        known[id(expr)] = expr, result
        return result

    return found
