"""Points told in words: 总得分84.5分, （分值4分，得分2分）, 扣2分 – of the whole, of the rows that a heading names, or of a group of them."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import accumulate

from xlgen.prose.records import FormFigure, Mention, Setting

_TOTAL = re.compile(
    r"(?:总得分|总分数?|综合得分|综合评分|评价总分|评价得分|评分结果|复核分数|评价结果|自评总分|总体得分)(?:为|是|:|达到?|\s)*$"
)
_WHOLE = re.compile(r"自评(?:得分|分)?(?:为|是|:|\s)*$")
_WAYS = (
    ("points", re.compile(r"(?:分值|满分|权重)(?:为|是|:|\s)*$")),
    ("lost", re.compile(r"(?<!每)扣(?:了|减|除)?(?:分值?)?\s*$")),
    ("score", re.compile(r"得分?(?:为|是|:|了|\s)*$|评分(?:为|是|:|\s)*$")),
)
_THIS = re.compile("[此该本]项")
_LISTED = re.compile("[、和与]")
_MISSPELT = 5  # signs of a label from which one may be another
_COVERED = 0.6  # share of a label's pairs of signs from which a heading may name it
_NOISE = re.compile(r"指标|情况|分析|项目|[\s“”\"·()（）]|[\d.]+%?")


def told_points(mention: Mention, figures: list[FormFigure], setting: Setting) -> list[tuple[FormFigure, ...]]:
    """What a number of points may be: each a figure, or several to be added up; none where that is not certain."""
    before = mention.before.rstrip()
    if _TOTAL.search(before):
        return [(each,) for each in figures if each.role == "total"]
    role = next((role for role, pattern in _WAYS if pattern.search(before)), "")
    own = [each for each in figures if each.role == role and each.kind == "score"] if role else []
    if not own:
        return []
    said = mention.sentence.text[: mention.start - mention.sentence.start]
    if _THIS.search(before) and (named := _inside(said, own)):
        return _sums(named)
    if (named := _in_clause(before, own)) and not _is_heading(mention):
        return _sums(named)
    if named := _headed(mention.sentence.heading, own):
        return _sums(named)
    if setting.row:
        return [(each,) for each in own if each.row == setting.row]
    is_whole = _WHOLE.search(before) and not mention.sentence.heading
    return [(each,) for each in figures if each.role == "total"] if is_whole else []


def is_certain(told: list[tuple[FormFigure, ...]], mention: Mention) -> bool:
    """Whether points that are none of these are wrong: as many rows are found as the heading names."""
    rows = [each for each in told if len(each) == 1]
    return len(rows) == 1 or len(rows) == len(_LISTED.split(_bare(mention.sentence.heading)))


def _inside(words: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The rows or groups whose labels stand in words; of 产出数量 and 产出 only the longer one."""
    bare = _bare(words)
    labels = {label for each in figures if len(label := _bare(each.label)) >= 2 and label in bare}
    longest = {label for label in labels if not any(label != other and label in other for other in labels)}
    return [each for each in figures if _bare(each.label) in longest]


def _in_clause(before: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The row whose label begins the clause: 资金到位率得2.5分. A label within a sentence is only spoken of."""
    bare = _bare(before)
    return [each for each in _inside(before, figures) if bare.startswith(_bare(each.label))]


def _is_heading(mention: Mention) -> bool:
    return mention.sentence.text.strip() in mention.sentence.heading


def _headed(heading: str, figures: list[FormFigure]) -> list[FormFigure]:
    """The rows or groups that a heading names: by their labels, by most of a label, or by a label with a sign misspelt."""
    bare = _bare(heading)
    whole = _inside(heading, figures)
    rows = [each for each in figures if "level" not in each.row and (each in whole or _covered(bare, each.label) >= _COVERED)]
    if _LISTED.search(bare) and len(rows) > 1:
        return rows
    return whole or rows or [each for each in figures if _is_misspelt(bare, _bare(each.label))]


def _is_misspelt(heading: str, label: str) -> bool:
    return len(heading) == len(label) >= _MISSPELT and sum(a != b for a, b in zip(heading, label, strict=True)) == 1


def _covered(words: str, label: str) -> float:
    own, others = _pairs(_bare(label)), _pairs(words)
    return len(own & others) / len(own) if own else 0


def _pairs(bare: str) -> set[str]:
    return {bare[at : at + 2] for at in range(len(bare) - 1)}


def _bare(words: str) -> str:
    """Words without brackets, marks of a list, and what every heading says."""
    return _NOISE.sub("", re.sub(r"^[\s(]*[一二三四五六七八九十\d]+[).、]+|\([^()]*\)", "", words))


def _sums(rows: list[FormFigure]) -> list[tuple[FormFigure, ...]]:
    """Each row by itself, and neighbours added up: a heading that names several tells their sum or one of them."""
    singles = [(row,) for row in rows]
    runs = [rows[at:end] for at in range(len(rows)) for end in range(at + 2, min(len(rows), at + 6) + 1)]
    return [*singles, *(tuple(run) for run in runs)]


def added(figures: tuple[FormFigure, ...]) -> Decimal:
    """What figures come to."""
    return list(accumulate(each.value for each in figures))[-1]
