"""Points of the rows and groups that a clause, an earlier one, or the heading names: （分值4分，得分2分）, 扣2分."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate

from xlgen.prose.asides import is_among
from xlgen.prose.label_words import content
from xlgen.prose.labels_fit import without
from xlgen.prose.of_rows.rows_named import LISTED, beginning, ending, headed, inside, is_group, plain_words
from xlgen.prose.of_rows.subjects import row_spoken_of
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention, PointsTold, Setting

_IS_IT = re.compile("同属|的是")
_SUM = re.compile(r"合计(?:权重|分值|得分|为|是|共|:|\s)*(?:[\d.]+\s?分,(?:自评|实际)?得分?)?$")
_TOGETHER = re.compile(
    r"[两二三四五六](?:个?方面|[类项个])(?:部分)?(?:一级)?(?:指标)?(?:权重|分值|得分)?(?:合计|共|加起来|相加|之和)"
)
_SAYS_NO_MORE = re.compile(
    r"(?:合计|实际|自评|最终|故|因此|因而|按|比例|标准|评分|本次|本|该|此|项|类|部分|指标|评价|据此|根据|共|满分|分值|权重|计|可|只|仅|应|扣|减|除|得|分|为|是|:|了|\s)*"
)
_TOTAL = re.compile("总分(?:为|至|到)?\\s*$")
_THIS = re.compile("[此该本]项")
_CLAUSES = re.compile("[,:(·]")
_NUMBERS = re.compile(r"[\d.]+\s*分?|[。;]")
_SAID_OF_ROW = re.compile(
    "实际|自评|最终|因此|合计|[低高]于|[故按共计可只仅应扣减除得分为是:了也在这一本该此项里中的与我们给值到、]|比例|标准|评分|指标|评价|满分|分值|权重|对应|设定"
)
_OF_SEVERAL = re.compile("共|总|合计")
_TOGETHER_LOST = re.compile("一?共扣|合计扣|总共扣")
_MOST_POINTS = 2  # before those lost in all
_OWN_NAME = 2  # signs
_MOST_OF_SENTENCE = 1  # signs
_MOST_SAID = 1  # further signs of a clause on the row that is spoken of already
_MOST = 6  # neighbours that are added up


def points_of_rows(mention: Mention, before: str, own: list[FormFigure], setting: Setting) -> PointsTold | None:
    """Points of the rows or groups that the clause, else an earlier clause, else the heading names."""
    raw = said_before(mention)
    if _TOGETHER_LOST.match(mention.near) and (LISTED.search(raw) or raw.count("分") > _MOST_POINTS):
        return None  # of all that are listed
    said = without(raw, setting.own)
    is_heading = mention.sentence.text.strip() in mention.sentence.heading
    if _THIS.search(before) and (named := [each for each in inside(said, own) if not is_group(each)]):
        return _sums(named, mention)
    if not is_heading and (
        named := beginning(mention.near, own)
        or beginning(before, own)
        or _in_clauses(raw, before, own)
        or _in_clauses(said, before, own)
    ):
        return _sums(named, mention)
    is_said_of_it = len(_SAID_OF_ROW.sub("", mention.near or before)) <= _MOST_SAID
    row = setting.focus if any(each.row == setting.focus for each in own) else row_spoken_of(mention, own, setting.last)
    if row and is_said_of_it and not is_heading and not _OF_SEVERAL.search(mention.near or before):
        named = [each for each in own if each.row == row]
        return replace(_sums(named, mention), is_certain=not _says_else(before, named))
    return None if mention.sentence.is_listed else _of_heading(mention, before, said, own)


def _of_heading(mention: Mention, before: str, said: str, own: list[FormFigure]) -> PointsTold | None:
    """Points of the rows or groups that the heading names; wrong of these only where the sentence names nothing of its own."""
    is_heading = mention.sentence.text.strip() in mention.sentence.heading
    if not (named := headed(mention.sentence.heading, own)):
        return None
    told = _sums(named, mention)
    others = [each for clause in _CLAUSES.split(said) for each in beginning(clause, own) if each not in named]
    if (others and not is_heading) or _is_some_of(mention, named) or _is_of_item(mention, before, said, named):
        return replace(told, is_certain=False)
    if is_heading or not all(map(_is_broad, named)) or _says_no_more(said):
        return told
    below = {each.label for each in named}  # a sentence below the heading of a group may be about one of its rows
    rows = [each for each in own if below & set(each.under) and each not in named]
    is_alike = bool(rows) and len({each.value for each in (*named, *rows)}) == 1
    is_too_much = all(each.role == "lost" and each.value < mention.value for each in named)
    return PointsTold((*told.options, *((each,) for each in rows)), is_alike or is_too_much)


def points_together(mention: Mention, before: str, own: list[FormFigure]) -> PointsTold | None:
    """Points of several rows or groups added up; nothing of several that are not named: 产出、效益两类指标合计65分."""
    said = said_before(mention)
    every = _last_named(said, own)
    named = [each for each in every if not any(_is_below(each, other) for other in every)]
    if _TOTAL.search(before) or (
        not _TOGETHER.search(said) and not (_SUM.search(said) and len({each.row for each in named}) > 1)
    ):
        return None
    sums = [tuple(each for each in named if each.role == role) for role in ("score", "points", "lost")]
    is_here = any(plain_words(each.label) in plain_words(before) for each in named)
    is_one = is_here and len({each.row for each in named}) == 1 and all(map(is_group, named))  # 数量指标两项合计
    return PointsTold(tuple(each for each in sums if each and (is_one or len(each) > 1)))


def _is_below(figure: FormFigure, other: FormFigure) -> bool:
    """Whether one is of a row or group that is part of another."""
    return other.label != figure.label and plain_words(other.label) in map(plain_words, figure.under)


def _last_named(said: str, own: list[FormFigure]) -> list[FormFigure]:
    """The rows or groups of the last clause that names any, one of each name."""
    for clause in reversed(_CLAUSES.split(said)):
        if named := inside(clause, own):
            return list({(plain_words(each.label), each.role): each for each in named}.values())
    return []


def _is_broad(figure: FormFigure) -> bool:
    """Whether a figure is of several rows, or of one that is all there is of an 一级指标."""
    return is_group(figure) or (bool(figure.under) and plain_words(figure.label) == plain_words(figure.under[0]))


def _says_else(before: str, named: list[FormFigure]) -> bool:
    """Whether a clause below a heading names something of its own: 电话响应4分得4分 below the heading of a row."""
    said = content(before)
    return len(said) >= _OWN_NAME and all(sum(sign not in each.label for sign in said) > 1 for each in named)


def _is_of_item(mention: Mention, before: str, said: str, named: list[FormFigure]) -> bool:
    """Whether points below a heading are of something that the sentence names itself, or several of which nothing is said."""
    is_own = bool(_THIS.search(before)) and len(content(said)) > _MOST_OF_SENTENCE  # 失分在绩效目标一项，该项
    return is_among(mention) or (is_own and all(map(_is_broad, named))) or _says_else(before, named)


def _is_some_of(mention: Mention, named: list[FormFigure]) -> bool:
    """Whether points may have been lost for one reason of several: no more than in all, and the sentence tells no others."""
    is_part = any(each.role == "lost" and each.value >= mention.value for each in named)
    return is_part and not re.search("共|合计|得|分值|满分|权重", mention.sentence.text)


def _in_clauses(said: str, before: str, own: list[FormFigure]) -> list[FormFigure]:
    """The one row that an earlier clause of the sentence names last, where its own says nothing but that points were got."""
    if not _SAYS_NO_MORE.fullmatch(before):
        return []
    begun = [named for clause in _CLAUSES.split(said)[:-1] if (named := _of_clause(clause, own))]
    return begun[-1] if begun and len({each.value for each in begun[-1]}) == 1 else []


def _of_clause(clause: str, own: list[FormFigure]) -> list[FormFigure]:
    """The row that begins a clause; a group where it is called one, or where nothing else is said."""
    named = (_IS_IT.search(clause) and ending(clause, own)) or beginning(clause, own)
    return [each for each in named if not is_group(each) or "指标" in clause or plain_words(clause) == plain_words(each.label)]


def _says_no_more(said: str) -> bool:
    """Whether a sentence says nothing but that points were got: 根据评分标准，本次得分6分."""
    return all(_SAYS_NO_MORE.fullmatch(clause) for clause in _CLAUSES.split(_NUMBERS.sub("", said)))


def _sums(rows: list[FormFigure], mention: Mention) -> PointsTold:
    """Each row by itself, and neighbours added up: a heading that names several tells their sum or one of them."""
    runs = [rows[at:end] for at in range(len(rows)) for end in range(at + 2, min(len(rows), at + _MOST) + 1)]
    is_named = len(rows) == len(LISTED.split(plain_words(mention.sentence.heading)))
    is_one = len({each.value for each in rows}) == 1
    return PointsTold((*((row,) for row in rows), *map(tuple, runs)), is_one or is_named)


def added(figures: tuple[FormFigure, ...]) -> Decimal:
    """What figures come to."""
    return list(accumulate(each.value for each in figures))[-1]
