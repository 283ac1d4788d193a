"""Where a sheet is torn into printed pages: at ends of groups, so that no merged text is cut and no signature stands alone.

Measured against A4 inside its margins at the scale of "one page wide". Rows and columns count from 0, heights are points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlgen.form.layout.measure import points_wide
from xlgen.form.layout.palette import MARGIN

SHORT, LONG, INCH = 8.27, 11.69, 72.0  # sides of A4 in inches
SLACK = 0.985  # applications fit rows to their own fonts and round them to pixels
SPARE = 6.0  # points that stay free on a page, so that a row fitted a little higher sends nothing over
LEAST_SCALE = 75  # per cent: below it a text of 10 points is hard to read on paper
WIDTH_SLACK = (
    0.93  # applications measure columns by digits of the font they have for 宋体; too wide, one column would be a page
)
EMPTINESS = 10.0  # cost of a page left wholly empty, in the unit of Merge.cost
KEEP = 1000.0  # cost of tearing what must stay together


@dataclass(frozen=True, slots=True)
class Merge:
    """Rows ``first`` to ``last`` that had better stay on one page, and what tearing them costs."""

    first: int
    last: int
    cost: float


def print_scale(widths: Sequence[Decimal], landscape: bool) -> int:
    """Per cent at which the columns surely stand on one page across; never enlarged."""
    return min(100, int(WIDTH_SLACK * _across(widths, landscape)))


def fitted_scale(widths: Sequence[Decimal], landscape: bool) -> int:
    """Per cent an application arrives at that fits the sheet to one page across: the largest that may be."""
    return min(100, int(_across(widths, landscape)) + 1)


def _across(widths: Sequence[Decimal], landscape: bool) -> float:
    across = (LONG if landscape else SHORT) - MARGIN["left"] - MARGIN["right"]
    return 100 * across * INCH / sum(map(points_wide, widths))


def printable_height(landscape: bool, scale: int) -> float:
    """Height of a page, in points of a sheet printed at so many per cent."""
    down = (SHORT if landscape else LONG) - MARGIN["top"] - MARGIN["bottom"]
    return down * INCH / scale * 100 * SLACK


def excess(height: float, landscape: bool, scale: int) -> float:
    """Points by which so many are too high for one page; 0 or less where they fit and some are to spare."""
    return height + SPARE - printable_height(landscape, scale)


def one_page_scale(height: float, landscape: bool, widest: int) -> int | None:
    """The largest scale, up to the one that fills the page across, at which so many points stand on one page and are read well."""
    return next((s for s in range(widest, LEAST_SCALE - 1, -1) if excess(height, landscape, s) <= 0), None)


def page_breaks(heights: Sequence[float], room: float, repeat: tuple[int, int] | None, merges: Sequence[Merge]) -> list[int]:
    """Rows that begin a new page; ``repeat`` are heading rows that every later page prints again.

    Each page is filled as far as it goes unless ending it earlier tears less. None are set where pages that just fill up tear
    nothing: then rows may grow under the filler's hands and the application still fills each page.
    """
    natural = _breaks(heights, room, repeat, ())
    if not any(merge.cost < KEEP or merge.first < row <= merge.last for merge in merges for row in natural):
        return []
    return _breaks(heights, room, repeat, merges)


def _breaks(heights: Sequence[float], room: float, repeat: tuple[int, int] | None, merges: Sequence[Merge]) -> list[int]:
    breaks: list[int] = []
    start = 0
    while True:
        again = sum(heights[repeat[0] : repeat[1] + 1]) if repeat and start > repeat[1] else 0.0
        end = _fills(heights, start, room - again)
        if end >= len(heights):
            return breaks
        start = min(range(start + 1, end + 1), key=lambda row: (_cost(heights, start, row, room - again, merges), -row))
        breaks.append(start)


def _fills(heights: Sequence[float], start: int, room: float) -> int:
    """The row after the last one that still fits; at least one row always does."""
    used = 0.0
    for row in range(start, len(heights)):
        used += heights[row]
        if used > room and row > start:
            return row
    return len(heights)


def _cost(heights: Sequence[float], start: int, row: int, room: float, merges: Sequence[Merge]) -> float:
    empty = 1 - sum(heights[start:row]) / room
    torn = sum(_tearing(heights, room, merge) for merge in merges if merge.first < row <= merge.last)
    return EMPTINESS * empty + torn


def _tearing(heights: Sequence[float], room: float, merge: Merge) -> float:
    """The longer a group, the less it matters: one longer than a page has to be torn anyway."""
    size = sum(heights[merge.first : merge.last + 1]) / room
    return merge.cost if merge.cost >= KEEP else merge.cost * max(0.25, 1.25 - size)


def pieces(first: int, last: int, breaks: Sequence[int]) -> list[tuple[int, int]]:
    """Rows ``first`` to ``last`` cut at the breaks: (first, last) of each piece."""
    starts = [first, *(row for row in breaks if first < row <= last)]
    return list(zip(starts, [*(row - 1 for row in starts[1:]), last], strict=True))
