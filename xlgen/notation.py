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
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from types import MappingProxyType
from typing import Final, Literal

from xlgen.numbers import NUMERALS, as_percent, from_chinese, half_up, plain, ratio, settle
from xlgen.reading import understand
from xlgen.spelling import AFTER, OPERATORS, narrow, squeeze

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
class Side:
    """Points just below a threshold, at it and just above it."""

    threshold: Decimal
    below: Points
    at: Points
    above: Points


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

    def sides(self) -> tuple[Side, ...]:
        """What each threshold means, from the highest down."""
        thresholds = dict.fromkeys(band.at_least for band in self.bands if band.at_least is not None)
        return tuple(self._side(threshold) for threshold in thresholds)

    def _side(self, x: Decimal) -> Side:
        below = next(band.points for band in self.bands if band.at_least is None or band.at_least < x)
        above = next(band.points for band in self.bands if band.at_least is None or band.at_least <= x)
        return Side(x, below, self.points_at(x), above)


def say_bands(bands: Bands, percent: bool) -> str:
    """The bands in words, the strictest first: ≥95%得4分；≥80%得2分；其余得0分."""
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
# only before a number, a hole or the end of a choice in a pattern: 不满意率 is not < 意率
_SIGNS = re.compile(rf"({'|'.join(sorted(map(re.escape, _SIGN_OF), key=len, reverse=True))})(?=[-\d{NUMERALS}个{{|)\]])")
_UNIT = r"[^\W\d_扣减加得]{0,4}?"
_NUMBER = r"\d{1,15}(?:\.\d{1,15})?"
_VALUE = rf"(-?{_NUMBER})(?:(%|‰|个百分点)|({_UNIT}))"
_HELD = r"(?:\((不?含)[^()]*\))?"
_SUBJECT = r"([^\d≥>≤<=\[(]*?)"
_REST = re.compile("(?:其余|其他|其它|否则|余下)(?:情况)?")
_RANGE = re.compile(rf"{_SUBJECT}(?:达到)?{_VALUE}{_HELD}-{_VALUE}{_HELD}(?:之间|区间)?")
_CHAIN = re.compile(rf"{_VALUE}([≤<])[^\W\d_]{{0,8}}([≤<]){_VALUE}")
_BRACKETS = re.compile(rf"{_SUBJECT}([\[(]){_VALUE},{_VALUE}([\])])")
_ONE_SIDED = re.compile(rf"{_SUBJECT}([≥>≤<=]|达到)?{_VALUE}{_HELD}({'|'.join(AFTER)})?{_HELD}")
_POINTS = re.compile(
    rf"[:,]*(?:不得分|不给分|(?:得|计)?(满分|零分)|(?:得|计)({_NUMBER})分?|:({_NUMBER})分?|({_NUMBER})分(?!钟|之))(?!\d|%|\.\d)"
)
_POLICY = re.compile(r"\[(?:(重叠)(就低|就高|报错)|(?:缺口)?(就低|就高|报错|四舍五入(?:到整数)?))\]")
_TURNS = set("未不没无非低高超少多约近每扣减降")  # right before a number they may turn the meaning round
_NAMES_END = tuple("率度数量比值额为在")


@dataclass(frozen=True, slots=True)
class _Stated:
    """A band as written; ``side`` is ≥ or ≤ where it has one end only, ``yields`` the end that 以下 may give up."""

    low: Cut
    high: Cut
    points: Points
    said: str
    side: str = ""
    yields: bool = False
    kept: frozenset[Decimal] = frozenset()  # ends marked （含）, which other ranges give up
    finest: int = 0  # exponent of the finest digit printed

    @property
    def is_exact(self) -> bool:
        return self.low[0] == self.high[0]


