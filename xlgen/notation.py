"""What the roster's 评分标准 cell says: score bands, checklist items and settings, and whatever in it is unclear.

Three notations, each read into typed parameters and a list of problems::

    bands     ≥95%:4; ≥80%:2; 其余:0        90%-100%得4分；80%-89%得2分；80%以下，不得分 [就低]
    items     ①立项合规:1.5; ②手续齐全:1     ①项目按程序申请设立，得1.5分；②材料符合要求，得1分
    settings  目标95%，每低1个百分点扣0.5      step=1%; each=0.5

Signs may be full-width, the order of settings is free, 95% is 0.95. A text with a fatal problem gives no parameters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal

from xlgen.numbers import NUMERALS, as_percent, from_chinese, half_up, plain, settle
from xlgen.reading import AFTER, OPERATORS, narrow, squeeze

FULL: Final = "满分"
Points = Decimal | Literal["满分"]
Cut = tuple[Decimal, int]  # a place between numbers: (90, 0) just below 90, (90, 1) just above
BOTTOM: Final[Cut] = (Decimal("-Infinity"), 0)
TOP: Final[Cut] = (Decimal("Infinity"), 0)


class GapPolicy(StrEnum):
    """What a value gets that no band names, or that two bands name; the value is what people write in ``[ ]``."""

    REFUSE = "报错"
    LOWER = "就低"  # of the two neighbours the one with fewer points; beyond the worst band 0
    HIGHER = "就高"  # of the two neighbours the one with more points
    ROUND = "四舍五入到整数"  # every value is first rounded to the finest digit printed: 89.5% to 90%, with 1.5% to 0.1%


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the author must know: what is unclear, the remedy, and the words it stands in.

    Not ``fatal``: the parameters hold all the same, because a policy closes the gap or the fault is only odd.
    """

    kind: Literal["gap", "overlap", "missing_case", "sum", "syntax", "unreachable", "order"]
    message: str
    hint: str = ""
    span: str = ""
    fatal: bool = True


# ---- intervals and bands ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between two cuts."""

    low: Cut
    high: Cut

    def holds(self, value: Decimal) -> bool:
        """Whether the number lies inside."""
        return self.low <= (value, 0) < self.high

    def say(self, percent: bool) -> str:
        """As people write it: (89%,90%), [50%,60%), 恰为80%, 大于100%."""
        (low, after_low), (high, after_high) = self.low, self.high
        if self.high == TOP:
            return f"{'大于' if after_low else '不小于'}{_bound(low, percent)}"
        if self.low == BOTTOM:
            return f"{'不大于' if after_high else '小于'}{_bound(high, percent)}"
        if low == high:
            return f"恰为{_bound(low, percent)}"
        return f"{'[('[after_low]}{_bound(low, percent)},{_bound(high, percent)}{')]'[after_high]}"


@dataclass(frozen=True, slots=True)
class Band:
    """Values from ``at_least`` upwards, or above it if ``strict``, and below the next higher band; None is the rest."""

    at_least: Decimal | None
    strict: bool
    points: Points


@dataclass(frozen=True, slots=True)
class Bands:
    """A step table without gap or overlap: half-open bands from the highest down, the last one is the rest.

    ``direction`` "up" says that lower values are better (≤1%得满分); the bands themselves always run downwards.
    ``gaps`` are the values for which the text itself has no rule.
    """

    bands: tuple[Band, ...]
    direction: Literal["down", "up"] = "down"
    gaps: tuple[Interval, ...] = ()

    def points_at(self, value: Decimal) -> Points:
        """Points of a value, settled as the formulas settle it."""
        return next(band.points for band in self.bands if _reaches(settle(value), band))

    def in_gap(self, value: Decimal) -> bool:
        """Whether only a policy, and no words of the standard, gives this value its points."""
        return any(gap.holds(settle(value)) for gap in self.gaps)

    def sides(self) -> tuple[tuple[Decimal, Points, Points, Points], ...]:
        """Each threshold with the points just below it, at it and just above it."""
        steps = [(upper, lower.points) for upper, lower in pairwise(self.bands)]
        at = [(band.at_least, below, below if band.strict else band.points, band.points) for band, below in steps]
        return tuple((threshold, *points) for threshold, *points in at if threshold is not None)  # type: ignore[misc]


