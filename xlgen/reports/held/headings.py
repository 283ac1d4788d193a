"""Headings of a report, as far as their texts tell: a short line without a stop, and how deep its number says that it stands."""

from __future__ import annotations

import re
from functools import lru_cache

from xlgen.reports.held.report_text import to_compare

_SHORT = 45  # signs
_STOP = re.compile("[。;:,]$")
_ASIDE = re.compile(r"^(?:\(?(?:金额)?单位|表\d|图\d|注|附[件表注])|^[\d年月日./-]*$")
_NUMBERS = (  # from the highest down
    r"第[一二三四五六七八九十]{1,3}(?:部分|章|节)", "[一二三四五六七八九十]{1,3}[、.]", r"\([一二三四五六七八九十]{1,3}\)", r"\d{1,3}[、.)](?!\d)", r"\(\d{1,3}\)", "[①-⑳]",
)  # fmt: skip
_RANKS = [(number, re.compile(pattern)) for number, pattern in enumerate(_NUMBERS, 1)]
_LEAD = re.compile(r"(?:项目[一二三四五六七八九十\d]{1,3}[:、]?)?(?:20\d\d年度?)?[“\"‘'《]?")


@lru_cache(maxsize=1 << 14)  # a report on many projects is read once for each of them
def is_heading(line: str) -> bool:
    """Whether a line stands above others: short, without a stop, no unit of money and no day."""
    said = to_compare(line)
    return 0 < len(said) < _SHORT and not _STOP.search(said) and not _ASIDE.search(said)


@lru_cache(maxsize=1 << 14)
def rank(line: str) -> int:
    """How deep its number says that a heading stands, from 1; 0 of one without a number, which is a title."""
    said = to_compare(line)
    return next((number for number, pattern in _RANKS if pattern.match(said)), 0)


def leads(line: str, at: int) -> bool:
    """Whether what stands at a place of a line, in half-width signs without blanks, is what the line begins with."""
    said = to_compare(line)
    number = next((found.end() for _, pattern in _RANKS if (found := pattern.match(said))), 0)
    lead = _LEAD.match(said, number)
    return at >= 0 and bool(lead) and at == lead.end()  # type: ignore[union-attr]