class _Unread(Exception):
    """A condition outside the notation; the text says why."""

    def __init__(self, why: str, hint: str = "请写作“≥95%:4; ≥80%:2; 其余:0”或“80%-89%得2分”的样子") -> None:
        self.hint = hint
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class _Setup:
    """What bands are judged by: kind of the values, points of the row, policies for gaps and overlaps."""

    percent: bool
    unit: str
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
    unit: str = "",
) -> tuple[Bands | None, list[Problem]]:
    """Step table of a standard, and what is unclear in it; None where some value would have no score, or two.

    ``percent`` tells that the row's values are fractions, ``whole`` that only whole numbers occur, so that 15-19 and
    20-24 leave no gap, ``unit`` is the row's: 1亿元 in a row of 万元 is 10000. The policies given hold unless the text
    has its own: ``[就低]``, ``[就高]``, ``[四舍五入到整数]``, ``[重叠就低]``, ``[重叠就高]``. 以上 and 以下 hold the number
    itself (民法典 第一千二百五十九条); 60%以下 gives it up where another band claims it. A scale that begins at 0 goes
    on below it without a problem, but what falls there is ``in_gap``.
    """
    if "相差" in text:  # bands of the shortfall against a target
        text = re.sub(r"相等或超过(?!\d)", "≤0", text)
    tidy = re.sub(rf"({_REST.pattern})(?=\d)", r"\1:", _tidy(text))  # 其余 0
    body, setup = _policies(tidy, _Setup(percent, unit, points, whole, policy, overlap))
    stated, rest, problems = _read_bands(body, setup)
    if any(problem.fatal for problem in problems):
        return None, problems
    setup = replace(setup, finest=Decimal(1).scaleb(min(-2 if percent else 0, *(band.finest for band in stated))))
    bands, doubts = _judge(_reach(stated), rest, setup)
    problems += [*doubts, *_idle(stated), *_sums(stated, rest, setup)]
    return (None if any(problem.fatal for problem in problems) else bands), problems


def _tidy(text: str) -> str:
    """One spelling for all the ways to write a standard: half-width, comparisons as signs, ranges with -, no 的."""
    tidy = squeeze(narrow(text)).replace("的", "").replace("。", ";")
    tidy = _SIGNS.sub(lambda word: _SIGN_OF[word[0]], tidy)
    tidy = re.sub(r"(?<=[\d%‰}])(?:[~至到]|-+)(?=[\d{])", "-", tidy)
    return re.sub(rf"({_NUMBER})(?=-{_NUMBER}([%‰]))", r"\1\2", tidy)  # 95-100% is 95%-100%


def _policies(tidy: str, setup: _Setup) -> tuple[str, _Setup]:
    """The text without its ``[就低]`` and the like, and the policies they name."""
    setup = _with_policy(setup, setup.gap)
    for about_overlaps, settled, word in _POLICY.findall(tidy):
        if about_overlaps:
            setup = replace(setup, overlap=GapPolicy(settled))
        else:
            setup = _with_policy(setup, GapPolicy.ROUND if word.startswith("四舍五入") else GapPolicy(word))
    return _POLICY.sub("", tidy), setup


def _with_policy(setup: _Setup, policy: GapPolicy) -> _Setup:
    if policy is GapPolicy.ROUND:  # what rounding leaves open is refused, unless another policy closes it
        return replace(setup, rounds=True, gap=GapPolicy.REFUSE if setup.gap is GapPolicy.ROUND else setup.gap)
    return replace(setup, gap=policy)


def _read_bands(body: str, setup: _Setup) -> tuple[list[_Stated], Points | None, list[Problem]]:
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
            if rest is not None:
                problems.append(Problem("unreachable", f"“{said}”重复：其余只能写一次", "请删去其中一个", said))
            rest = points
            continue
        try:
            stated.append(replace(_condition(condition, setup, units), points=points, said=said))
        except _Unread as why:
            problems.append(Problem("syntax", f"“{said}”{why}", why.hint, said))
    if left := body[done:].strip(",;、"):
        problems.append(Problem("syntax", f"“{left}”没有写明得分", "每一档都要写“得几分”", left))
    if not stated and not problems:
        problems.append(Problem("syntax", "没有写明任何一档", "请写作“≥95%:4; ≥80%:2; 其余:0”的样子", body))
    return stated, rest, problems


def _points_of(match: re.Match[str]) -> Points:
    word, *figures = match.groups()
    figure = next((figure for figure in figures if figure), "0")
    return FULL if word == FULL else Decimal(figure)