def say_bands(bands: Bands, percent: bool) -> str:
    """The bands in words, best first: ≥95%得4分；≥80%得2分；其余得0分."""
    if bands.direction == "down":
        bounds = [(">" if band.strict else "≥", band.at_least, band.points) for band in bands.bands]
    else:  # from below: a band ends where the next higher one begins
        upwards = bands.bands[::-1]
        bounds = [("≤" if upper.strict else "<", upper.at_least, band.points) for band, upper in pairwise(upwards)]
        bounds.append(("", None, upwards[-1].points))
    return "；".join(
        f"{'其余' if bound is None else sign + _bound(bound, percent)}得{_score(points)}" for sign, bound, points in bounds
    )


def _reaches(value: Decimal, band: Band) -> bool:
    return band.at_least is None or value > band.at_least or (value == band.at_least and not band.strict)


def _bound(x: Decimal, percent: bool) -> str:
    return as_percent(x) if percent else plain(x)


def _score(points: Points) -> str:
    return FULL if points == FULL else f"{plain(points)}分"


# ---- reading bands ----------------------------------------------------------------------------------------

_SIGN_OF = {word: sign for word, sign in OPERATORS.items() if word != sign}
_SIGNS = re.compile("|".join(sorted(map(re.escape, _SIGN_OF), key=len, reverse=True)))
_UNIT = r"[^\W\d_]{0,4}?"
_NUMBER = r"\d+(?:\.\d+)?"
_VALUE = rf"(-?{_NUMBER})(%|‰|个百分点)?({_UNIT})"
_HELD = r"(?:\((不?含)[^()]*\))?"
_SUBJECT = r"([^\d≥>≤<=\[(]*?)"
_REST = re.compile("(其余|其他|其它|否则|余下)(情况|的)?")
_RANGE = re.compile(rf"{_SUBJECT}(?:达到)?{_VALUE}{_HELD}-{_VALUE}{_HELD}(?:之间|区间)?")
_CHAIN = re.compile(rf"{_VALUE}([≤<])[^\W\d_]{{0,8}}([≤<]){_VALUE}")
_BRACKETS = re.compile(rf"{_SUBJECT}([\[(]){_VALUE},{_VALUE}([\])])")
_ONE_SIDED = re.compile(rf"{_SUBJECT}(?:([≥>≤<=])|达到)?{_VALUE}{_HELD}({'|'.join(AFTER)})?{_HELD}")
_POINTS = re.compile(
    rf"[:,]*(?:不得分|不给分|(?:得|计)?(满分|零分)|(?:得|计)({_NUMBER})分?|:({_NUMBER})分?|({_NUMBER})分(?!钟|之))(?![\d%.])"
)
_POLICY = re.compile(rf"\[(重叠|缺口)?({'|'.join(GapPolicy)}|四舍五入)\]")
_TURNS = set("未不没无非低高超少多约近每扣减降")  # in a subject they may turn the meaning round


@dataclass(frozen=True, slots=True)
class _Stated:
    """A band as written; ``side`` is ≥ or ≤ where it has one end only, ``yields`` the end that 以下 may give up."""

    low: Cut
    high: Cut
    points: Points
    said: str
    side: str = ""
    yields: bool = False
    finest: int = 0  # exponent of the finest digit printed

    @property
    def is_exact(self) -> bool:
        return self.low[0] == self.high[0]


class _Unread(Exception):  # noqa: N818 - never leaves this module
    """A condition outside the notation; the text says why."""


@dataclass(frozen=True, slots=True)
class _Setup:
    """What bands are judged by: kind of the values, points of the row, policies for gaps and overlaps."""

    percent: bool
    points: Decimal | None
    whole: bool
    gap: GapPolicy
    overlap: GapPolicy
    rounds: bool = False
    finest: Decimal = Decimal(1)  # finest digit printed: 0.01 for whole percentages

    def worth(self, points: Points) -> Decimal:
        if isinstance(points, Decimal):
            return points
        return Decimal("Infinity") if self.points is None else self.points

    def bound(self, x: Decimal) -> str:
        return _bound(x, self.percent)

    def settled(self, policy: GapPolicy) -> str:
        """What to add to a problem that a policy has closed."""
        return "" if policy is GapPolicy.REFUSE else f"；已按[{policy}]处理"


