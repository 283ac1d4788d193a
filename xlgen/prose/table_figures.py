"""Bare figures in tables held against the form: the label of the row and the head of the column together name a cell of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from xlgen.prose.figures_held import as_written
from xlgen.prose.label_words import core, in_order
from xlgen.prose.likely import is_slip
from xlgen.prose.mentions import in_unit
from xlgen.prose.of_rows.rows_named import plain_words
from xlgen.prose.records import Compared, FormFigure, Mention, Sentence
from xlgen.words.quantities import decimal
from xlgen.words.spelling import narrow

CellTexts = Sequence[Mapping[int, str]]  # of a table: texts by the column in which they begin
CellLabels = Mapping[tuple[str, str], Sequence[FormFigure]]
_FIGURE = re.compile(r"\s*+[≥≤><=]?\s*+(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*+(?P<unit>%|[^\W\d_]{0,4})\s*+")
_UNIT = re.compile(r"[(:]\s*+(?:金额)?(?:单位)?:?\s*+(?P<unit>亿元|万元|元|%)")
_DEEPER = {"level1": re.compile("二级|三级|指标名称|指标内容|明细"), "level2": re.compile("三级|指标名称|指标内容|明细")}
_HEADED = re.compile(
    r"\s*+(?P<head>(?:自评|指标|实际|评价)?得分?|分值|权重|满分|(?:年度)?(?:指标|目标)值|(?:实际)?完成值|实际值|(?:全年|年初)?预算数?|(?:全年)?执行数?|(?:预算)?执行率"
    r"|得分率|完成率)\s*+[:为]?\s*+(?=\d)"
)
_ELSEWHEN = re.compile("上年|去年|往年|增减|同比|计划数?$")
SUMS = ("合计", "总计")
_SHORTEST = 4  # signs of a shorter label
_OF_KIND = re.compile("大?类$")  # 产出类
_HEADS = 3  # rows above a figure that may be its head
_MONEY = ("万元", "元", "亿元")


@dataclass(frozen=True, slots=True)
class InCell:
    """A cell of a table: its row and column, from 0, and what is written in it.

    ``labels`` stand to its left, ``heads`` above it, the nearest first; ``beside`` are the heads of its row's other cells,
    ``above`` the numbers over it.
    """

    row: int
    column: int
    text: str
    labels: tuple[str, ...]
    heads: tuple[str, ...]
    beside: tuple[str, ...]
    above: tuple[Decimal, ...] = ()


def cells(rows: CellTexts) -> Iterator[InCell]:
    """Every cell with a digit, with the texts to its left, the nearest first, and those above."""
    above: dict[int, tuple[str, ...]] = {}
    numbers: dict[int, tuple[Decimal, ...]] = {}
    end = max((column + 1 for row in rows for column in row), default=0)
    for at, row in enumerate(rows):
        beside = tuple(heads[0] for column in row if (heads := above.get(column)))
        for column, text in sorted(row.items()):
            if any(map(str.isdigit, text)):
                left = _named(row[other] for other in sorted(row, reverse=True) if other < column)
                head, own = _headed(text)
                heads = (head,) if head else above.get(column, ())
                yield InCell(at, column, own, left, heads, beside, numbers.get(column, ()))
                if number := _FIGURE.fullmatch(narrow(text)):
                    numbers[column] = (*numbers.get(column, ()), decimal(number["number"]))
        for column, after in pairwise([*sorted(row), end]):
            for each in range(column, after):
                above[each] = (*_named([row[column]]), *above.get(each, ()))[:_HEADS]


def _headed(text: str) -> tuple[str, str]:
    """What a figure in a cell is headed with there, and the cell without it, each sign at its place: 得分9.88分; "" where with nothing."""
    found = _HEADED.match(narrow(text))
    if found is None or not is_bare(text[found.end() :]):
        return "", text
    return f"{found['head']}分" if found["head"].endswith("得") else found["head"], " " * found.end() + text[found.end() :]


def is_bare(text: str) -> bool:
    """Whether a cell holds a number and nothing else but its unit."""
    return bool(_FIGURE.fullmatch(narrow(text)))


def compared_cell(cell: InCell, labels: CellLabels, unit: str = "") -> Compared | None:
    """A cell with nothing but a figure, and the cell of the form that its labels and heads name; None where they name none for certain.

    ``unit`` is the unit of money that stands above the table, "" where none does.
    """
    if any(_ELSEWHEN.search(head) for head in cell.heads):
        return None
    for label in cell.labels:
        for head in cell.heads or ("",):
            plain = plain_words(core(label))
            rows = (core(label), plain, _OF_KIND.sub("", plain))
            keys = (*((row, core(head)) for row in rows), (core(head), core(label)))
            found = next(filter(None, map(labels.get, keys)), None) or _called_shorter(label, head, labels)
            if found and not _is_doubtful(cell, label, found):
                told = _held(cell, found, f"{label} {head}", unit)
                is_sum = core(label) in SUMS  # perhaps of some rows only
                is_sure = not is_sum or (
                    told and (sum(cell.above) == told.expected or is_slip(told.mention.value, told.expected))
                )
                return told if is_sure or (told and told.agrees) else None
    return None


def _called_shorter(label: str, head: str, labels: CellLabels) -> Sequence[FormFigure]:
    """The figures of the only row whose label has all signs of a shorter one in their order: 检查家数 for 检查定点医药机构家数."""
    short = plain_words(core(label))
    if len(short) < _SHORTEST:
        return ()
    called = {key for key in labels if key[1] == core(head) and in_order(short, key[0])}
    return labels[min(called)] if len(called) == 1 else ()


def _is_doubtful(cell: InCell, label: str, found: Sequence[FormFigure]) -> bool:
    """Whether a group of rows is named where the table tells of single ones."""
    deeper = _DEEPER.get(found[0].row.partition(".")[0])
    return deeper is not None and (label != cell.labels[0] or any(map(deeper.search, cell.beside)))


def _held(cell: InCell, found: Sequence[FormFigure], said: str, above: str) -> Compared | None:
    match = _FIGURE.fullmatch(narrow(cell.text))
    if not match:
        return None
    read = [
        told
        for figure in found
        for unit in _units(figure, match["unit"], said, above)
        if (told := _told(cell, match, figure, unit))
    ]
    wrong = read[0] if len({each.expected for each in read if each.mention.unit == read[0].mention.unit}) == 1 else None
    return next((each for each in read if each.agrees), wrong)


def _told(cell: InCell, match: re.Match[str], figure: FormFigure, unit: str) -> Compared | None:
    number, text = decimal(match["number"]), narrow(cell.text)
    places = len(match["number"].partition(".")[2])
    is_other = bool(figure.unit) and figure.kind != "percent" and in_unit(figure.value, figure.unit, unit) is None
    is_fraction = figure.kind == "percent" and not match["unit"] and number <= 1
    if is_other or is_fraction:
        return None
    start = match.start("number")
    mention = Mention(
        Sentence(text, 0), start, text.strip(), number, places, unit, figure.kind, text[:start], text[match.end("number") :]
    )
    expected = as_written(figure, mention)
    return Compared(mention, (figure,), expected, expected == number)


def _units(figure: FormFigure, written: str, said: str, above: str) -> Sequence[str]:
    """The units that a figure may be written in: its own, that of its head, else that of the form, or any of money."""
    if figure.kind == "percent":
        return ("%",) if written in ("%", "") else ()
    if figure.kind == "score":
        return ("分",) if written in ("分", "") else ()
    if written:
        return (written,)
    if figure.kind != "money":
        return (figure.unit,)
    head = _UNIT.search(narrow(said))
    named = head["unit"] if head else "" if figure.row else above  # a row has a unit of its own
    return (named,) if named in _MONEY else tuple(dict.fromkeys((figure.unit, *_MONEY)))


def _named(texts: Iterable[str]) -> tuple[str, ...]:
    """Those of some texts that are words, each on one line."""
    own = (text for text in texts if any(map(str.isalpha, text)) and not is_bare(_headed(text)[1]))
    return tuple(" ".join(text.split()) for text in own)