def _condition(text: str, setup: _Setup, units: set[str]) -> _Stated:
    """Interval of one condition; ``units`` collects the units met, which must be one and the same."""

    def value(number: str, mark: str | None, unit: str) -> Decimal:
        if mark and not setup.percent:
            raise _Unread("用了百分号，而本行不按百分比计", "请去掉百分号，或改计量单位")
        if setup.percent and not mark and Decimal(number):
            raise _Unread("没有百分号，而本行按百分比计", f"请写作 {number}%")
        if unit and setup.unit:
            return _in_unit(number + unit, setup.unit)
        units.update({unit} - {""})
        if len(units) > 1:
            raise _Unread(f"的单位与前面不一致：{'、'.join(sorted(units))}", "请用同一个单位")
        return Decimal(number).scaleb({"‰": -3, None: 0}.get(mark, -2))

    if match := _RANGE.fullmatch(text):
        subject, *low, low_held, high_number, high_mark, high_unit, high_held = match.groups()
        ends = sorted([(value(*low), low_held), (value(high_number, high_mark, high_unit), high_held)], key=lambda end: end[0])
        (a, a_held), (b, b_held) = ends
        kept = frozenset(x for x, held in ends if held == "含")
        return replace(_checked(subject, (a, int(a_held == "不含")), (b, int(b_held != "不含"))), kept=kept)
    if match := _CHAIN.fullmatch(text):
        *low, first, second, high_number, high_mark, high_unit = match.groups()
        return _checked("", (value(*low), int(first == "<")), (value(high_number, high_mark, high_unit), int(second == "≤")))
    if match := _BRACKETS.fullmatch(text):
        subject, opens, *numbers, closes = match.groups()
        return _checked(subject, (value(*numbers[:3]), int(opens == "(")), (value(*numbers[3:]), int(closes == "]")))
    parts = [part for part in re.split(r"[,且并但]+|(?<=[\d%‰])(?=[≤<≥>])|(?<=以上)(?=\d)", text) if part]
    if len(parts) > 1:
        both = [_one_sided(part, value) for part in parts]
        if any(one.is_exact for one in both):  # 1,200
            raise _Unread("看不懂")
        whole = _checked("", max(one.low for one in both), min(one.high for one in both))
        return replace(whole, yields=any(one.yields for one in both))
    return _one_sided(text, value)


def _one_sided(text: str, value: Callable[..., Decimal]) -> _Stated:
    match = _ONE_SIDED.fullmatch(text)
    if not match:
        raise _Unread("看不懂")
    subject, sign, *number, held, after, held_after = match.groups()
    if after and sign not in (None, "达到"):
        raise _Unread(f"既有“{sign}”又有“{after}”")
    x = value(*number)
    outside = sign in (">", "<") or "不含" in (held, held_after)
    match AFTER.get(after or "") or sign:
        case "≥" | ">" | "达到":
            return _checked(subject, (x, int(outside)), TOP, "≥")
        case "≤" | "<":
            band = _checked(subject, BOTTOM, (x, int(not outside)), "≤")
            return replace(band, yields=after in ("以下", "及以下") and not (held or held_after))
        case _:
            return _checked(subject, (x, 0), (x, 1))


def _checked(subject: str, low: Cut, high: Cut, side: str = "") -> _Stated:
    if set(subject[-3:]) & _TURNS and not subject.endswith(_NAMES_END):
        raise _Unread(f"中的“{subject}”看不懂")
    if low >= high:
        raise _Unread("里没有任何数")
    finest = min(int(x.as_tuple().exponent) for x, _ in (low, high) if x.is_finite())
    return _Stated(low, high, Decimal(0), "", side, finest=finest)


def _in_unit(said: str, unit: str) -> Decimal:
    got = understand(said, "number", unit)
    if got.value is None or got.unit_differs:
        raise _Unread(f"的单位不是本行的“{unit}”", f"请以“{unit}”计")
    return got.value


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
    others = [other for other in reached if other is not band]
    (low, _), (high, _) = band.low, band.high
    kept = {x for other in others for x in other.kept} - band.kept if not (band.side or band.is_exact) else set()
    claimed = band.yields and any(Interval(other.low, other.high).holds(high) for other in others)
    return replace(band, low=(low, 1) if low in kept else band.low, high=(high, 0) if claimed or high in kept else band.high)


