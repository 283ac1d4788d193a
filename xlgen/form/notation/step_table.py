"""The step table of the bands people wrote, and every gap, overlap and oddity in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from xlgen.form.notation.bands import BOTTOM, TOP, Band, Bands, Interval
from xlgen.form.notation.conditions import StatedBand
from xlgen.form.notation.gaps import Stretch, claimed, rounded, unclaimed
from xlgen.form.notation.points import Points, say_points
from xlgen.form.notation.policies import Setup
from xlgen.form.notation.problems import Problem
from xlgen.form.notation.segments import Segment, cells_of
from xlgen.words.numbers import plain


def judge(stated: Sequence[StatedBand], rest: Points | None, setup: Setup) -> tuple[Bands, list[Problem]]:
    """The step table, each gap and overlap filled by its policy (就低 where that is to refuse), and all problems."""
    stretches = list(_stretches(cells_of(stated, setup.whole), rest, setup))
    problems = [stretch.problem for stretch in stretches if stretch.problem]
    if rest is not None and all(stretch.source != "rest" for stretch in stretches):
        problems.append(Problem("unreachable", "“其余”永远用不到", "请删去“其余”", "其余", fatal=False))
    bands = _table(stretches, setup)
    return bands, [*problems, *_backward(bands, setup), *_idle(stated), *_sums(stated, rest, setup)]


def _stretches(cells: Sequence[Segment], rest: Points | None, setup: Setup) -> Iterator[Stretch]:
    claims = [cell.claims[0] for cell in cells if cell.claims]
    bottom, top = setup.worth(claims[0].points), setup.worth(claims[-1].points)
    lower_is_better = top < bottom or (top == bottom and bool(cells[0].claims))  # ≤100%满分 and nothing else
    worst = cells[-1] if lower_is_better else cells[0]
    is_only = len(cells) - len(claims) == 1
    for cell in cells:
        if cell.claims:
            yield claimed(cell, setup)
        elif rest is not None and _is_rest(cell, setup.worth(rest), min(bottom, top), is_only, setup):
            yield Stretch(cell.where, rest, "rest")
        else:
            yield unclaimed(cell, setup, cell is worst)


def _is_rest(hole: Segment, worth: Decimal, least: Decimal, is_only: bool, setup: Setup) -> bool:
    """Whether 其余 means this hole: what lies beyond the worst band, or the only hole if that makes sense.

    Not what lies between two bands beside other holes: 89.5% is hardly meant to get less than 80%.
    """
    beside = sorted(setup.worth(band.points) for band in hole.beside)
    if hole.is_open:
        return is_only or beside[0] == least
    return is_only and beside[0] <= worth <= beside[-1]


def _table(stretches: Sequence[Stretch], setup: Setup) -> Bands:
    """The stretches as bands; neighbours with the same points are one band."""
    steps: list[Band] = []
    for stretch in stretches:
        where = rounded(stretch.where, setup.finest) if setup.rounds else stretch.where
        if not where.is_empty and (not steps or steps[-1].points != stretch.points):
            low, after = where.low
            steps.append(Band(low if low.is_finite() else None, bool(after), stretch.points))
    is_up = setup.worth(steps[-1].points) < setup.worth(steps[0].points)
    gaps = tuple(stretch.where for stretch in stretches if stretch.source == "policy")
    return Bands(tuple(steps[::-1]), "up" if is_up else "down", gaps)


def _backward(bands: Bands, setup: Setup) -> Iterator[Problem]:
    """Where a better value gets fewer points."""
    for upper, lower in pairwise(bands.bands):
        better, worse = (lower, upper) if bands.direction == "up" else (upper, lower)
        if upper.at_least is not None and setup.worth(better.points) < setup.worth(worse.points):
            edge = (upper.at_least, int(upper.strict))
            where = Interval(BOTTOM, edge) if bands.direction == "up" else Interval(edge, TOP)
            message = f"{where.say(setup.percent)}得{say_points(better.points)}，反而少于{say_points(worse.points)}"
            yield Problem("order", message, "如确为区间指标可不改；否则请核对各档得分", fatal=False)


def _idle(stated: Sequence[StatedBand]) -> Iterator[Problem]:
    """Bands that can never count, and thresholds that do not run from the strictest down."""
    for i, band in enumerate(stated):
        if any((band.where, band.points) == (other.where, other.points) for other in stated[:i]):
            yield Problem("unreachable", f"“{band.said}”重复", "请删去其中一个", band.said, fatal=False)
    for first, second in pairwise(stated):
        falls = first.low < second.low if first.side == "≥" else first.high > second.high
        if first.side and first.side == second.side and falls:
            message = f"“{second.said}”比“{first.said}”更严，却写在其后，照先后次序永远用不到"
            yield Problem("unreachable", message, "已按数值排序；请从最严的一档写起", second.said, fatal=False)


def _sums(stated: Sequence[StatedBand], rest: Points | None, setup: Setup) -> Iterator[Problem]:
    """Points of the bands against the row's points."""
    if setup.points is None:
        return
    given = [(setup.worth(band.points), band.said) for band in stated] + [(setup.worth(rest or Decimal(0)), "其余")]
    best, said = max(given, key=lambda each: each[0])
    for worth, band in given:
        if worth > setup.points:
            yield Problem("sum", f"“{band}”超过分值 {plain(setup.points)}", "请改得分或分值", band)
    if best < setup.points:
        message = f"最高一档“{said}”低于分值 {plain(setup.points)}，得不到满分"
        yield Problem("sum", message, "请把最高一档写作“满分”，或改分值", said, fatal=False)
