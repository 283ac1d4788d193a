"""What was worked out of a formula is kept with it: one text gives one tree, which thousands of forms ask the same of."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from xlgen.language.nodes import Expr

T = TypeVar("T")
MOST = 6_000  # formulas that are kept, some 40 MB; then all are forgotten, and worked out again when they are asked


def per_formula(work: Callable[[Expr], T]) -> Callable[[Expr], T]:
    """The same question, worked out once for each formula. Nobody may change what it gives.

    A formula is known by its identity: to compare trees, or to hash them, would walk them each time. What is kept holds the
    tree, so that no other can get its number.
    """
    known: dict[int, tuple[Expr, T]] = {}

    @wraps(work)
    def answer(expr: Expr) -> T:
        kept = known.get(id(expr))
        if kept is None:
            if len(known) >= MOST:
                known.clear()
            kept = known[id(expr)] = expr, work(expr)
        return kept[1]

    return answer
