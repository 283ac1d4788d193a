"""Points in a standard: where they stand, how they are read and said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from xlgen.form.notation.problems import Problem
from xlgen.form.notation.wording import NUMBER
from xlgen.words.numbers import plain
from xlgen.words.spelling import narrow

FULL: Final = "满分"
Points = Decimal | Literal["满分"]
_POINTS = re.compile(
    rf"[:,]*(?:不得分|不给分|(?:得|计)?(满分|零分)|(?:得|计)({NUMBER})分?|:({NUMBER})分?|({NUMBER})分(?!钟|之))(?!\d|%|\.\d)"
)
_MARKS = ",;、:，；：。"


class Scored(NamedTuple):
    """What gets points, the points, and both as written."""

    what: str
    points: Points
    said: str


def scored(text: str) -> tuple[list[Scored], list[Problem]]:
    """All that a text without blanks gives points to, in its own signs, and a problem for words without points."""
    pieces, done = [], 0
    for match in _POINTS.finditer(narrow(text)):  # narrow keeps places
        what, said = text[done : match.start()].strip(_MARKS), text[done : match.end()].strip(_MARKS)
        pieces.append(Scored(what, _points_of(match), said))
        done = match.end()
    left = text[done:].strip(_MARKS)
    return pieces, [Problem("syntax", f"“{left}”没有写明得分", "每一档都要写“得几分”", left)] if left else []


def _points_of(match: re.Match[str]) -> Points:
    word, *figures = match.groups()
    figure = next((figure for figure in figures if figure), "0")
    return FULL if word == FULL else Decimal(figure)


def say_points(points: Points) -> str:
    """Points as people write them: 满分, 1.5分."""
    return FULL if points == FULL else f"{plain(points)}分"
