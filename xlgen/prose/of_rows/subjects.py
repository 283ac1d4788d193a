"""Which row a sentence is about, by what it begins with: 医保信息系统建设：年底完成率70%，得2分."""

from __future__ import annotations

import re

from xlgen.prose.label_words import core, pairs
from xlgen.prose.of_rows.rows_named import LISTED, headed, inside, is_group, plain_words
from xlgen.prose.plans_told import said_before
from xlgen.prose.records import FormFigure, Mention

_LEAD = re.compile(r"\A\s*+(?:[①-⑳]|[(]?(?:[一二三四五六七八九十]++|\d{1,2})[.、)是])?\s*+(?:\S{2,4}指标[为是])?")
_CLAUSE = re.compile(r"[,:]")
_FIGURES = re.compile(r"[\d.]++\s?[%年月日号]?|＃++|[\s的\"“”'‘’()（）]")
_LAST = re.compile(r"\A.*,(?=[^,]*,[^,]*\Z)")  # what stands before the clause before the last
_RATE = re.compile(r"(\w\w率)\D{0,3}\Z")
_SPENT, _AT_LEAST = 0.55, 0.4  # share of a label's pairs of signs that has to stand there: of any row, of one under the heading
_CLEAR = 0.25  # by how much the next row has to stand behind
_FEWEST = 2  # pairs


def row_spoken_of(mention: Mention, figures: list[FormFigure], last: str) -> str:
    """The one row whose label a sentence begins with, or most of it; "" where none does, or several might be meant.

    What its line begins with is of no use where another row, ``last``, was told since, or where that is a group of rows.
    """
    rows = {
        each.row: each
        for each in figures
        if each.row and not is_group(each) and not each.label.endswith(("得分率", "完成率完成率"))
    }
    below = _under(mention.sentence.heading, figures, list(rows.values()))
    said = said_before(mention)
    own = mention.before if mention.kind == "percent" else ""  # 建设完成率70%
    lead = "" if inside(said, figures) or _is_of_group(mention.sentence.lead, figures) else mention.sentence.lead
    rated = _of_rate(own, below) or _of_rate(own, list(rows.values())) or below
    led = _begun(lead, own, rated, rows)
    led = "" if last and led != last else led
    return _begun(said, own, rated, rows) or _begun(_LAST.sub("", said), own, rated, rows) or led


def _is_of_group(lead: str, figures: list[FormFigure]) -> bool:
    said = plain_words(lead)
    return any(is_group(each) and plain_words(each.label) == said for each in figures)


def _of_rate(words: str, rows: list[FormFigure]) -> list[FormFigure]:
    """The rows whose label has the kind of rate that words end in: 完成率, 合格率."""
    rate = _RATE.search(words)
    return [each for each in rows if rate and rate[1] in core(each.label)]


def _begun(said: str, besides: str, below: list[FormFigure], rows: dict[str, FormFigure]) -> str:
    """The row that words begin with, of those below the heading, else of all."""
    clause = _CLAUSE.split(_LEAD.sub("", said, count=1))[0]
    if LISTED.search(clause):  # several
        return ""
    own = _pairs(clause) | _pairs(besides)
    shares = sorted(((_share(own, each.label), each.row) for each in below or rows.values()), reverse=True)
    if not shares or shares[0][0] < (_AT_LEAST if below else _SPENT):
        return ""
    return shares[0][1] if len(shares) == 1 or shares[0][0] - shares[1][0] >= _CLEAR else ""


def _under(heading: str, figures: list[FormFigure], rows: list[FormFigure]) -> list[FormFigure]:
    """The rows of the groups that a heading names."""
    named = {plain_words(each.label) for each in headed(heading, figures) if is_group(each)} if heading else set()
    return [each for each in rows if named & {plain_words(name) for name in each.under if name}]


def _share(own: set[str], label: str) -> float:
    told = _pairs(core(label))
    shared = len(own & told)
    return shared / len(told) if shared >= _FEWEST else 0.0


def _pairs(words: str) -> set[str]:
    return pairs(_FIGURES.sub("", words))
