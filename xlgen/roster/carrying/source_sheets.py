"""Which sheet of a workbook stands for which sheet of the list, in which row its titles stand, and what each is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlgen.roster.asks import METHODS
from xlgen.roster.carrying.matching import matched, titles_in
from xlgen.roster.carrying.records import SourceColumn
from xlgen.roster.heads import HEAD_ROWS
from xlgen.roster.library.known_indicators import LIBRARY
from xlgen.roster.titles import PROJECTS
from xlgen.words.labels import plain_label
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord

FIGURES = re.compile(r"执行|支付|支出数|完成|得分|自评|等级|偏差|剩余|结余")  # columns that tell what became of it
OWN_SHEETS = (METHODS, LIBRARY, "改写说明")


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """A sheet of the source with the row of its titles, and what each is."""

    sheet: SheetRecord
    row: int
    columns: Sequence[SourceColumn]

    @property
    def used(self) -> int:
        """How many of its columns are columns of the list."""
        return sum(bool(each.ours) for each in self.columns)


def source_of(
    book: WorkbookRecord, name: str, lists: Mapping[str, Sequence[str]], remembered: Mapping[str, str]
) -> SourceSheet | None:
    """The sheet of this name, else the one with most of the columns; None where none has a column of its own to give.

    ``lists`` are the list's sheets, each with its titles.
    """
    known = {title for titles in lists.values() for title in titles}
    own = lists[name]
    wanted = {  # a clerk may name columns of the office's own, which stand on sheet 项目
        title: to for title, to in remembered.items() if not to or to in own or (name == PROJECTS and to not in known)
    }
    named = book.sheets.get(name)
    found = [
        _headed(sheet, own, wanted, is_list=bool(named) and name == PROJECTS)
        for sheet in ([named] if named else sheets_in(book))
    ]
    best = max(found, key=lambda each: each.used, default=None)
    least = 1 if named or name == PROJECTS else 2  # a code alone is no indicator
    return best if best and best.used >= least else None


def sheets_in(book: WorkbookRecord) -> list[SheetRecord]:
    """Sheets that hold something of an office's, not what comes with a list."""
    return [sheet for name, sheet in book.sheets.items() if name not in OWN_SHEETS and not name.startswith("示例-")]


def unknown(book: WorkbookRecord) -> dict[str, SourceSheet]:
    """Where nothing is known: what stands in the row of the first sheet that has most texts, for a clerk to say what it is."""
    for sheet in book.sheets.values():
        rows = _texts_by_row(sheet)
        if rows:
            row = max(rows, key=lambda each: (len(rows[each]), -each))
            return {"": SourceSheet(sheet, row, matched(titles_in(rows[row]), (), {}))}
    return {}


def _texts_by_row(sheet: SheetRecord) -> dict[int, list[str]]:
    rows: dict[int, list[str]] = {}
    for (row, _), cell in sorted(sheet.cells.items(), key=lambda each: each[0]):
        if row < HEAD_ROWS and isinstance(cell.value, str):
            rows.setdefault(row, []).append(cell.value)
    return rows


def _headed(sheet: SheetRecord, own: Sequence[str], remembered: Mapping[str, str], is_list: bool) -> SourceSheet:
    """The sheet with that row of titles that has most of what is wanted."""
    rows = _texts_by_row(sheet)
    found = [SourceSheet(sheet, row, matched(titles_in(texts), own, remembered)) for row, texts in rows.items()]
    best = max(found, key=lambda each: (each.used, -each.row), default=SourceSheet(sheet, 0, ()))
    return replace(best, columns=[_along(each) for each in best.columns]) if is_list else best


def _along(column: SourceColumn) -> SourceColumn:
    """The office's own columns of an earlier list go along, but for those that tell what became of the project."""
    if column.ours or column.why:
        return column
    figures = FIGURES.search(column.title)
    return SourceColumn(column.title, "" if figures else column.title, "执行情况不带到新的一年" if figures else "")


def all_columns(sources: Mapping[str, SourceSheet]) -> Iterator[SourceColumn]:
    """Each column once, as what it is used for on whichever sheet of the list."""
    each_as: dict[tuple[str, str], list[SourceColumn]] = {}
    for source in sources.values():
        for column in source.columns:
            each_as.setdefault((source.sheet.name, column.title), []).append(column)
    for columns in each_as.values():
        yield max(columns, key=lambda each: (bool(each.ours), bool(each.why)))


def if_read(column: SourceColumn, there: Collection[str]) -> SourceColumn:
    """The column, as one that is not used where the list's own reading did not take it."""
    if not column.ours or not there or column.ours in there:
        return column
    return SourceColumn(column.title, "", "本表式没有这一列，或由填报人填")


def renamed(source: SourceSheet, name: str) -> SheetRecord:
    """The sheet under the list's titles; titles of columns that are not used are gone, and with them the columns."""
    to = {each.title: each.ours for each in source.columns}
    cells: dict[tuple[int, int], CellRecord] = {}
    for at, cell in source.sheet.cells.items():
        if at[0] == source.row and (ours := to.get(plain_label(str(cell.value or "")), "")):
            cells[at] = CellRecord(ours, None, "general")
        elif at[0] > source.row:
            cells[at] = cell
    return replace(source.sheet, name=name, cells=cells)
