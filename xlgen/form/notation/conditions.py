"""Conditions of a standard: ≥95%, 80%-89%, 80%≤X<90%, [80%,90%), 60%以下（不含）."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from xlgen.form.notation.bands import BOTTOM, TOP, Cut, Interval
from xlgen.form.notation.phrasebook import is_preamble
from xlgen.form.notation.points import Points
from xlgen.form.notation.policies import Setup
from xlgen.form.notation.problems import Unread
from xlgen.form.notation.wording import NUMBER, check_percent, in_unit
from xlgen.words.figures_in import figures
from xlgen.words.spelling import AFTER

_UNIT = r"[^\W\d_扣减加得零〇一二两三四五六七八九十]{0,6}?(?:/[^\W\d_]{1,3}?)?"
_VALUE = rf"(-?{NUMBER})(?:(%|‰|个百分点)|({_UNIT}))"
_HELD = r"(?:\((不?含)[^()\d]*\))?"
_SUBJECT = r"([^\d≥>≤<=\[]*?)"
_RANGE = re.compile(rf"{_SUBJECT}(?:达到)?{_VALUE}{_HELD}-{_VALUE}{_HELD}(?:之间|区间)?")
_CHAIN = re.compile(rf"(?P<subject>)(?P<low>{_VALUE})(?P<above>[≤<])[^\W\d_]{{0,8}}(?P<below>[≤<])(?P<high>{_VALUE})")
_BRACKETS = re.compile(rf"(?P<subject>{_SUBJECT})(?P<above>[\[(])(?P<low>{_VALUE}),(?P<high>{_VALUE})(?P<below>[\])])")
_FROM = {"[": "≥", "(": ">", "≤": "≥", "<": ">"}
_UP_TO = {"]": "≤", ")": "<", "≤": "≤", "<": "<"}
_ENDS = re.compile(r"[,且并但]+|(?<=[\d%‰])(?=[≤<≥>])|(?<=以上)(?=\d)")
_AFTER = AFTER | {"以后": "≥"}  # 11名以后
_ONE_SIDED = re.compile(rf"{_SUBJECT}([≥>≤<=]|达到)?{_VALUE}{_HELD}({'|'.join(_AFTER)})?{_HELD}")
_TURNS = set("未不没无非低高超少多约近每扣减降")  # right before a number they may turn the meaning round
_NAMES_END = tuple("率度数量比值额为在")

_Value = Callable[[str, str | None, str], Decimal]  # of digits, % and unit


@dataclass(frozen=True, slots=True)
class StatedBand:
    """A band as written; ``side`` is ≥ or ≤ where it has one end only, ``yields`` the ends it gives up if another claims them."""

    low: Cut
    high: Cut
    side: str = ""
    yields: frozenset[Decimal] = frozenset()
    kept: frozenset[Decimal] = frozenset()  # ends marked （含）, which other ranges give up
    points: Points = Decimal(0)
    said: str = ""

    @property
    def is_exact(self) -> bool:
        """Whether it is one number alone."""
        return self.low[0] == self.high[0]

    @property
    def where(self) -> Interval:
        """The numbers it claims."""
        return Interval(self.low, self.high)


def read_condition(text: str, setup: Setup, units: set[str]) -> StatedBand:
    """The numbers one condition means; ``units`` collects the units met, which must be one and the same.

    Unread for what is no condition.
    """
    value = partial(_value, setup=setup, units=units)
    if match := _RANGE.fullmatch(text):
        return _between(match, value)
    if match := _CHAIN.fullmatch(text) or _BRACKETS.fullmatch(text):
        text = f"{match['subject']}{_FROM[match['above']]}{match['low']},{_UP_TO[match['below']]}{match['high']}"
    ends = [_one_sided(part, value) for part in _without_preamble(_ENDS.split(text))] or [_one_sided(text, value)]
    if len(ends) == 1:
        return ends[0]
    if any(end.is_exact for end in ends):  # 1,200
        raise Unread("看不懂")
    both = _checked("", max(end.low for end in ends), min(end.high for end in ends))
    return replace(both, yields=frozenset().union(*(end.yields for end in ends)))


def _without_preamble(parts: Sequence[str]) -> list[str]:
    """The parts of a condition without those before its first figure that only lead to it: 在同行业中, 位居前20%."""
    first = next((i for i, part in enumerate(parts) if re.search(r"[\d≥≤<>=]", part)), 0)
    return [part for i, part in enumerate(parts) if part and (i >= first or not is_preamble(part))]


def _value(number: str, mark: str | None, unit: str | None, setup: Setup, units: set[str]) -> Decimal:
    if mark or Decimal(number):
        check_percent(number, bool(mark), setup.percent)
    if unit and unit != setup.unit and setup.unit:
        return in_unit(number + unit, setup.unit)
    units.update({unit} if unit and unit != setup.unit else ())
    if len(units) > 1:
        raise Unread(f"的单位与前面不一致：{'、'.join(sorted(units))}", "请用同一个单位")
    return Decimal(number).scaleb({"‰": -3, None: 0}.get(mark, -2))


def _between(match: re.Match[str], value: _Value) -> StatedBand:
    subject, *first, first_held, number, mark, unit, second_held = match.groups()
    ends = sorted([(value(*first), first_held), (value(number, mark, unit), second_held)], key=lambda end: end[0])
    (a, a_held), (b, b_held) = ends
    kept = frozenset(x for x, held in ends if held == "含")
    yields = frozenset(x for x, held in ends if kept and not held)  # 80%(含)-90%: who marks one end leaves the other open
    return replace(_checked(subject, (a, int(a_held == "不含")), (b, int(b_held != "不含"))), kept=kept, yields=yields)


def _one_sided(text: str, value: _Value) -> StatedBand:
    match = _ONE_SIDED.fullmatch(text)
    if not match:
        raise Unread("看不懂")
    subject, sign, *number, held, after, held_after = match.groups()
    if after and sign not in (None, "达到"):
        raise Unread(f"既有“{sign}”又有“{after}”")
    x = value(*number)
    outside = sign in (">", "<") or "不含" in (held, held_after)
    yields = frozenset({x} if after in ("以下", "及以下", "以后") and not (held or held_after) else ())
    match _AFTER.get(after or "") or sign:
        case "≥" | ">" | "达到":
            return replace(_checked(subject, (x, int(outside)), TOP), side="≥", yields=yields)
        case "≤" | "<":
            return replace(_checked(subject, BOTTOM, (x, int(not outside))), side="≤", yields=yields)
        case _:
            return _checked(subject, (x, 0), (x, 1))


def _checked(subject: str, low: Cut, high: Cut) -> StatedBand:
    if any(figures(subject)) or (set(subject[-3:]) & _TURNS and not subject.endswith(_NAMES_END)):
        raise Unread(f"中的“{subject}”看不懂")
    if low >= high:
        raise Unread("里没有任何数")
    return StatedBand(low, high)
