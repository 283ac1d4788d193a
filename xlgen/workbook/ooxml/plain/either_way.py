"""Either the plain way or the guarded one: whatever the plain way stumbles over, the guarded scanner reads from the beginning."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar
from xml.parsers import expat

from xlgen.errors import Refused
from xlgen.workbook.ooxml.cell_values import BadValue
from xlgen.workbook.ooxml.guard import Package

T = TypeVar("T")
TAKEN: Counter[tuple[str, bool]] = Counter()  # how many parts of each kind were read, and whether the plain way
_SHORT = ContextVar("whether short ways may be taken", default=True)


class Odd(Exception):
    """A part is not written the plain way."""


_STUMBLES = (Odd, Refused, BadValue, ValueError, LookupError, OverflowError, expat.ExpatError, zlib.error)


@contextmanager
def the_long_way() -> Iterator[None]:
    """Meanwhile nothing is read the plain way, and every cell is looked for: what the short ways give is held against this."""
    before = _SHORT.set(False)
    try:
        yield
    finally:
        _SHORT.reset(before)


def may_be_short() -> bool:
    """Whether short ways may be taken at all."""
    return _SHORT.get()


def either_way(kind: str, package: Package, plain: Callable[[], T], guarded: Callable[[], T]) -> T:
    """What the plain way gives; what the guarded one gives or refuses where a part is not plain, as if it alone had been asked."""
    budget = package.budget
    before = budget.elements, budget.cells, budget.formula_chars, budget.bytes
    if may_be_short():
        try:
            found = plain()
        except _STUMBLES:
            budget.elements, budget.cells, budget.formula_chars, budget.bytes = before
        else:
            TAKEN[kind, True] += 1
            return found
    TAKEN[kind, False] += 1
    return guarded()
