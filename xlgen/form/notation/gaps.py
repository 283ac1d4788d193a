"""Where bands disagree or say nothing: what a value gets there by policy, and what to tell the author."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlgen.form.notation.bands import BOTTOM, Cut, Interval
from xlgen.form.notation.points import Points, say_points
from xlgen.form.notation.policies import GapPolicy, Setup
from xlgen.form.notation.problems import Problem
from xlgen.form.notation.segments import Segment
from xlgen.words.numbers import half_up


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of numbers with its points, and what gives them."""

    where: Interval
    points: Points
    source: Literal["band", "rest", "policy"]
    problem: Problem | None = None


def claimed(cell: Segment, setup: Setup) -> Stretch:
    """Points of a cell that bands claim, with a problem where they disagree."""
    claims = sorted(cell.claims, key=lambda band: setup.worth(band.points))
    fewest, most = claims[0].points, claims[-1].points
    if setup.worth(fewest) == setup.worth(most):
        return Stretch(cell.where, fewest, "band")
    said = "与".join(f"“{band.said}”" for band in cell.claims)
    scores = "、".join(say_points(band.points) for band in cell.claims)
    problem = Problem(
        "overlap",
        f"{cell.where.say(setup.percent)}有两个得分（{scores}）：{said}{setup.overlap.told}",
        f"注明[重叠就低]则得{say_points(fewest)}，注明[重叠就高]则得{say_points(most)}；或改写区间，使其不相交",
        "；".join(band.said for band in cell.claims),
        fatal=setup.overlap is GapPolicy.REFUSE,
    )
    return Stretch(cell.where, most if setup.overlap is GapPolicy.HIGHER else fewest, "band", problem)


def unclaimed(hole: Segment, setup: Setup, is_worst: bool) -> Stretch:
    """Points of a cell that no band claims, with its problem; ``is_worst`` is the one beyond the band with the fewest."""
    beside = sorted((band.points for band in hole.beside), key=setup.worth)
    low, high = Decimal(0) if is_worst else beside[0], beside[-1]
    if hole.where == Interval(BOTTOM, (setup.least, 0)):
        return Stretch(hole.where, beside[0], "policy")  # below are mistakes, reported when they come
    rounds_away = rounded(hole.where, setup.finest).is_empty
    policy = GapPolicy.ROUND if rounds_away and setup.rounds else setup.gap
    between = "与".join(f"“{band.said}”" for band in hole.beside)
    problem = Problem(
        "missing_case" if hole.is_open else "gap",
        f"{hole.where.say(setup.percent)}没有规定得分，在{between}之{'外' if hole.is_open else '间'}{policy.told}",
        _by_policy(hole, low, high, rounds_away, setup) + _by_words(hole, is_worst, setup),
        "；".join(band.said for band in hole.beside),
        fatal=policy is GapPolicy.REFUSE,
    )
    return Stretch(hole.where, high if setup.gap is GapPolicy.HIGHER else low, "policy", problem)


def _by_policy(hole: Segment, low: Points, high: Points, rounds_away: bool, setup: Setup) -> str:
    """Which policies close a gap, and how it then reads."""
    (low_end, _), (high_end, _) = hole.where.low, hole.where.high
    value = hole.where.say(setup.percent) if hole.is_open else setup.say((low_end + high_end) / 2)
    how = f"注明[就低]则{value}得{say_points(low)}，注明[就高]则得{say_points(high)}"
    if setup.worth(low) == setup.worth(high):
        how = f"注明[就低]或[就高]，则{value}得{say_points(low)}"
    return how + (f"，注明[四舍五入到整数]则先取到{setup.say(setup.finest)}再查档" if rounds_away else "")


def _by_words(hole: Segment, is_worst: bool, setup: Setup) -> str:
    """Which words close an open end."""
    if is_worst:
        return "；或补写“其余:0”"
    if not hole.is_open:
        return ""
    (band,) = hole.beside
    x, after = band.low if hole.below else band.high
    sign = ("≥", ">")[after] if hole.below else ("<", "≤")[after]
    return f"；或把“{band.said}”改写为“{sign}{setup.say(x)}得{say_points(band.points)}”"


def rounded(where: Interval, digit: Decimal) -> Interval:
    """The numbers that lie in an interval once they are rounded to a digit such as 0.01."""
    return Interval(_rounded(where.low, digit), _rounded(where.high, digit))


def _rounded(cut: Cut, digit: Decimal) -> Cut:
    x, after = cut
    if not x.is_finite():
        return cut
    tie = x + digit / (2 if after else -2)
    return tie, int(half_up(tie / digit, 0) * digit < tie)  # below zero a tie goes down