def parse_bands(
    text: str,
    percent: bool,
    points: Decimal | None = None,
    policy: GapPolicy = GapPolicy.REFUSE,
    overlap: GapPolicy = GapPolicy.REFUSE,
    whole: bool = False,
) -> tuple[Bands | None, list[Problem]]:
    """Step table of a standard, and what is unclear in it; None where some value would have no score, or two.

    ``percent`` tells that the row's values are fractions, ``whole`` that only whole numbers occur, so that 15-19 and
    20-24 leave no gap. ``[就低]``, ``[就高]``, ``[四舍五入到整数]``, ``[重叠就低]``, ``[重叠就高]`` in the text go before the
    two policies given. 以上 and 以下 hold the number itself (民法典 第一千二百五十九条); 60%以下 gives it up where
    another band claims it.
    """
    tidy = _tidy(text).replace("相等或超过", "≤0").replace("相差", "")  # a shortfall against a target
    body, setup = _policies(tidy, _Setup(percent, points, whole, policy, overlap))
    stated, rest, problems = _read_bands(body, percent)
    if any(problem.fatal for problem in problems):
        return None, problems
    setup = replace(setup, finest=Decimal(1).scaleb(min(-2 if percent else 0, *(band.finest for band in stated))))
    bands, doubts = _judge(_reach(stated), rest, setup)
    problems += [*doubts, *_idle(stated), *_sums(stated, setup)]
    return (None if any(problem.fatal for problem in problems) else bands), problems


def _tidy(text: str) -> str:
    """One spelling for all the ways to write a standard: half-width, comparisons as signs, ranges with -, no 的."""
    tidy = squeeze(narrow(text)).replace("的", "").replace("。", ";")
    tidy = _SIGNS.sub(lambda word: _SIGN_OF[word[0]], tidy)
    tidy = re.sub(r"(?<=[\d%‰}])(?:[~至到]|-+)(?=[\d{])", "-", tidy)
    return re.sub(rf"({_NUMBER})(?=-{_NUMBER}([%‰]))", r"\1\2", tidy)  # 95-100% is 95%-100%


def _policies(tidy: str, setup: _Setup) -> tuple[str, _Setup]:
    """The text without its ``[就低]`` and the like, and the policies they name."""
    setup = _with_policy(setup, "", setup.gap)
    for about, word in _POLICY.findall(tidy):
        setup = _with_policy(setup, about, GapPolicy.ROUND if word == "四舍五入" else GapPolicy(word))
    return _POLICY.sub("", tidy), setup


def _with_policy(setup: _Setup, about: str, policy: GapPolicy) -> _Setup:
    if about == "重叠":
        return replace(setup, overlap=policy)
    if policy is GapPolicy.ROUND:  # what rounding leaves open is refused, unless another policy closes it
        return replace(setup, rounds=True, gap=GapPolicy.REFUSE if setup.gap is GapPolicy.ROUND else setup.gap)
    return replace(setup, gap=policy)


def _read_bands(body: str, percent: bool) -> tuple[list[_Stated], Points | None, list[Problem]]:
    stated: list[_Stated] = []
    rest: Points | None = None
    problems: list[Problem] = []
    units: set[str] = set()
    done = 0
    for match in _POINTS.finditer(body):
        said, condition = body[done : match.end()].strip(",;、"), body[done : match.start()].strip(",;、:")
        done = match.end()
        points = _points_of(match)
        if _REST.fullmatch(condition):
            problems += [Problem("unreachable", f"“{said}”重复：其余只能写一次", "请删去其中一个", said)] if rest is not None else []
            rest = points
            continue
        try:
            stated.append(replace(_condition(condition, percent, units), points=points, said=said))
        except _Unread as why:
            problems.append(Problem("syntax", f"“{said}”{why}", "请写作“≥95%:4; ≥80%:2; 其余:0”或“80%-89%得2分”的样子", said))
    if left := body[done:].strip(",;、"):
        problems.append(Problem("syntax", f"“{left}”没有写明得分", "每一档都要写“得几分”", left))
    if not stated and not problems:
        problems.append(Problem("syntax", "没有写明任何一档", "请写作“≥95%:4; ≥80%:2; 其余:0”的样子", body))
    return stated, rest, problems


def _points_of(match: re.Match[str]) -> Points:
    word, *figures = match.groups()
    figure = next((figure for figure in figures if figure), "0")
    return FULL if word == FULL else Decimal(figure)


