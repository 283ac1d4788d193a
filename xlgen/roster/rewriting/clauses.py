"""A standard in clauses, each of a known kind: full points, nothing, a deduction for each step or fault, an end, an introduction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from xlgen.form.notation.wording import tidy
from xlgen.words.figures_in import figures
from xlgen.words.numbers import NUMERALS, from_chinese

_NUMBER = rf"(?:\d+(?:\.\d+)?|[{NUMERALS}]+)"
_ONE = r"(?:1|一)(?:项次|人次|项|次|处|个|例|起|件|条|户|人|家|份|笔|篇|场|名|所|类|种|本|台|套)"
_UP = ">|超过|超出|超额|超支|超|高于|高出|高|多于|多|增加|增长|增|上升|提高|逾期|延期|延迟|迟"
_DOWN = "<|降低|下降|减少|低于|低|少于|少|不足|差|缺少|缺|未完成"
_POINTS = rf"(?P<points>{_NUMBER})分(?:值|数)?"
_FULL = re.compile(
    rf"(?P<when>.*?)[:,]?(?:可|即|则)?(?:(?:得|计|记|给|评)?满分(?:(?P<again>{_NUMBER})分)?|不扣分|(?:得|计|记|给|评){_POINTS})"
)
_ZERO = re.compile(
    r"(?P<when>.*?)[:,]?(?:则|即)?(?:此项|该项|本项)?(?:不得分|不计分|不给分|(?:得|计|记|为|(?<![\d.]))(?:0|零)分)"
)
_STEP = re.compile(
    rf"(?P<before>[^\d]*?)每(?P<way>{_UP}|{_DOWN})(?P<about>[^\d%]*?)(?P<step>{_NUMBER}?个百分点|{_NUMBER}(?:%|个点)|{_NUMBER}(?P<unit>[^\d,扣%]{{1,3}}?))"
    rf"(?P<what>[^\d扣]*?),?(?:则|即)?扣[减除]?{_POINTS}"
)
_FAULT = re.compile(
    rf"(?P<before>[^\d]*?)(?:每[^\d]{{0,6}}?|凡?)?(?P<one>{_ONE}|每(?:项|次|处|个|例|起|件|条|户|人))(?P<what>[^\d扣]*?),?扣[减除]?(?:(?P<share>{_NUMBER})%分?(?:值)?|{_POINTS})"
)
_END = re.compile(rf"(?:直至|直到|最多|可?累计|分数|{_NUMBER}分)*扣(?:完|光)(?:为止)?")
_CAP = re.compile(rf"(?:最多|最高|至多|累计)扣{_POINTS}|扣满{_POINTS.replace('points', 'filled')}为止")
_AGAIN = re.compile(rf"(?:满分|本项|该项|此项|分值|指标分值)(?:为|共)?{_POINTS}")
_UNSURE = re.compile("酌情|视情|加分|(?<!增)加[0-9]|倒扣|另扣|最低分|除外|特殊|其中|如果|若|否决|~")
_GOES_ON = re.compile(
    r"(?:则|即)?(?:(?:可?得|计|记|给|评)(?:满分|\d|[一二两三四五六七八九十]|零)|扣(?!完|光|满)|不得分|不计分|此项|该项|本项不|为0分|为零分|不扣分)"
)
_LINE = re.compile(rf"[^每]*?(?:[<>≤≥]|未达到|达不到){_NUMBER}%?(?:部分|时|以下|以上)?")
LONGEST = 120  # signs of a clause; a longer one is looked at by a person
Kind = Literal["full", "zero", "step", "fault", "line", "end", "cap", "again", "aside", "unsure"]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: what it is, its words, when it holds, and its figures; steps go up or down, ``share`` is of the points.

    A ``line`` is only where steps begin: 低于90%的.
    """

    kind: Kind
    said: str
    when: str = ""
    points: Decimal | None = None
    step: Decimal | None = None
    unit: str = ""
    way: int = 0
    share: bool = False


def clauses_of(standard: str) -> list[Clause]:
    """The clauses of a standard in its order."""
    return [_clause(said) for said in _split(standard)]


def _split(standard: str) -> Iterator[str]:
    """Clauses: what gets points stands with its points, though a comma parts them."""
    pieces = [
        piece for piece in re.split(r"[;,\n]", re.sub(r"(?<![\d.])\d{1,2}[.、](?!\d)|[①-⑳]", ";", tidy(standard))) if piece
    ]
    said = ""
    for piece in pieces:
        if said and not _GOES_ON.match(piece):
            yield said
            said = ""
        said += piece
    if said:
        yield said


def _clause(said: str) -> Clause:
    if len(said) > LONGEST or _UNSURE.search(said):
        return Clause("unsure", said)
    if _END.fullmatch(said):
        figure = re.match(_NUMBER, re.sub(r"^(?:直至|直到|最多|可?累计)", "", said))
        return Clause("end", said, points=number(figure[0]) if figure else None)
    if match := _CAP.fullmatch(said):
        return Clause("cap", said, points=number(match["points"] or match["filled"]))
    if match := _AGAIN.fullmatch(said):
        return Clause("again", said, points=number(match["points"]))
    if found := _deduction(said):
        return found
    if match := _ZERO.fullmatch(said):
        return Clause("zero", said, match["when"])
    if match := _FULL.fullmatch(said):
        return Clause(
            "full",
            said,
            match["when"],
            number(match["points"] or match["again"]) if match["points"] or match["again"] else None,
        )
    if _LINE.fullmatch(said):
        return Clause("line", said, said)
    return Clause("unsure" if any(figures(said)) or "扣" in said else "aside", said)


def _deduction(said: str) -> Clause | None:
    """A clause that takes points off for each step or each fault."""
    if match := _STEP.fullmatch(said):
        step = match["step"].removesuffix(match["unit"] or "")
        way = 1 if re.fullmatch(_UP, match["way"]) else -1
        unit = match["unit"] or "%"
        worth = number(re.sub("%|个百分点|个点", "", step) or "1")
        return Clause("step", said, match["before"], number(match["points"]), worth, unit, way)
    if match := _FAULT.fullmatch(said):
        return Clause("fault", said, match["before"], number(match["share"] or match["points"]), share=bool(match["share"]))
    return None


def number(said: str) -> Decimal | None:
    """A number in digits or numerals."""
    if re.fullmatch(r"\d+(?:\.\d+)?", said):
        return Decimal(said)
    return from_chinese(said)