def _cells(stated: Sequence[_Stated]) -> list[_Cell]:
    """All numbers from the lowest up, cut wherever a band begins or ends; one number named goes before 以上 and 以下."""
    cuts = sorted({BOTTOM, TOP, *(cut for band in stated for cut in (band.low, band.high))})
    cells = []
    for low, high in pairwise(cuts):
        claims = [band for band in stated if band.low <= low and high <= band.high]
        exact = any(band.is_exact for band in claims)
        cells.append(_Cell(Interval(low, high), tuple(band for band in claims if not (exact and band.side))))
    return cells


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of numbers with its points and what there is to say about it."""

    where: Interval
    points: Points
    source: Literal["band", "rest", "policy"]
    problems: tuple[Problem, ...] = ()


def _judge(stated: Sequence[_Stated], rest: Points | None, setup: _Setup) -> tuple[Bands, list[Problem]]:
    """The step table, each gap and overlap filled by its policy (就低 where that is to refuse), and a problem for each."""
    stretches = list(_stretches(stated, rest, setup))
    problems = [problem for stretch in stretches for problem in stretch.problems]
    if rest is not None and all(stretch.source != "rest" for stretch in stretches):
        problems.append(Problem("unreachable", "“其余”永远用不到", "请删去“其余”", "其余", fatal=False))
    steps: list[Band] = []
    for stretch in stretches:
        low, high = _rounded(stretch.where.low, setup), _rounded(stretch.where.high, setup)
        if low < high and (not steps or steps[-1].points != stretch.points):
            steps.append(Band(low[0] if low[0].is_finite() else None, bool(low[1]), stretch.points))
    up = setup.worth(steps[-1].points) < setup.worth(steps[0].points)
    gaps = tuple(stretch.where for stretch in stretches if stretch.source == "policy")
    bands = Bands(tuple(steps[::-1]), "up" if up else "down", gaps)
    return bands, [*problems, *_backward(bands, setup)]


def _stretches(stated: Sequence[_Stated], rest: Points | None, setup: _Setup) -> Iterator[_Stretch]:
    cells = [cell for cell in _cells(stated) if cell.claims or not (setup.whole and _has_no_whole(cell.where))]
    ends = [next(setup.worth(cell.claims[0].points) for cell in order if cell.claims) for order in (cells, cells[::-1])]
    lower_is_better = ends[1] < ends[0] or (ends[0] == ends[1] and bool(cells[0].claims))  # ≤100%满分 and nothing else
    worst = len(cells) - 1 if lower_is_better else 0
    only = sum(not cell.claims for cell in cells) == 1
    for i, cell in enumerate(cells):
        hole = _Hole(cell.where, _claimant(cells, i - 1), _claimant(cells, i + 1), i == worst)
        if cell.claims:
            yield _claimed(cell, setup)
        elif rest is not None and _is_rest(hole, setup.worth(rest), min(ends), only, setup):
            yield _Stretch(cell.where, rest, "rest")
        else:
            yield _unclaimed(hole, setup)


def _is_rest(hole: _Hole, worth: Decimal, least: Decimal, only: bool, setup: _Setup) -> bool:
    """Whether 其余 means this hole: what lies beyond the worst band, or the only hole if that makes sense.

    Not what lies between two bands beside other holes: 89.5% is hardly meant to get less than 80%.
    """
    beside = sorted(setup.worth(band.points) for band in hole.beside)
    if hole.is_open:
        return only or beside[0] == least
    return only and beside[0] <= worth <= beside[-1]


def _claimant(cells: Sequence[_Cell], i: int) -> _Stated | None:
    return cells[i].claims[0] if 0 <= i < len(cells) and cells[i].claims else None


def _has_no_whole(where: Interval) -> bool:
    low, after_low = where.low
    if not (low.is_finite() and where.high[0].is_finite()):
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


def _claimed(cell: _Cell, setup: _Setup) -> _Stretch:
    """Points of a stretch that bands claim, with a problem where they disagree."""
    claims = sorted(cell.claims, key=lambda band: setup.worth(band.points))
    fewest, most = claims[0].points, claims[-1].points
    if setup.worth(fewest) == setup.worth(most):
        return _Stretch(cell.where, fewest, "band")
    said = "与".join(f"“{band.said}”" for band in cell.claims)
    scores = "、".join(_score(band.points) for band in cell.claims)
    problem = Problem(
        "overlap",
        f"{cell.where.say(setup.percent)}有两个得分（{scores}）：{said}{setup.settled(setup.overlap)}",
        f"注明[重叠就低]则得{_score(fewest)}，注明[重叠就高]则得{_score(most)}；或改写区间，使其不相交",
        "；".join(band.said for band in cell.claims),
        fatal=setup.overlap is GapPolicy.REFUSE,
    )
    return _Stretch(cell.where, most if setup.overlap is GapPolicy.HIGHER else fewest, "band", (problem,))


def _unclaimed(hole: _Hole, setup: _Setup) -> _Stretch:
    """Points of a stretch that no band claims, by policy, with its problem."""
    beside = sorted((band.points for band in hole.beside), key=setup.worth)
    low, high = Decimal(0) if hole.is_worst else beside[0], beside[-1]
    if hole.where == Interval(BOTTOM, (Decimal(0), 0)):
        return _Stretch(hole.where, beside[0], "policy")  # a scale from 0 on: below it are mistakes, reported when they come
    between = "与".join(f"“{band.said}”" for band in hole.beside)
    message = f"{hole.where.say(setup.percent)}没有规定得分，在{between}之{'外' if hole.is_open else '间'}"
    rounding = replace(setup, rounds=True)
    rounds_away = _rounded(hole.where.low, rounding) >= _rounded(hole.where.high, rounding)
    policy = GapPolicy.ROUND if rounds_away and setup.rounds else setup.gap
    problem = Problem(
        "missing_case" if hole.is_open else "gap",
        message + setup.settled(policy),
        _remedy(hole, low, high, rounds_away, setup),
        "；".join(band.said for band in hole.beside),
        fatal=policy is GapPolicy.REFUSE,
    )
    return _Stretch(hole.where, high if setup.gap is GapPolicy.HIGHER else low, "policy", (problem,))


def _remedy(hole: _Hole, low: Points, high: Points, rounds_away: bool, setup: _Setup) -> str:
    """Which policies close a gap, and how it then reads."""
    value = hole.where.say(setup.percent)
    if not hole.is_open:
        value = setup.bound((hole.where.low[0] + hole.where.high[0]) / 2)
    how = f"注明[就低]则{value}得{_score(low)}，注明[就高]则得{_score(high)}"
    if setup.worth(low) == setup.worth(high):
        how = f"注明[就低]或[就高]，则{value}得{_score(low)}"
    if rounds_away:
        how += f"，注明[四舍五入到整数]则先取到{setup.bound(setup.finest)}再查档"
    if hole.is_worst:
        how += "；或补写“其余:0”"
    elif hole.is_open:
        (band,) = hole.beside
        x, after = band.low if hole.below else band.high
        sign = ("≥", ">")[after] if hole.below else ("<", "≤")[after]
        how += f"；或把“{band.said}”改写为“{sign}{setup.bound(x)}得{_score(band.points)}”"
    return how


def _backward(bands: Bands, setup: _Setup) -> Iterator[Problem]:
    """Where a better value gets fewer points."""
    for upper, lower in pairwise(bands.bands):
        better, worse = (lower, upper) if bands.direction == "up" else (upper, lower)
        if upper.at_least is not None and setup.worth(better.points) < setup.worth(worse.points):
            edge = Interval((upper.at_least, int(upper.strict)), TOP)
            edge = Interval(BOTTOM, edge.low) if bands.direction == "up" else edge
            message = f"{edge.say(setup.percent)}得{_score(better.points)}，反而少于{_score(worse.points)}"
            yield Problem("order", message, "如确为区间指标可不改；否则请核对各档得分", fatal=False)


def _idle(stated: Sequence[_Stated]) -> Iterator[Problem]:
    """Bands that can never count, and thresholds that do not run from the strictest down."""
    for i, band in enumerate(stated):
        if any((band.low, band.high, band.points) == (other.low, other.high, other.points) for other in stated[:i]):
            yield Problem("unreachable", f"“{band.said}”重复", "请删去其中一个", band.said, fatal=False)
    for first, second in pairwise(stated):
        falls = first.low < second.low if first.side == "≥" else first.high > second.high
        if first.side and first.side == second.side and falls:
            message = f"“{second.said}”比“{first.said}”更严，却写在其后，照先后次序永远用不到"
            yield Problem("unreachable", message, "已按数值排序；请从最严的一档写起", second.said, fatal=False)


def _sums(stated: Sequence[_Stated], rest: Points | None, setup: _Setup) -> Iterator[Problem]:
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


# ---- checklist items --------------------------------------------------------------------------------------

_MARKS = (re.compile(r"[①-⑳]"), re.compile(r"\(\d{1,2}\)"), re.compile(r"(?<![\d.])\d{1,2}[.、](?!\d)"))
_ITEM = re.compile(
    rf"(?P<text>.*?)[,:; ]*(?:(?:得|计|:) *(?P<points>{_NUMBER}) *分?|(?P<scored>{_NUMBER}) *分|(?<![^ ])(?P<bare>{_NUMBER}))"
    r"(?:[,; ]*(?:不符合|不满足|未达到|否则)[^,;]{0,6}得?(?:不得|零|0)分)?[,;.。 ]*"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One point of a checklist, or one tier to choose, and what it is worth."""

    text: str
    points: Decimal