def _condition(text: str, percent: bool, units: set[str]) -> _Stated:
    """Interval of one condition; ``units`` collects the units met, which must be one and the same."""

    def value(number: str, mark: str | None, unit: str) -> Decimal:
        units.update({unit} - {""})
        if len(units) > 1:
            raise _Unread(f"的单位与前面不一致：{'、'.join(sorted(units))}")
        if mark and not percent:
            raise _Unread("用了百分号，而本行不按百分比计")
        if percent and not mark and Decimal(number):
            raise _Unread("没有百分号，而本行按百分比计")
        return Decimal(number).scaleb({"‰": -3, None: 0}.get(mark, -2))

    if match := _RANGE.fullmatch(text):
        subject, *low, low_held, high_number, high_mark, high_unit, high_held = match.groups()
        ends = sorted([(value(*low), low_held), (value(high_number, high_mark, high_unit), high_held)], key=lambda end: end[0])
        (a, a_held), (b, b_held) = ends
        return _checked(subject, (a, int(a_held == "不含")), (b, int(b_held != "不含")))
    if match := _CHAIN.fullmatch(text):
        *low, first, second, high_number, high_mark, high_unit = match.groups()
        return _checked("", (value(*low), int(first == "<")), (value(high_number, high_mark, high_unit), int(second == "≤")))
    if match := _BRACKETS.fullmatch(text):
        subject, opens, *numbers, closes = match.groups()
        return _checked(subject, (value(*numbers[:3]), int(opens == "(")), (value(*numbers[3:]), int(closes == "]")))
    parts = re.split(r"[,且并但]+|(?<=[\d%‰])(?=[≤<≥>])", text)
    if len(parts) > 1:
        both = [_one_sided(part, value) for part in parts if part]
        return _checked("", max(one.low for one in both), min(one.high for one in both))
    return _one_sided(text, value)


def _one_sided(text: str, value: Callable[..., Decimal]) -> _Stated:
    match = _ONE_SIDED.fullmatch(text)
    if not match:
        raise _Unread("看不懂")
    subject, sign, *number, held, after, held_after = match.groups()
    if sign and after:
        raise _Unread(f"既有“{sign}”又有“{after}”")
    x = value(*number)
    reached = "达到" in text and not after
    side = sign or AFTER.get(after or "", "≥" if reached else "=")
    outside = sign in (">", "<") or "不含" in (held, held_after)
    if side in ("≥", ">"):
        return _checked(subject, (x, int(outside)), TOP, "≥")
    if side in ("≤", "<"):
        return _checked(subject, BOTTOM, (x, int(not outside)), "≤", yields=after in ("以下", "及以下") and not (held or held_after))
    return _checked(subject, (x, 0), (x, 1))


def _checked(subject: str, low: Cut, high: Cut, side: str = "", yields: bool = False) -> _Stated:
    if set(subject) & _TURNS:
        raise _Unread(f"中的“{subject}”看不懂")
    if low >= high:
        raise _Unread("里没有任何数")
    finest = min(int(x.as_tuple().exponent) for x, _ in (low, high) if x.is_finite())
    return _Stated(low, high, Decimal(0), "", side, yields, finest)


# ---- judging bands ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Cell:
    """A stretch of numbers and the stated bands that claim all of it."""

    where: Interval
    claims: tuple[_Stated, ...]


@dataclass(frozen=True, slots=True)
class _Hole:
    """A stretch that no band claims, with the bands on its two sides, if any.

    ``is_worst`` marks the open end beyond the band with the fewest points.
    """

    where: Interval
    below: _Stated | None
    above: _Stated | None
    is_worst: bool

    @property
    def is_open(self) -> bool:
        """Whether it goes on without end."""
        return self.below is None or self.above is None

    @property
    def beside(self) -> list[_Stated]:
        return [band for band in (self.below, self.above) if band]


def _reach(stated: Sequence[_Stated]) -> list[_Stated]:
    """Each one-sided band ends where the next stricter one begins; 以下 gives up a number that another band claims."""
    reached = []
    for band in stated:
        if band.side == "≥":
            band = replace(band, high=min((b.low for b in stated if b.side == "≥" and b.low > band.low), default=TOP))
        elif band.side == "≤":
            band = replace(band, low=max((b.high for b in stated if b.side == "≤" and b.high < band.high), default=BOTTOM))
        reached.append(band)
    return [_yielded(band, reached) for band in reached]


