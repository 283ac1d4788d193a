"""What nobody's list, note or summary may repeat: numbers of identity and of bank cards, texts that are classified."""

from __future__ import annotations

import re
from functools import lru_cache

from xlgen.words.private import is_identity_number
from xlgen.words.spelling import narrow

PERSON, ACCOUNT, CLASSIFIED = "［身份证号］", "［银行卡号］", "［有密级标志的文字］"
_LONG = re.compile(r"\d[\d -]{14}")
_NUMBER = re.compile(r"(?<![0-9A-Za-z.])\d(?:[ -]?\d){14,18}(?:[ -]?[Xx])?(?![0-9A-Za-z])")
_RUN = re.compile(r"\d{15,}[Xx]?")
_CLASSIFIED = re.compile(
    r"(绝密|机密|秘密|内部)[★☆]|密级[:：](绝密|机密|秘密|内部)|\A(绝密|机密|秘密)\Z"
)  # 国家秘密的密级标志写成“秘密★保密期限”


@lru_cache(maxsize=1 << 14)  # forms of one kind print the same texts
def may_veil(text: str) -> bool:
    """Whether a text has anything that could be put out of sight."""
    return bool(_LONG.search(text)) or any(mark in text for mark in "★☆密")


def veiled(text: str, known: frozenset[str] = frozenset()) -> tuple[str, tuple[str, ...]]:
    """The text as it may be told, and what was put out of sight; ``known`` are long numbers that were issued."""
    if not may_veil(text):
        return text, ()
    if _CLASSIFIED.search(re.sub(r"\s", "", text)):
        return CLASSIFIED, (CLASSIFIED,)
    shown, found, last = "", [], 0
    for start, end, kind in _numbers(narrow(text), known):
        shown += text[last:start] + kind
        last = end
        found.append(kind)
    return shown + text[last:], tuple(found)


def _numbers(text: str, known: frozenset[str]) -> list[tuple[int, int, str]]:
    found = []
    for match in _NUMBER.finditer(text):
        places = [match.span()] + [
            (match.start() + each.start(), match.start() + each.end()) for each in _RUN.finditer(match[0])
        ]
        kinds = ((*place, _kind(re.sub("[ -]", "", text[slice(*place)]), known)) for place in places)
        found += [each for each in kinds if each[2]][:1]
    return found


def _kind(number: str, known: frozenset[str]) -> str:
    if number in known:
        return ""
    if is_identity_number(number):
        return PERSON
    return ACCOUNT if _is_card(number) else ""


def _is_card(number: str) -> bool:
    """Whether a number is one as on bank cards: 16 to 19 digits, one of the first digits that banks have, checked by the last.

    ISO/IEC 7812: 4, 5 and 6 are banking; 9558 is older than the standard here.
    """
    if not (number.isdigit() and 16 <= len(number) <= 19 and number.startswith(("4", "5", "6", "9558"))):
        return False
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(number)))
    return sum(each // 10 + each % 10 for each in doubled) % 10 == 0
