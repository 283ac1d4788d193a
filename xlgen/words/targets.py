"""A target of the roster in its parts: operator, number, unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from xlgen.words.deadlines import DONE_AT_END, deadline
from xlgen.words.quantities import ABOUT, COUNTED, NUMBER, ROUGHLY, TIMES, UNIT, Quantity, as_fraction, decimal, quantity, usual
from xlgen.words.spelling import AFTER, OPERATORS, REACHED, either, narrow, squeeze

_SPREAD = re.compile(
    rf"(?:介于|在|控制在)?(?P<low>{NUMBER})(?P<low_unit>%|‰|{UNIT})??(?:[-~至到]|--)(?P<high>{NUMBER})(?P<unit>%|‰|{UNIT})??(?:之间)?"
)
_ODD = str.maketrans({"〈": "<", "〉": ">", **dict.fromkeys("“”‘’\"'")})
_HELD = re.compile(r"\((不?含)(?:本数|\.?\d[^()]*+)?\)")
_LEAD = re.compile(r"^(?:应该?|须|需|力争|确保|保证)(?=.)")
_SIGNS_OF_TARGETS = {
    "不到": "不足",
    "最多": "至多",
    "最高": "至多",
    "最少": "至少",
    "最低": "至少",
}  # in standards they mean more
_BEFORE = OPERATORS | REACHED
_COMPARES = re.compile(either([*OPERATORS, "≠"]))
_STRICT = {"≥": ">", "≤": "<", ">": ">", "<": "<"}
_NO_UNIT = re.compile(  # a rank, a kind, or a time of the year that says from or until when
    r".*[前后内底末以或且和].*|.*[级类等档星版号]|.+起|.*半年|年?全年|年度|月份?|季度?"
)
_ROUGH = re.compile(rf"({either(ROUGHLY)})\d|.*({either(ABOUT)})$")
NO_NUMBER = "要比大小，却没有数"  # the doubt of a comparison with words
_OF_A_CALENDAR = 1900  # so many 年 are no duration


@dataclass(frozen=True, slots=True)
class Target:
    """A target of the roster: operator (≥ ≤ > < = 区间 or none), number and unit as written.

    Percentages are fractions (≥95% is 0.95 with unit %), dates are Excel's serials with unit 日期. A target in words
    has neither operator nor number; ``low`` and ``high`` are the ends of a 区间. ``doubt`` says why figures or a
    comparison were not read, ``how`` what was added in reading.
    """

    operator: str
    value: Decimal | None
    unit: str
    text: str
    low: Decimal | None = None
    high: Decimal | None = None
    doubt: str = ""
    how: str = ""

    @property
    def is_number(self) -> bool:
        """Whether there is something to compare with: one number or day, or two ends."""
        return self.value is not None or self.low is not None


@lru_cache(1 << 13)  # lists ask for the same again and again
def split_target(text: str, year: str = "") -> Target:
    """Parts of a target as the roster writes it: ≥95%, 不低于 95％, =8个, 3-5个, 10月底前, 有效提升.

    ``year`` is the form's, for times that name none.
    """
    tidy = squeeze(narrow(text.translate(_ODD)))
    words = Target("", None, "", text.strip())
    if (day := deadline(tidy, year)) and day.day is not None:
        return replace(words, operator="≤", value=day.day, unit="日期", how=day.how)
    if day:
        return replace(words, doubt=day.doubt)
    bare, is_open = _without_remarks(tidy)
    read = _spread(words, bare, is_open) or _number(words, bare, is_open)
    return read or replace(words, doubt=_doubt(tidy))


def _without_remarks(tidy: str) -> tuple[str, bool]:
    """The text without 应, （含）, 完成 and the like, its unit out of brackets; and whether （不含） was said."""
    bare = DONE_AT_END.sub("", _LEAD.sub("", _HELD.sub("", tidy)))
    bare = re.sub("^(?:不到|最[多高少低])", lambda word: _SIGNS_OF_TARGETS[word[0]], bare)
    bare = re.sub(rf"(?<=\d)\(({UNIT})\)$", r"\1", bare)
    bare = re.sub(rf"^({_COMPARES.pattern}):", r"\1", bare)
    return re.sub(r"(?<=\dm)[23]$", lambda power: "²³"[power[0] == "3"], bare), "不含" in _HELD.findall(tidy)


def _spread(words: Target, bare: str, is_open: bool) -> Target | None:
    spread = _SPREAD.fullmatch(bare)
    unit = (spread and (spread["unit"] or spread["low_unit"])) or ""
    if not spread or spread["low_unit"] not in (None, unit) or is_open:
        return None
    low, high = (_value(decimal(spread[end]), unit) for end in ("low", "high"))
    if low > high or _is_no_unit(high, unit) or unit == "日":
        return None
    return replace(words, operator="区间", unit=unit, low=low, high=high)


def _number(words: Target, bare: str, is_open: bool) -> Target | None:
    said = quantity(bare)
    operator = _operator(said) if said else None
    if said is None or operator is None or {said.before, said.after} & {*ROUGHLY, *ABOUT} or _is_no_unit(said.value, said.unit):
        return None
    if said.is_numeral and said.unit != "%" and not (operator and said.unit in (*TIMES, *COUNTED)):
        return None  # 一流, 一年
    if is_open and operator not in _STRICT:
        return None
    return replace(
        words, operator=_STRICT[operator] if is_open else operator, value=_value(said.value, said.unit), unit=said.unit
    )


def _operator(said: Quantity) -> str | None:
    """The one sign that stands before or behind a number, "" for none; None where there are two."""
    before, after = _BEFORE.get(said.before, ""), AFTER.get(said.after, "")
    if said.before in REACHED:
        return after or before
    return None if before and after else before or after


def _value(x: Decimal, unit: str) -> Decimal:
    """A percentage as a fraction; per mille and points of a percentage are counted as written."""
    return as_fraction(x, unit) if usual(unit) == "%" else x


def _is_no_unit(x: Decimal, unit: str) -> bool:
    return bool(_NO_UNIT.fullmatch(unit)) or (unit == "年" and x >= _OF_A_CALENDAR)


def _doubt(tidy: str) -> str:
    """Why a text that is not read needs a word: it has figures, or compares with something that is none."""
    if any(map(str.isdigit, tidy)):
        return "只是个大概的数" if _ROUGH.match(tidy) else "里的数没有用上"
    return NO_NUMBER if _COMPARES.match(tidy) else ""
