"""What stands out in a workbook that is not ours, read by its headings alone: what a person would look at again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from xlgen.flows.doctoring.likenesses import heading
from xlgen.words.numbers import as_percent, half_up, plain
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, SheetRecord, WorkbookRecord
from xlgen.workbook.references import At

ERROR_VALUE, OTHER_BOOKS = "印着错误值", "公式取别的工作簿的数"
TEXT_NUMBER, ABOVE, RATE = "数字存成了文字", "得分大于分值", "执行率和执行数、预算数不符"
POINTS, SCORES = {"分值", "权重", "权重分值"}, {"得分", "自评得分", "指标得分", "评价得分"}
BUDGETS, EXECUTED, RATES = {"全年预算数", "预算数", "全年执行资金预算"}, {"全年执行数", "执行数"}, {"执行率", "预算执行率"}
NEAR = Decimal("0.0051")  # of a rate printed with two decimals of a percent, or none
_NUMBER = re.compile(r"[-+]?(?:\d[\d,，]*(?:\.\d+)?|\.\d+)[%％]?")


@dataclass(frozen=True, slots=True)
class StandsOut:
    """A thing to look at again: its kind, where it stands, what stands there."""

    kind: str
    place: str
    said: str


def seen_in(book: WorkbookRecord) -> Iterator[StandsOut]:
    """All of it, sheet by sheet; hidden sheets too."""
    if book.external_links:
        yield StandsOut(OTHER_BOOKS, "", "对不对要看那些工作簿，这里看不到")
    for sheet in book.sheets.values():
        yield from _errors(sheet)
        heads = {at: heading(cell.value) for at, cell in sheet.cells.items() if isinstance(cell.value, str)}
        yield from _scores(sheet, heads)
        yield from _rates(sheet, heads)


def number(value: object) -> Decimal | None:
    """A figure, typed or written as text; a percent as its fraction."""
    if isinstance(value, Decimal):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        figure = Decimal(re.sub(r"[,，%％]", "", text))
    except InvalidOperation:
        return None
    return figure / 100 if text.endswith(("%", "％")) else figure


def _errors(sheet: SheetRecord) -> Iterator[StandsOut]:
    for at, cell in sheet.cells.items():
        if isinstance(cell.value, CellError):
            yield StandsOut(ERROR_VALUE, _place(sheet, at), cell.value.text)


def _scores(sheet: SheetRecord, heads: dict[At, str]) -> Iterator[StandsOut]:
    """Scores above their points, and scores that are texts, which no sum takes."""
    for points, score, rows in _pairs(heads, POINTS, SCORES, sheet):
        for row in rows:
            had, got = (_value(sheet, row, column) for column in (points, score))
            figure, most = number(got), number(had)
            if isinstance(got, str) and figure is not None:
                yield StandsOut(TEXT_NUMBER, _place(sheet, (row, score)), got.strip())
            if figure is not None and most is not None and figure > most:
                yield StandsOut(ABOVE, _place(sheet, (row, score)), f"得分 {plain(figure)}，分值 {plain(most)}")


def _rates(sheet: SheetRecord, heads: dict[At, str]) -> Iterator[StandsOut]:
    """Rates that are not executed by budget, as a fraction or in percent."""
    for spent, rate, rows in _pairs(heads, EXECUTED, RATES, sheet):
        budgets = {column for (row, column), text in heads.items() if text in BUDGETS and row == rows.start - 1}
        for row in rows if budgets else ():
            had, used, said = (number(_value(sheet, row, column)) for column in (max(budgets), spent, rate))
            if had is None or used is None or said is None or had <= 0:
                continue
            if min(abs(used / had - said), abs(used / had - said / 100)) > NEAR:
                found = f"印的是 {plain(said)}，{plain(used)} ÷ {plain(had)} 是 {as_percent(half_up(used / had, 4))}"
                yield StandsOut(RATE, _place(sheet, (row, rate)), found)


def _pairs(
    heads: dict[At, str], first: Collection[str], second: Collection[str], sheet: SheetRecord
) -> Iterator[tuple[int, int, range]]:
    """Columns under two headings of one row, the nearest to one another, and the rows below, up to the next text in the second."""
    bottom = max((row for row, _ in sheet.cells), default=0) + 1
    for (row, column), text in heads.items():
        beside = [other for (there, other), said in heads.items() if there == row and said in first]
        if text in second and beside:
            below = [there for (there, other), said in heads.items() if there > row and other == column and said]
            yield min(beside, key=lambda each: abs(each - column)), column, range(row + 1, min(below, default=bottom))


def _value(sheet: SheetRecord, row: int, column: int) -> object:
    cell = sheet.cells.get((row, column))
    return cell.value if cell else None


def _place(sheet: SheetRecord, at: At) -> str:
    return f"{sheet.name}!{spell(*at)}"
