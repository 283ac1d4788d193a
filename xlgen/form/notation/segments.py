"""All numbers from the lowest up, cut wherever a stated band begins or ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR
from itertools import pairwise

from xlgen.form.notation.bands import BOTTOM, TOP, Interval
from xlgen.form.notation.conditions import StatedBand


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of numbers, the stated bands that claim all of it, and those next to it below and above."""

    where: Interval
    claims: tuple[StatedBand, ...]
    below: StatedBand | None = None
    above: StatedBand | None = None

    @property
    def is_open(self) -> bool:
        """Whether it goes on without end."""
        return self.below is None or self.above is None

    @property
    def beside(self) -> list[StatedBand]:
        """The bands next to it."""
        return [band for band in (self.below, self.above) if band]


def cells_of(stated: Sequence[StatedBand], whole: bool) -> list[Segment]:
    """The cells between the ends of all bands; without those that hold no whole number where only those occur.

    A one-sided band ends where the next stricter one begins; one number named goes before 以上 and 以下.
    """
    reached = _reached(stated)
    cuts = sorted({BOTTOM, TOP, *(cut for band in reached for cut in (band.low, band.high))})
    cells = [_cell(Interval(low, high), reached) for low, high in pairwise(cuts)]
    cells = [cell for cell in cells if cell.claims or not (whole and _has_no_whole(cell.where))]
    first = [cell.claims[0] if cell.claims else None for cell in cells]
    beside = zip(cells, [None, *first[:-1]], [*first[1:], None], strict=True)
    return [replace(cell, below=below, above=above) for cell, below, above in beside]


def _cell(where: Interval, reached: Sequence[StatedBand]) -> Segment:
    claims = [band for band in reached if band.low <= where.low and where.high <= band.high]
    exact = any(band.is_exact for band in claims)
    return Segment(where, tuple(band for band in claims if not (exact and band.side)))


def _reached(stated: Sequence[StatedBand]) -> list[StatedBand]:
    """The bands as far as they reach; 以下 gives up a number that another band claims, and so does the unmarked end of 80%(含)-90%."""
    reached = []
    for band in stated:
        if band.side == "≥":
            band = replace(band, high=min((b.low for b in stated if b.side == "≥" and b.low > band.low), default=TOP))
        elif band.side == "≤":
            band = replace(band, low=max((b.high for b in stated if b.side == "≤" and b.high < band.high), default=BOTTOM))
        reached.append(band)
    return [_yielded(band, reached) for band in reached]


def _yielded(band: StatedBand, reached: Sequence[StatedBand]) -> StatedBand:
    others = [other for other in reached if other is not band]
    (low, _), (high, _) = band.low, band.high
    kept = {x for other in others for x in other.kept} - band.kept if not (band.side or band.is_exact) else set()
    given_up = kept | {x for x in band.yields if any(other.where.holds(x) for other in others)}
    return replace(band, low=(low, 1) if low in given_up else band.low, high=(high, 0) if high in given_up else band.high)


def _has_no_whole(where: Interval) -> bool:
    low, after_low = where.low
    if not (low.is_finite() and where.high[0].is_finite()):
        return False
    first = low.to_integral_value(ROUND_FLOOR) + 1 if after_low else low.to_integral_value(ROUND_CEILING)
    return not where.holds(first)
