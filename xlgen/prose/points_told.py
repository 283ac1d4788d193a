"""Points told in words: 总得分84.5分, （分值4分，得分2分）, 扣2分 – of the whole, of the rows that a heading names, or of a group of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from xlgen.prose.pairing import without
from xlgen.prose.plans_told import is_of_earlier_year, is_of_others
from xlgen.prose.records import FormFigure, Mention, Setting
from xlgen.prose.rows_named import LISTED, beginning, ending, headed, inside, is_group, plain_words

_TOTAL = re.compile(
    r"(?:总得分|总分数?|总评分|综合(?:评定|评价|考评)?(?:得分|评分)|评价总分|复核分数|自评总分|总体得分|最终得分|最后得分|整体得分)(?:为|是|:|达到?|共|\s)*$"
)
_WHOLE = re.compile(
    r"(?:(?:自评|评价|考核|绩效|评分|项目)(?:得分|结果|分数?)|自评|得分合计|合计得分|得分总计)(?:为|是|:|得|达到?|共|\s)*$"
)
_CONCLUDES = re.compile("结论|结果|总体|综合|等级|得分|评价情况|自评情况")
_ENDS = re.compile("结论|评价结果|自评结果|总体")
_SUMS_UP = re.compile("等级|档次|等次|属于|评为|综上|综合|总体|最终|经[^,。]{0,12}(?:评价|评分|考核|自评|打分)")
_WAYS = (
    ("points", re.compile(r"(?:分值|满分|权重|占|设定的|对应的)(?:也|合计)?(?:为|是|:|\s)*$")),
    ("lost", re.compile(r"(?<!每)扣(?:了|减|除)?(?:分值?)?\s*$")),
    ("score", re.compile(r"(?:得分?|给|自评|评分)(?:合计)?(?:为|是|:|了|\s)*$")),
)
_POINTS_BEHIND = re.compile(r"\s*(?:的?(?:权重|分值)|[中里]得|只?得\s*[\d.]|给了|全部)")
_GOT, _HAD = re.compile("得分|实得|自评"), re.compile("满分|分值|权重")
_LOST = re.compile("扣|失分|丢")
_SETS = re.compile("绩效目标|指标体系|指标设置|权重|分值")
_LEAD = re.compile("^.*(?:得分|自评|分值|权重)(?:分别)?为")
_SAYS_NO_MORE = re.compile(
    r"(?:合计|实际|自评|最终|故|因此|因而|按|比例|标准|评分|本次|本|该|此|项|指标|评价|据此|根据|共|满分|分值|权重|计|可|只|仅|应|扣|减|除|得|分|为|是|:|了|\s)*"
)
_THIS = re.compile("[此该本]项")
_CLAUSES = re.compile("[,:(·]")
_NUMBERS = re.compile(r"[\d.]+\s*分?|[。;]")
_MISSING = 3  # signs of a label from whose end it is known: 合格率
_SAID_OF_ROW = re.compile(
    "实际|自评|最终|因此|[故按共计可只仅应扣减除得分为是:了也在这一本该此项里中的与我们给、]|比例|标准|评分|指标|评价|满分|分值|权重|对应|设定"
)
_MOST_SAID = 2  # further signs of a clause on the row that is spoken of already
_MOST = 6  # neighbours that are added up


@dataclass(frozen=True, slots=True)
class PointsTold:
    """What a number of points may be: each a figure, or several to be added up. ``is_certain``: it is wrong where it is none of them."""

    options: tuple[tuple[FormFigure, ...], ...] = ()
    is_certain: bool = True


def told_points(mention: Mention, figures: list[FormFigure], setting: Setting) -> PointsTold:
    """What a number of points may be; nothing where the words do not tell."""
    before = without(mention.before.rstrip(), setting.own).rpartition("·")[2]
    scores = [each for each in figures if each.kind == "score"]
    if is_of_others(before, (*setting.own, *(each.label for each in scores))) or is_of_earlier_year(mention, setting):
        return PointsTold()
    total = PointsTold(tuple((each,) for each in scores if each.role == "total"))
    whole = _TOTAL.search(before) or (_ENDS.search(mention.sentence.heading) and _WHOLE.search(before))
    if whole and not inside(before[: whole.start()], [each for each in scores if each.row]):
        return total
    role = next((role for role, pattern in _WAYS if pattern.search(before)), "")
    role = "points" if role != "lost" and _POINTS_BEHIND.match(mention.after) else role
    own = [each for each in scores if each.role == role] if role else []
    if told := _of_rows(mention, before, own, setting) if own else _in_list(mention, before, scores):
        return told
    if setting.row and not mention.sentence.is_listed:
        return PointsTold(tuple((each,) for each in own if each.row == setting.row))
    return total if _WHOLE.search(before) and _is_concluding(mention) else PointsTold()


def _of_rows(mention: Mention, before: str, own: list[FormFigure], setting: Setting) -> PointsTold | None:
    """Points of the rows or groups that the clause, else an earlier clause, else the heading names."""
    raw = mention.sentence.text[: mention.start - mention.sentence.start]
    said = without(raw, setting.own)
    is_heading = mention.sentence.text.strip() in mention.sentence.heading
    if _THIS.search(before) and (named := [each for each in inside(said, own) if not is_group(each)]):
        return _sums(named, mention)
    if not is_heading and (named := beginning(before, own) or _in_clauses(raw, before, own) or _in_clauses(said, before, own)):
        return _sums(named, mention)
    if (named := [each for each in own if each.row == setting.focus]) and len(
        _SAID_OF_ROW.sub("", mention.near or before)
    ) <= _MOST_SAID:
        return _sums(named, mention)
    if mention.sentence.is_listed or not (named := headed(mention.sentence.heading, own)):
        return None
    told = _sums(named, mention)
    if is_heading or not all(map(is_group, named)) or _says_no_more(said):
        return told
    below = {each.label for each in named}  # a sentence below the heading of a group may be about one of its rows
    rows = [each for each in own if below & set(each.under)]
    return PointsTold((*told.options, *((each,) for each in rows)), len({each.value for each in (*named, *rows)}) == 1)


def _in_clauses(said: str, before: str, own: list[FormFigure]) -> list[FormFigure]:
    """The one row that an earlier clause of the sentence names last, where its own says nothing but that points were got."""
    if not _SAYS_NO_MORE.fullmatch(before):
        return []
    begun = [named for clause in _CLAUSES.split(said)[:-1] if (named := _of_clause(clause, own))]
    return begun[-1] if begun and len({each.value for each in begun[-1]}) == 1 else []


def _of_clause(clause: str, own: list[FormFigure]) -> list[FormFigure]:
    """The row that begins a clause; a group where it is called one, or where nothing else is said."""
    named = beginning(clause, own) or ("同属" in clause and ending(clause, own)) or []
    return [each for each in named if not is_group(each) or "指标" in clause or plain_words(clause) == plain_words(each.label)]


def _says_no_more(said: str) -> bool:
    """Whether a sentence says nothing but that points were got: 根据评分标准，本次得分6分."""
    return all(_SAYS_NO_MORE.fullmatch(clause) for clause in _CLAUSES.split(_NUMBERS.sub("", said)))


def _in_list(mention: Mention, before: str, scores: list[FormFigure]) -> PointsTold | None:
    """Points of the row or group whose label alone stands before them in a list: 各项得分为产出指标48.5分、效益指标28分."""
    said = mention.sentence.text[: mention.start - mention.sentence.start]
    is_got = bool(_GOT.search(said) or _ENDS.search(mention.sentence.heading))
    name = plain_words(_LEAD.sub("", LISTED.split(before)[-1]))
    is_had = bool(_HAD.search(said) or _SETS.search(mention.sentence.heading))
    roles = ("score", "points") if is_got == is_had else ("score",) if is_got else ("points",)
    roles = ("lost",) if _LOST.search(said) else roles
    labels = {plain_words(each.label) for each in scores}
    named = {label for label in labels if label in (name, f"{name}率")}
    named = named or {each for each in labels if len(name) >= _MISSING and each.endswith(name)}
    named = named or {each for each in labels if len(name) > _MISSING and each.startswith(name)}
    found = [each for each in scores if each.role in roles and plain_words(each.label) in named]
    return PointsTold(tuple((each,) for each in found)) if name and len({each.row for each in found}) == 1 else None


def _is_concluding(mention: Mention) -> bool:
    """Whether a sentence speaks of the whole: under no heading, under one that concludes, with the grade, or summing up."""
    heading = mention.sentence.heading
    return not heading or bool(_CONCLUDES.search(heading)) or bool(_SUMS_UP.search(mention.sentence.text))


def _sums(rows: list[FormFigure], mention: Mention) -> PointsTold:
    """Each row by itself, and neighbours added up: a heading that names several tells their sum or one of them."""
    runs = [rows[at:end] for at in range(len(rows)) for end in range(at + 2, min(len(rows), at + _MOST) + 1)]
    is_named = len(rows) == len(LISTED.split(plain_words(mention.sentence.heading)))
    is_one = len({each.value for each in rows}) == 1
    return PointsTold((*((row,) for row in rows), *map(tuple, runs)), is_one or is_named)


def added(figures: tuple[FormFigure, ...]) -> Decimal:
    """What figures come to."""
    return list(accumulate(each.value for each in figures))[-1]
