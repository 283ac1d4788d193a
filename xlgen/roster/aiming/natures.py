"""指标性质: what people write there, which way it means, and whether the target says the same."""

from __future__ import annotations

from typing import NamedTuple

from xlgen.findings import Severity
from xlgen.words.spelling import OPERATORS as COMPARISONS
from xlgen.words.spelling import narrow, squeeze
from xlgen.words.targets import Target

OPERATORS = ("≥", "≤", ">", "<", "=", "区间", "定性")
CHOICES = (*OPERATORS, "正向", "反向", "定量")
COMPARING = ("≥", "≤", ">", "<")
WAYS = {"≥": 1, ">": 1, "≤": -1, "<": -1}  # 1: more is better
_UP = "正向 正向指标 越高越好 越多越好 越大越好 越长越好"
_DOWN = "反向 反向指标 逆向 逆向指标 负向 负向指标 越低越好 越少越好 越小越好 越短越好 越快越好"
_WORDS = dict.fromkeys(_UP.split(), "≥") | dict.fromkeys(_DOWN.split(), "≤")
_KINDS = {"定性指标": "定性", "定量": "定量", "定量指标": "定量", "区间指标": "区间"}
_SAID = COMPARISONS | _WORDS | _KINDS | {sign: sign for sign in OPERATORS}


class Nature(NamedTuple):
    """The sign, 区间 or 定性 meant, "" where nobody says; ``fault`` is what of the target does not fit 指标性质."""

    sign: str
    fault: str = ""
    weight: Severity = Severity.WARNING


def known(typed: str) -> str | None:
    """What 指标性质 says as one of ``OPERATORS`` or 定量, "" where it is blank, None where it is not known."""
    tidy = squeeze(narrow(typed))
    return _SAID.get(tidy) if tidy else ""


def together(typed: str, target: Target) -> Nature:
    """What 指标性质 and the target say together."""
    nature = known(typed) or ""
    match nature:
        case "":
            return Nature(target.operator)
        case "定性":
            return Nature(nature, "却是可以比大小的数，数没有用上" if target.is_number else "")
        case "定量":
            return Nature(target.operator, "" if target.is_number else "却不是数", Severity.ERROR)
        case "区间":
            return Nature(nature, "" if target.low is not None else "却没有上下两头", Severity.ERROR)
    if not target.is_number:
        return Nature(nature)
    if target.low is not None:
        return Nature("区间", "却有上下两头，按区间计分")
    return _signed(nature, target, is_word=squeeze(narrow(typed)) in _WORDS)


def _signed(nature: str, target: Target, is_word: bool) -> Nature:
    """A sign beside a target of one number; ``is_word`` where 正向 or 反向 is said, which leaves the sign to the target."""
    sign = "≤" if target.unit == "日期" else target.operator
    if not sign or sign == nature or (is_word and WAYS.get(sign) == WAYS[nature]):
        return Nature(sign or nature)
    if nature == "=":
        return Nature(nature) if target.unit == "日期" else Nature(sign, f"写的是“{sign}”，按“{sign}”计分")
    if sign == "=":
        return Nature(sign) if is_word and nature == "≥" else Nature(nature, f"写的是“=”，按“{nature}”计分")
    if WAYS[sign] == WAYS[nature]:
        return Nature(nature) if target.unit == "日期" else Nature(sign, f"写的是“{sign}”，按“{sign}”计分")
    return Nature(nature, "说的是不迟于那一天" if target.unit == "日期" else "说的正好相反", Severity.ERROR)