def _yielded(band: _Stated, reached: Sequence[_Stated]) -> _Stated:
    end = band.high[0]
    claimed = any(other is not band and Interval(other.low, other.high).holds(end) for other in reached)
    return replace(band, high=(end, 0)) if band.yields and claimed else band


def _cells(stated: Sequence[_Stated]) -> list[_Cell]:
    """All numbers from the lowest up, cut wherever a band begins or ends; one number named goes before 以上 and 以下."""
    cuts = sorted({BOTTOM, TOP, *(cut for band in stated for cut in (band.low, band.high))})
    cells = []
    for low, high in pairwise(cuts):
        claims = [band for band in stated if band.low <= low and high <= band.high]
        exact = any(band.is_exact for band in claims)
        cells.append(_Cell(Interval(low, high), tuple(band for band in claims if not (exact and band.side))))
    return cells


def _judge(stated: Sequence[_Stated], rest: Points | None, setup: _Setup) -> tuple[Bands, list[Problem]]:
    """The step table, each gap and overlap filled by its policy (就低 where that is to refuse), and a problem for each."""
    cells = [cell for cell in _cells(stated) if cell.claims or not (setup.whole and _has_no_whole(cell.where))]
    ends = [next(setup.worth(cell.claims[0].points) for cell in order if cell.claims) for order in (cells, cells[::-1])]
    up = ends[1] < ends[0]
    problems: list[Problem] = []
    gaps: list[Interval] = []
    steps: list[Band] = []
    for i, cell in enumerate(cells):
        hole = _Hole(cell.where, _claimant(cells, i - 1), _claimant(cells, i + 1), i == (len(cells) - 1 if up else 0))
        if cell.claims:
            score, doubts = _claimed(cell, setup)
        elif rest is not None and hole.is_open and setup.worth(hole.beside[0].points) == min(ends):
            score, doubts = rest, []
        else:
            score, doubts = _unclaimed(hole, setup)
            gaps.append(cell.where)
        problems += doubts
        low, high = _rounded(cell.where.low, setup), _rounded(cell.where.high, setup)
        if low < high and (not steps or steps[-1].points != score):
            steps.append(Band(low[0] if low[0].is_finite() else None, bool(low[1]), score))
    bands = Bands(tuple(steps[::-1]), "up" if up else "down", tuple(gaps))
    return bands, [*problems, *_backward(bands, setup)]


def _claimant(cells: Sequence[_Cell], i: int) -> _Stated | None:
    return cells[i].claims[0] if 0 <= i < len(cells) and cells[i].claims else None


def _has_no_whole(where: Interval) -> bool:
    (low, after_low), (high, after_high) = where.low, where.high
    if not (low.is_finite() and high.is_finite()):
        return False
    first = low.to_integral_value(ROUND_FLOOR) + 1 if after_low else low.to_integral_value(ROUND_CEILING)
    return not where.holds(first)


def _rounded(cut: Cut, setup: _Setup) -> Cut:
    """Where a cut lies once every value is rounded to the finest digit printed."""
    x, after = cut
    if not setup.rounds or not x.is_finite():
        return cut
    tie = x + setup.finest / (2 if after else -2)
    return tie, int(half_up(tie / setup.finest, 0) * setup.finest < tie)  # below zero a tie goes down


def _claimed(cell: _Cell, setup: _Setup) -> tuple[Points, list[Problem]]:
    """Points of a stretch that bands claim, with a problem where they disagree."""
    claims = sorted(cell.claims, key=lambda band: setup.worth(band.points))
    fewest, most = claims[0].points, claims[-1].points
    if setup.worth(fewest) == setup.worth(most):
        return fewest, []
    said = "与".join(f"“{band.said}”" for band in cell.claims)
    scores = "、".join(_score(band.points) for band in cell.claims)
    problem = Problem(
        "overlap",
        f"{cell.where.say(setup.percent)}有两个得分（{scores}）：{said}{setup.settled(setup.overlap)}",
        f"注明[重叠就低]则得{_score(fewest)}，注明[重叠就高]则得{_score(most)}；或改写区间，使其不相交",
        "；".join(band.said for band in cell.claims),
        fatal=setup.overlap not in _SIDES,
    )
    return most if setup.overlap is GapPolicy.HIGHER else fewest, [problem]