def parse_items(text: str, points: Decimal | None) -> tuple[tuple[Item, ...] | None, list[Problem]]:
    """Items of a checklist, marked ①②, (1), 1. or parted by semicolons, each ending in its points.

    With ``points`` given, the items must add up to it and none may be worth nothing.
    """
    items: list[Item] = []
    problems: list[Problem] = []
    for number, piece in enumerate(_pieces(text), 1):
        match = _ITEM.fullmatch(narrow(piece))
        if not match or re.search(r"得 *\d", match["text"]):
            fault = "里不止一个得分" if match else "没有写明得分"
            problems.append(Problem("syntax", f"“{piece}”{fault}", "请写作“①立项合规:1.5; ②手续齐全:1”的样子", piece))
            continue
        worth = Decimal(match["points"] or match["scored"] or match["bare"])
        items.append(Item(piece[: match.end("text")].strip() or f"第{number}项", worth))
    if not items and not problems:
        problems.append(Problem("syntax", "没有写明任何一项", "请写作“①立项合规:1.5; ②手续齐全:1”的样子", text))
    problems += _twice(items)
    if points is not None and not problems:
        problems += [
            Problem("unreachable", f"“{item.text}”得 0 分", "请写明分值", item.text) for item in items if not item.points
        ]
        total = sum((item.points for item in items), Decimal(0))
        if total != points:
            message = f"各项合计 {plain(total)} 分，分值为 {plain(points)}"
            problems.append(Problem("sum", message, "请改各项得分或分值", text.strip()))
    return (None if problems else tuple(items)), problems


