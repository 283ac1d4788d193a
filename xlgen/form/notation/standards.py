"""Score bands from a standard as people write it: 90%-100%得4分；80%-89%得2分；80%以下，不得分 [就低]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from xlgen.form.notation.bands import Bands
from xlgen.form.notation.conditions import StatedBand, read_condition
from xlgen.form.notation.points import Scored, scored
from xlgen.form.notation.policies import Setup, with_policies
from xlgen.form.notation.problems import Problem, Unread, is_fatal, unless_fatal
from xlgen.form.notation.step_table import judge
from xlgen.form.notation.wording import tidy

_REST = re.compile("(?:其余|其他|其它|否则|余下)(?:情况)?")


def parse_bands(
    text: str, percent: bool, points: Decimal | None = None, whole: bool = False, unit: str = ""
) -> tuple[Bands | None, list[Problem]]:
    """Step table of a standard, and what is unclear in it; None where some value would have no score, or two.

    ``percent`` tells that the row's values are fractions, ``whole`` that only whole numbers occur, so that 15-19 and
    20-24 leave no gap, ``unit`` is the row's: 1亿元 in a row of 万元 is 10000. The text may hold policies for its gaps
    and overlaps: ``[就低]``, ``[就高]``, ``[四舍五入到整数]``, ``[重叠就低]``, ``[重叠就高]``. 以上 and 以下 hold the number
    itself (民法典 第一千二百五十九条); 60%以下 gives it up where another band claims it. A scale that begins at 0 goes
    on below it without a problem, but what falls there is ``in_gap``.
    """
    if "相差" in text:  # bands of the shortfall against a target
        text = re.sub(r"相等或超过(?!\d)", "≤0", text)
    body = re.sub(rf"({_REST.pattern})(?=\d)", r"\1:", tidy(text))  # 其余 0
    body, setup = with_policies(body, Setup(percent, unit, points, whole))
    pieces, left_over = scored(body)
    rests = [piece for piece in pieces if _REST.fullmatch(piece.what)]
    stated, problems = _stated([piece for piece in pieces if piece not in rests], setup)
    problems += [
        Problem("unreachable", f"“{rest.said}”重复：其余只能写一次", "请删去其中一个", rest.said) for rest in rests[1:]
    ]
    problems += left_over
    if not stated and not problems:
        problems.append(Problem("syntax", "没有写明任何一档", "请写作“≥95%:4; ≥80%:2; 其余:0”的样子", body))
    if is_fatal(problems):
        return None, problems
    setup = replace(setup, finest=_finest(stated, percent))
    bands, doubts = judge(stated, rests[0].points if rests else None, setup)
    return unless_fatal(bands, [*problems, *doubts])


def _stated(pieces: Sequence[Scored], setup: Setup) -> tuple[list[StatedBand], list[Problem]]:
    stated: list[StatedBand] = []
    problems: list[Problem] = []
    units: set[str] = set()
    for piece in pieces:
        try:
            stated.append(replace(read_condition(piece.what, setup, units), points=piece.points, said=piece.said))
        except Unread as why:
            problems.append(why.about(piece.said))
    return stated, problems


def _finest(stated: Sequence[StatedBand], percent: bool) -> Decimal:
    """The finest digit printed; at least whole numbers, or whole percentages."""
    ends = [x for band in stated for x, _ in (band.low, band.high) if x.is_finite()]
    return Decimal(1).scaleb(min(-2 if percent else 0, *(int(x.as_tuple().exponent) for x in ends)))
