"""What was read of small parts that many files have byte for byte: relationships, content types, styles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from xlgen.workbook.ooxml.guard import Limits, Package
from xlgen.workbook.ooxml.plain.either_way import Odd, either_way
from xlgen.workbook.ooxml.plain.part_text import inflated

T = TypeVar("T")
MOST, LONGEST = 256, 1 << 15  # parts that are kept, then all are forgotten; bytes of one
KEPT: dict[tuple[str, bytes, Limits], tuple[Any, int]] = {}  # with how many elements it took


def known(package: Package, part: str, read: Callable[[], T]) -> T:
    """What ``read`` gives for a part, or gave for one of the same name and bytes. Nobody may change it."""
    fresh: list[tuple[str, bytes, Limits]] = []

    def kept() -> T:
        key = part, inflated(package, part), package.limits
        if key not in KEPT:
            fresh.extend([key] if len(key[1]) <= LONGEST else [])
            raise Odd
        found, elements = KEPT[key]
        package.budget.elements -= elements
        if package.budget.elements < 0:
            raise Odd
        return cast(T, found)

    def read_now() -> T:
        before = package.budget.elements
        found = read()
        for key in fresh:
            if len(KEPT) >= MOST:
                KEPT.clear()
            KEPT[key] = found, before - package.budget.elements
        return found

    return either_way("known", package, kept, read_now)