def parse_tiers(text: str, points: Decimal | None) -> tuple[tuple[Item, ...] | None, list[Problem]]:
    """Tiers that a person picks from, each with its points: 有效得5分；较为有效得3分；未改善不得分."""
    tiers: list[Item] = []
    problems: list[Problem] = []
    body, done = squeeze(narrow(text)), 0
    for match in _POINTS.finditer(body):
        name, said, worth = body[done : match.start()].strip(",;、:。"), body[done : match.end()], _points_of(match)
        done = match.end()
        if not name or (worth == FULL and points is None):
            problems.append(Problem("syntax", f"“{said}”看不懂", "请写作“有效:5; 较为有效:3; 未改善:0”的样子", said))
            continue
        tiers.append(Item(name, worth if isinstance(worth, Decimal) else points or Decimal(0)))
    if left := body[done:].strip(",;、。"):
        problems.append(Problem("syntax", f"“{left}”没有写明得分", "每一档都要写“得几分”", left))
    elif len(tiers) < 2 and not problems:
        problems.append(Problem("missing_case", "至少要有两档", "请写作“有效:5; 较为有效:3; 未改善:0”的样子", text.strip()))
    problems += _twice(tiers)
    best = max((tier.points for tier in tiers), default=points)
    if points is not None and best is not None and best != points:
        message = f"最高一档得 {plain(best)} 分，分值为 {plain(points)}"
        problems.append(Problem("sum", message, "请改得分或分值", text.strip(), fatal=best > points))
    return (None if any(problem.fatal for problem in problems) else tuple(tiers)), problems


def _twice(items: Sequence[Item]) -> Iterator[Problem]:
    for i, item in enumerate(items):
        if item.text in {other.text for other in items[:i]}:
            yield Problem("overlap", f"“{item.text}”写了两次", "请删去其中一个", item.text)


