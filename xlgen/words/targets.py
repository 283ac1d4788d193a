"""A target of the roster in its parts: operator, number, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from xlgen.words.days import named_day
from xlgen.words.quantities import ABOUT, NUMBER, ROUGHLY, UNIT, as_fraction, decimal, quantity
from xlgen.words.spelling import AFTER, OPERATORS, REACHED, narrow, squeeze

_SPREAD = re.compile(
    rf"(?P<low>{NUMBER})(?P<low_unit>%|‰|{UNIT})??(?:[-~至到]|--)(?P<high>{NUMBER})(?P<unit>%|‰|{UNIT})?(?:之间)?"
)
_LIKE_A_DAY = re.compile(r"\d{4}(年\d|年?年[底末]|([-/.])\d\d?\2\d)")


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the roster: operator (≥ ≤ > < = 区间 or none), number and unit as written.

    Percentages are fractions (≥95% is 0.95 with unit %), dates are Excel's serials with unit 日期. A target in words
    has neither operator nor number; ``low`` and ``high`` are the ends of a 区间.
    """

    operator: str
    value: Decimal | None
    unit: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None


def split_target(text: str) -> Target:
    """Parts of a target as the roster writes it: ≥95%, 不低于 95％, =8个, 3-5个, 2023年12月, 有效提升."""
    tidy = squeeze(narrow(text))
    words = Target("", None, "", text.strip())
    if spread := _SPREAD.fullmatch(tidy):
        return _spread_target(words, spread)
    if _LIKE_A_DAY.match(tidy) and (day := named_day(tidy)):
        return replace(words, operator="≤" if tidy.endswith("前") else "", value=day[0], unit="日期")
    said = quantity(tidy)
    if not said or (said.is_numeral and said.unit != "%") or (said.before and said.after):
        return words
    if {said.before, said.after} & {*ROUGHLY, *ABOUT}:
        return words
    operator = (OPERATORS | REACHED | AFTER).get(said.before or said.after, "")
    return replace(words, operator=operator, value=as_fraction(said.value, said.unit), unit=said.unit)


def _spread_target(words: Target, spread: re.Match[str]) -> Target:
    unit = spread["unit"] or spread["low_unit"] or ""
    if spread["low_unit"] not in (None, unit):
        return words
    low, high = (as_fraction(decimal(spread[end]), unit) for end in ("low", "high"))
    return replace(words, operator="区间", unit=unit, low=low, high=high) if low <= high else words