def _unclaimed(hole: _Hole, setup: _Setup) -> tuple[Points, list[Problem]]:
    """Points of a stretch that no band claims, by policy, with its problem."""
    beside = sorted((band.points for band in hole.beside), key=setup.worth)
    low, high = Decimal(0) if hole.is_worst else beside[0], beside[-1]
    if hole.where == Interval(BOTTOM, (Decimal(0), 0)):
        return beside[0], []  # a scale from 0 on: below it only mistakes are found, and reported when they come
    between = "与".join(f"“{band.said}”" for band in hole.beside)
    message = f"{hole.where.say(setup.percent)}没有规定得分，在{between}之{'外' if hole.is_open else '间'}"
    rounds_away = _rounded(hole.where.low, replace(setup, rounds=True)) >= _rounded(hole.where.high, replace(setup, rounds=True))
    policy = GapPolicy.ROUND if rounds_away and setup.rounds else setup.gap
    problem = Problem(
        "missing_case" if hole.is_open else "gap",
        message + setup.settled(policy),
        _remedy(hole, low, high, rounds_away, setup),
        "；".join(band.said for band in hole.beside),
        fatal=policy is GapPolicy.REFUSE,
    )
    return high if setup.gap is GapPolicy.HIGHER else low, [problem]


def _remedy(hole: _Hole, low: Points, high: Points, rounds_away: bool, setup: _Setup) -> str:
    """Which policies close a gap, and how it then reads."""
    if hole.is_open:
        value = hole.where.say(setup.percent)
        how = f"注明[就低]则{value}得{_score(low)}，注明[就高]则得{_score(high)}"
        return how + ("；或补写“其余:0”" if hole.is_worst else f"；或把“{hole.beside[0].said}”改为不封顶")
    middle = setup.bound((hole.where.low[0] + hole.where.high[0]) / 2)
    how = f"注明[就低]则{middle}得{_score(low)}，注明[就高]则得{_score(high)}"
    return how + (f"，注明[四舍五入到整数]则先取到{setup.bound(setup.finest)}再查档" if rounds_away else "")


def _backward(bands: Bands, setup: _Setup) -> Iterator[Problem]:
    """Where a better value gets fewer points."""
    for upper, lower in pairwise(bands.bands):
        better, worse = (lower, upper) if bands.direction == "up" else (upper, lower)
        if upper.at_least is not None and setup.worth(better.points) < setup.worth(worse.points):
            edge = Interval((upper.at_least, int(upper.strict)), TOP)
            edge = Interval(BOTTOM, edge.low) if bands.direction == "up" else edge
            message = f"{edge.say(setup.percent)}得{_score(better.points)}，反而少于{_score(worse.points)}"
            yield Problem("order", message, "如确为区间指标可不改；否则请核对各档得分", fatal=False)


def _idle(stated: Sequence[_Stated], rest_used: bool) -> Iterator[Problem]:
    """Bands that can never count, and thresholds that do not run from the strictest down."""
    for i, band in enumerate(stated):
        if any((band.low, band.high, band.points) == (other.low, other.high, other.points) for other in stated[:i]):
            yield Problem("unreachable", f"“{band.said}”重复", "请删去其中一个", band.said, fatal=False)
    for first, second in pairwise(stated):
        falls = first.low < second.low if first.side == "≥" else first.high > second.high
        if first.side and first.side == second.side and falls:
            message = f"“{second.said}”比“{first.said}”更严，却写在其后，照先后次序永远用不到"
            yield Problem("unreachable", message, "已按数值排序；请从最严的一档写起", second.said, fatal=False)


def _sums(stated: Sequence[_Stated], setup: _Setup) -> Iterator[Problem]:
    """Points of the bands against the row's points."""
    best = max(stated, key=lambda band: setup.worth(band.points))
    for band in stated:
        if setup.points is not None and setup.worth(band.points) > setup.points:
            yield Problem("sum", f"“{band.said}”超过分值 {plain(setup.points)}", "请改得分或分值", band.said)
    if setup.points is not None and setup.worth(best.points) < setup.points:
        message = f"最高一档“{best.said}”低于分值 {plain(setup.points)}，得不到满分"
        yield Problem("sum", message, "请把最高一档写作“满分”，或改分值", best.said, fatal=False)
