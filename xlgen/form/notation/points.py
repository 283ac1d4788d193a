"""Points in a standard: where they stand, how they are read and said."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from xlgen.form.notation.problems import Problem
from xlgen.form.notation.wording import NUMBER
from xlgen.words.numbers import half_up, plain
from xlgen.words.spelling import narrow
from xlgen.words.typed import Extent

FULL: Final = "满分"
Points = Decimal | Literal["满分"]
_GET = r"(?:可|即|(?<!否)则)?(?:得|计|记|给|评|为(?=零分|[\d.]+分))"
_POINTS = re.compile(
    rf"(?:(?<![:,])[:,]+)?(?:此项|该项|本项)?(?:(?P<none>(?:(?<!否)则)?不得分|不给分|不计分|{_GET}?零分|(?:全部?|(?<!否)则)?扣(?:完|光))|(?P<full>{_GET}?满分|不扣分)"
    rf"|{_GET}(?:该项|指标|本项)?(?:分值|权重)?(?P<share>{NUMBER})%(?:(?:该项|指标|本项)?(?:分值|权重分?|分数))?"
    rf"|(?:(?<!否)则)?扣[减除]?(?P<off>{NUMBER})分?|{_GET}(?P<got>{NUMBER})分?|:(?P<said>{NUMBER})分?|(?P<bare>{NUMBER})分(?![一-鿿]))"
    r"(?!\d|%|\.\d)"
)
_WHOLE = re.compile(rf"(?:(?:本项|该项|此项|本指标)(?:满分|分值|总分)?|满分|分值)(?:共|计|为)?:?{NUMBER}分")
SHARE = re.compile(rf"(?:得|计|扣)(?:该项|指标|本项)?(?:分值|权重)?的? *{NUMBER}%")  # of the points: no measure
_MARKS = ",;、:，；：。"


class Scored(NamedTuple):
    """What gets points, the points, both as written, and where in the text they stand."""

    what: str
    points: Points
    said: str
    at: Extent


def scored(text: str, full: Decimal | None = None) -> tuple[list[Scored], list[Problem]]:
    """All that a text without blanks gives points to, in its own signs, and a problem for words without points.

    ``full`` are the row's points: 扣0.5分 and 得分值的50% are said of them.
    """
    pieces: list[Scored] = []
    problems: list[Problem] = []
    done = 0
    for match in _POINTS.finditer(narrow(text)):  # narrow keeps places
        what, said = text[done : match.start()].strip(_MARKS), text[done : match.end()].strip(_MARKS)
        points = _points_of(match, full)
        if _WHOLE.fullmatch(narrow(said)) and points == full:
            done = match.end()  # 本项15分: the row's points again
            continue
        if points is None:
            problems.append(Problem("syntax", f"“{said}”扣的比分值还多，或没有分值可扣", "请核对分值和扣几分", said))
        else:
            pieces.append(Scored(what, points, said, (done, match.end())))
        done = match.end()
    left = text[done:].strip(_MARKS)
    if left:
        problems.append(Problem("syntax", f"“{left}”没有写明得分", "每一档都要写“得几分”", left))
    return pieces, problems


def _points_of(match: re.Match[str], full: Decimal | None) -> Points | None:
    """The points said, None for a deduction from points that are not there."""
    if match["full"]:
        return FULL
    if off := match["off"] or match["share"]:
        if full is None:
            return None
        left = full - Decimal(off) if match["off"] else half_up(full * Decimal(off) / 100, 2)
        return left if left >= 0 else None
    return Decimal(match["got"] or match["said"] or match["bare"] or "0")


def say_points(points: Points) -> str:
    """Points as people write them: 满分, 1.5分."""
    return FULL if points == FULL else f"{plain(points)}分"
