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
from xlgen.form.notation.problems import Parsed, Problem, Unread, is_fatal, unless_fatal
from xlgen.form.notation.step_table import judge
from xlgen.form.notation.wording import NUMBER, tidied
from xlgen.words.numbers import NUMERALS, from_chinese, plain
from xlgen.words.typed import Typed

_REST = re.compile("(?:其余|其他|其它|否则|余下|反之|未达到|未达标|不达标|达不到)(?:情况|要求|目标)?")
_SEPARATELY = re.compile(rf"([^;]{{1,200}}?)分别(?:得|计|记|为)({NUMBER}分(?:、{NUMBER}分){{1,20}})")
_RANKS = (
    (r"第(?=\d+(?:-\d+)?名)|(?<=-)第(?=\d)", ""),
    (r"前(\d+)名", r"≤\1名"),
    (r"名(?:及?(?:以后|之后))", "名以后"),
    (rf"前({NUMBER}%)", r"≤\1"),
    (rf"后({NUMBER})%", lambda share: f">{plain(100 - Decimal(share[1]))}%"),  # of a rank counted from the best
)
_RUN = 20  # numerals of one figure, or each sign of a longer run would begin another try
_COUNTED = "名|个百分点|个|项|次|处|起|件|天|日|月|人|户|家|亩|吨|元|万元|分(?=以|及)"


def parse_bands(text: str, percent: bool, points: Decimal | None = None, whole: bool = False, unit: str = "") -> Parsed[Bands]:
    """Step table of a standard, what is unclear in it, and what was read; None where some value would have no score, or two.

    ``percent`` tells that the row's values are fractions, ``whole`` that only whole numbers occur, so that 15-19 and
    20-24 leave no gap, ``unit`` is the row's: 1亿元 in a row of 万元 is 10000. The text may hold policies for its gaps
    and overlaps: ``[就低]``, ``[就高]``, ``[四舍五入到整数]``, ``[重叠就低]``, ``[重叠就高]``. 以上 and 以下 hold the number
    itself (民法典 第一千二百五十九条); 60%以下 gives it up where another band claims it. A scale that begins at 0 goes
    on below it without a problem, but what falls there is ``in_gap``.
    """
    said, setup = with_policies(_spelt(text, unit), Setup(percent, unit, points, whole))
    pieces, left_over = scored(said.text, points)
    used = [said.where(*piece.at) for piece in pieces]
    rests = [piece for piece in pieces if _REST.fullmatch(piece.what)]
    stated, problems = _stated([piece for piece in pieces if piece not in rests], setup)
    problems += [
        Problem("unreachable", f"“{rest.said}”重复：其余只能写一次", "请删去其中一个", rest.said) for rest in rests[1:]
    ]
    problems += left_over
    if not stated and not problems:
        problems.append(Problem("syntax", "没有写明任何一档", "请写作“≥95%:4; ≥80%:2; 其余:0”的样子", said.text))
    if is_fatal(problems):
        return Parsed(None, problems, used)
    is_ranked = any("名" in piece.what for piece in pieces)  # ranks begin at 1
    setup = replace(setup, finest=_finest(stated, percent), least=Decimal(int(is_ranked)))
    bands, doubts = judge(stated, rests[0].points if rests else None, setup)
    return Parsed(*unless_fatal(bands, [*problems, *doubts]), used)


def _spelt(text: str, unit: str) -> Typed:
    """A standard in the one spelling that conditions are read in: figures in digits, ranks as numbers, each its own points."""
    said = tidied(text)
    if "相差" in text:  # bands of the shortfall against a target
        said = said.sub(r"相等或超过(?!\d)", "≤0")
    said = said.sub(rf"百分之([{NUMERALS}]+|{NUMBER})", lambda share: f"{_digits(share[1])}%")
    said = said.sub(rf"[{NUMERALS}]{{1,{_RUN}}}(?={_COUNTED})", lambda figure: _digits(figure[0]))
    for ways, way in _RANKS:
        said = said.sub(ways, way)
    if unit == "分":  # the row counts 分, and they are no points
        said = said.sub(r"(?<=\d)分(?=以上|以下|及以|[(≤<≥>-]|,?(?:得|计|不得))", "")
    said = said.sub(rf"({NUMBER}[%‰]?)([^()\d]{{0,6}})\((不?含)\1\)", r"\1\2(\3)")  # 95%以上(含95%)
    return said.sub(_SEPARATELY, _each_its_own).sub(rf"({_REST.pattern})(?=\d)", r"\1:")  # 其余 0


def _digits(numerals: str) -> str:
    value = from_chinese(numerals)
    return numerals if value is None else plain(value)


def _each_its_own(match: re.Match[str]) -> str:
    """第1名、第2名分别计2分、1分 as 第1名计2分;第2名计1分; as it is where they are not as many."""
    what, points = match[1].split("、"), match[2].split("、")
    return ";".join(f"{a}得{b}" for a, b in zip(what, points, strict=True)) if len(what) == len(points) else match[0]


def _stated(pieces: Sequence[Scored], setup: Setup) -> tuple[list[StatedBand], list[Problem]]:
    stated: list[StatedBand] = []
    problems: list[Problem] = []
    units: set[str] = set()
    for piece in pieces:
        try:
            band = read_condition(piece.what, setup, units)
            if band.is_exact and "扣" in piece.said and not re.search("[=名]", piece.what):
                raise Unread("没有说清是恰好，还是以上、以下", "请写明“以上”“以下”，或写作“每超过…扣…”")
            stated.append(replace(band, points=piece.points, said=piece.said))
        except Unread as why:
            problems.append(why.about(piece.said))
    return stated, problems


def _finest(stated: Sequence[StatedBand], percent: bool) -> Decimal:
    """The finest digit printed; at least whole numbers, or whole percentages."""
    ends = [x for band in stated for x, _ in (band.low, band.high) if x.is_finite()]
    return Decimal(1).scaleb(min(-2 if percent else 0, *(int(x.as_tuple().exponent) for x in ends)))