def _pieces(text: str) -> list[str]:
    """The text of each item without its mark, in the signs it was written in; the first mark tells what marks are."""
    families = [list(mark.finditer(narrow(text))) for mark in _MARKS]  # narrow keeps places
    marks = min((family for family in families if family), key=lambda family: family[0].start(), default=[])
    if not marks:
        return [piece.strip() for piece in re.split(r"[;；\n]", text) if piece.strip()]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    pieces = [text[: marks[0].start()]] + [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [piece.strip() for i, piece in enumerate(pieces) if i or piece.strip()]


# ---- settings ---------------------------------------------------------------------------------------------

_COUNTED = (
    "亿元|万元|千元|元|分钟|小时|平方米|千米|公里|人次|人|家|个月|个|项|次|件|户|套|天|日|月|年|期|份|篇|起|例|处|所|名|米"
)
_ANY = rf"(?<![\d.])(?:{_NUMBER}|[零〇一二两三四五六七八九十百]{{1,9}})"  # 千, 万 belong to the unit: 2万元, 两万元
_MINUS = r"(?:(?<![\d.%‰])-)?"
_FRACTION = rf"{_ANY}/{_NUMBER}|{_ANY}分之(?:{_ANY})|一半"
_PERCENT = rf"{_MINUS}{_ANY}[%‰](?![\d%‰])|(?:{_ANY})?个百分点"
_WHOLE_WORD = rf"(?![\d.%‰/钟点]|分?之[\d{NUMERALS}]|个?百分点)"  # or 十 of 十分之一 would be 10
_HOLES = {
    "": rf"{_FRACTION}|{_PERCENT}|{_MINUS}{_ANY}(?:{_COUNTED}|分)?{_WHOLE_WORD}",
    "points": rf"{_ANY}分?{_WHOLE_WORD}",
    "share": rf"{_FRACTION}|{_PERCENT}",
}
_LOOSE = "[ ,:、]*"  # a phrase may hold commas, not semicolons
_MEASURED = re.compile(rf"{_MINUS}{_ANY}(?:{_COUNTED})")
_TOKEN = re.compile(r"\{(\w+)(?::(\w+))?\}|([()|\[\]])|[ ,;:、]+|([^{()|\[\] ,;:、]+)")


def fill_pattern(patterns: Sequence[str], text: str) -> tuple[dict[str, Decimal], list[Problem]]:
    """Values of the named holes of phrases, whatever their order and punctuation.

    A pattern is a phrase such as ``每[降]低{step}扣{each}分``: ``[x]`` may be left out, ``(a|b)`` is one of both, a hole
    ``{name}`` takes 95%, 0.1个百分点 (0.001), 一个百分点, 17人, 0.5分, 1/10, 十分之一; ``{name:points}`` only plain numbers,
    ``{name:share}`` only percentages and fractions; what ``{_}`` takes is not kept. The 分 after a hole may be missing. A
    phrase without holes is merely allowed. Longer phrases go before shorter ones, each is taken once; commas inside do not
    matter, a semicolon ends a phrase; ``step=1%`` is read for every name. What nothing takes is a problem. ValueError for
    a pattern that is none.
    """
    found, problems = _fill(patterns, text)
    return {name: value for name, (value, _) in found.items()}, problems


def parse_settings(
    text: str,
    keys: Mapping[str, Sequence[str]],
    phrases: Sequence[str] = (),
    defaults: Mapping[str, Decimal] = MappingProxyType({}),
    percent: Mapping[str, bool] = MappingProxyType({}),
    unit: str = "",
) -> tuple[dict[str, Decimal] | None, list[Problem]]:
    """Parameters of a method from a standard in phrases, or as ``键=值``.

    ``keys`` gives each parameter's Chinese names: with ``{"step": ["步长"]}`` step=1%, 步长：1% and 步长1% are read, too.
    ``phrases`` are patterns of ``fill_pattern``; ``defaults`` stand for what is not written; ``percent`` says of a
    parameter that it must (True) or must not (False) be a percentage; ``unit`` is the row's, in which plain ``{x}`` are
    given (1亿元 is 10000 in a row of 万元).
    """
    labels = [f"{word}[=]{_hole(name, phrases)}" for name, words in keys.items() for word in words]
    found, problems = _fill([*phrases, *labels], text, keys)
    values = dict(defaults)
    for name, (value, said) in found.items():
        try:
            values[name] = _in_unit(said, unit) if unit and _MEASURED.fullmatch(said) else value
            _check_percent(said, value, percent.get(name))
        except _Unread as why:
            problems.append(Problem("syntax", f"“{said}”{why}", why.hint, said))
    for name in keys:
        if name not in found and name not in defaults:
            label = next(iter(keys[name]), name)
            hint = f"请补写，如“{label}={_example(name, phrases)}”"
            problems.append(Problem("missing_case", f"没有写明{label}", hint, text.strip()))
    return (None if any(problem.fatal for problem in problems) else values), problems


def _check_percent(said: str, value: Decimal, wanted: bool | None) -> None:
    is_percent = bool(re.search("[%‰]|百分", said))
    if value and wanted and not is_percent:
        raise _Unread("没有百分号，而本行按百分比计", f"请写作 {said}%")
    if value and is_percent and wanted is False:
        raise _Unread("用了百分号，而本行不按百分比计", "请去掉百分号，或改计量单位")


def _hole(name: str, phrases: Iterable[str]) -> str:
    """The hole of a name as the phrases write it."""
    return next((match[0] for phrase in phrases if (match := re.search(rf"{{{name}:\w+}}", phrase))), f"{{{name}}}")


def _example(name: str, phrases: Iterable[str]) -> str:
    kind = _hole(name, phrases).strip("{}").partition(":")[2]
    return {"": "5%", "points": "0.5", "share": "1/10"}[kind]


def _fill(
    patterns: Sequence[str], text: str, names: Iterable[str] = ()
) -> tuple[dict[str, tuple[Decimal, str]], list[Problem]]:
    left = _tidy(text)
    found: dict[str, tuple[Decimal, str]] = {}
    problems: list[Problem] = []
    named = dict.fromkeys([*names, *re.findall(r"{(\w+)", "".join(patterns))])
    keys = [f"{name}[=]{_hole(name, patterns)}" for name in named if name != "_"]
    for pattern in [*sorted(patterns, key=lambda phrase: -len(_example_of(phrase))), *keys]:
        regex, holes = _compiled(pattern)
        match = regex.search(left)
        if not match or not match[0].strip(" ,;:、"):
            continue
        left = f"{left[: match.start()]}\0{left[match.end() :]}"
        for name, said in zip(holes, match.groups(), strict=True):
            if said is None or name == "_":
                continue
            value = _value(said)
            if value is None:
                problems.append(Problem("syntax", f"“{said}”不是确定的数", "请用阿拉伯数字", said))
            elif found.setdefault(name, (value, said))[0] != value:
                message = f"“{found[name][1]}”与“{said}”不一致"
                problems.append(Problem("overlap", message, "同一个数只写一次，或写成一样", said))
    accepted = "；".join([_example_of(pattern) for pattern in patterns if "{" in pattern][:3])
    left_over = [piece for piece in re.split(r"[\0 ,;:、]+", left) if piece]
    return found, problems + [Problem("syntax", f"“{piece}”看不懂", f"可以写：{accepted}", piece) for piece in left_over]


def _example_of(pattern: str) -> str:
    """A pattern for people: 每[降]低{step}扣{each} is 每低…扣…."""
    before = ""
    while before != pattern:
        before, pattern = pattern, re.sub(r"\[[^\[\]]*\]", "", pattern)
    return re.sub(r"\{[^}]*\}", "…", re.sub(r"\(([^|()]*)[^()]*\)", r"\1", pattern))


@cache
def _compiled(pattern: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A pattern as a regular expression, and the name of each of its groups."""
    names: list[str] = []
    parts: list[str] = []
    tidy = _tidy(pattern)
    last = _closing_options(tidy)
    for token in _TOKEN.finditer(tidy):
        name, kind, bracket, words = token.groups()
        if name:
            names.append(name)
            if kind and kind not in _HOLES:
                raise ValueError(f"“{pattern}”：没有“{kind}”这种填空，只有 points 和 share")
            parts.append(f"{_LOOSE}({_HOLES[kind or '']})")
        elif bracket:
            opens = "(?:(?![ ,:、])" if token.start() in last else "(?:"
            parts.append({"(": "(?:", "[": opens, "]": ")?"}.get(bracket, bracket))
        elif words:
            signs = [_LOOSE + re.escape(sign) for sign in words]
            after_hole = token.start() > 0 and tidy[token.start() - 1] == "}"
            parts += [signs[0] + "?", *signs[1:]] if after_hole and words[0] == "分" else signs
    try:
        return re.compile("".join(parts)), tuple(names)
    except re.error as error:
        raise ValueError(f"“{pattern}”：括号不成对") from error


def _closing_options(pattern: str) -> set[int]:
    """Where the ``[ ]`` begin that end a pattern: they must not reach over punctuation into the next phrase."""
    starts: set[int] = set()
    end = len(pattern)
    while pattern.endswith("]", 0, end):
        depth = 0
        for at in range(end - 1, -1, -1):
            depth += {"]": 1, "[": -1}.get(pattern[at], 0)
            if not depth:
                break
        starts.add(at)
        end = at
    return starts


def _value(said: str) -> Decimal | None:
    """Number of a hole: 95% → 0.95, 个百分点 → 0.01, 1/10, 十分之一 and 一半 as fractions, 17人 → 17."""
    if said == "一半":
        return Decimal("0.5")
    parts = said.split("/") if "/" in said else said.split("分之")[::-1]
    numbers = [_number(part) for part in parts]
    if numbers[0] is None or numbers[-1] is None:
        return None
    if len(numbers) > 1:
        return ratio(numbers[0], numbers[-1])
    return numbers[0].scaleb(-3 if "‰" in said else -2 if "%" in said or "百分点" in said else 0)


def _number(said: str) -> Decimal | None:
    """The number a text begins with; 1 where it begins with none (每增个百分点)."""
    if figures := re.match(rf"-?{_NUMBER}", said):
        return Decimal(figures[0])
    numerals = re.match(f"[{NUMERALS}]*", said)
    return from_chinese(numerals[0]) if numerals and numerals[0] else Decimal(1)
