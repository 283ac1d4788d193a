"""Score bands: a step table from the highest value down, without gap or overlap."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Final, Literal

from xlgen.form.notation.points import Points, say_points
from xlgen.words.numbers import as_percent, plain, settle

Cut = tuple[Decimal, int]  # a place between numbers: (90, 0) just below 90, (90, 1) just above
BOTTOM: Final[Cut] = (Decimal("-Infinity"), 0)
TOP: Final[Cut] = (Decimal("Infinity"), 0)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two cuts."""

    low: Cut
    high: Cut

    @property
    def is_empty(self) -> bool:
        """Whether no number lies inside."""
        return self.low >= self.high

    def holds(self, value: Decimal) -> bool:
        """Whether the number lies inside."""
        return self.low <= (value, 0) < self.high

    def say(self, percent: bool) -> str:
        """As people write it: (89%,90%), [50%,60%), 恰为80%, 大于100%."""
        (low, after_low), (high, after_high) = self.low, self.high
        if self.high == TOP:
            return f"{'大于' if after_low else '不小于'}{say_bound(low, percent)}"
        if self.low == BOTTOM:
            return f"{'不大于' if after_high else '小于'}{say_bound(high, percent)}"
        if low == high:
            return f"恰为{say_bound(low, percent)}"
        return f"{'[('[after_low]}{say_bound(low, percent)},{say_bound(high, percent)}{')]'[after_high]}"


@dataclass(frozen=True, slots=True)
class Band:
    """Values from ``at_least`` upwards, or above it if ``strict``, and below the next higher band; None is the rest."""

    at_least: Decimal | None
    strict: bool
    points: Points


@dataclass(frozen=True, slots=True)
class Bands:
    """A step table: half-open bands from the highest down, the last one is the rest.

    ``direction`` "up" says that lower values are better (≤1%得满分); the bands themselves always run downwards.
    ``gaps`` are the values for which the text itself has no rule. ``of_target`` tells that they are shares of the row's
    target, which is counted: 80% of 120 人.
    """

    bands: tuple[Band, ...]
    direction: Literal["down", "up"] = "down"
    gaps: tuple[Interval, ...] = ()
    of_target: bool = False

    def in_gap(self, value: Decimal) -> bool:
        """Whether only a policy, and no words of the standard, gives this value its points."""
        return any(gap.holds(settle(value)) for gap in self.gaps)


def say_bands(bands: Bands, percent: bool) -> str:
    """The bands in words, the strictest first: ≥95%得4分；≥80%得2分；其余得0分."""
    if bands.direction == "down":
        bounds = [(">" if band.strict else "≥", band.at_least, band.points) for band in bands.bands]
    else:  # from below: a band ends where the next higher one begins
        upwards = bands.bands[::-1]
        bounds = [("≤" if upper.strict else "<", upper.at_least, band.points) for band, upper in pairwise(upwards)]
        bounds.append(("", None, upwards[-1].points))
    percent = percent or bands.of_target
    return "按占指标值的百分比：" * bands.of_target + "；".join(
        f"{'其余' if bound is None else sign + say_bound(bound, percent)}得{say_points(points)}"
        for sign, bound, points in bounds
    )


def say_bound(x: Decimal, percent: bool) -> str:
    """The end of a band as people write it: 0.8 as 80% where the row's values are fractions."""
    return as_percent(x) if percent else plain(x)
