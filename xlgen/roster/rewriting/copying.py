"""A copy of a roster with the rewrites made in it, and a sheet that says for each what stood there."""

from __future__ import annotations

from collections.abc import Sequence

from xlgen.errors import XlgenError
from xlgen.roster.heads import header_of
from xlgen.roster.rewriting.offers import METHOD, STANDARD, Rewrite
from xlgen.workbook.addresses import spell
from xlgen.workbook.patching.book_changes import BookChanges, SheetChanges, change_book
from xlgen.workbook.patching.cell import Change, cleaned
from xlgen.workbook.patching.styles import Look
from xlgen.workbook.records import SheetRecord, WorkbookRecord
from xlgen.workbook.references import At

ACCOUNT = "改写说明"
TITLES = ("工作表", "位置", "三级指标", "栏", "原来", "现在", "为什么")
WIDTHS = {0: 10, 1: 8, 2: 24, 3: 10, 4: 50, 5: 50, 6: 40}
_HEAD = (("bold", "1"), ("border", "thin"), ("wrap", "1"))
_BODY = (("border", "thin"), ("valign", "top"), ("wrap", "1"))


def rewritten_copy(content: bytes, book: WorkbookRecord, changes: Sequence[Rewrite]) -> bytes:
    """The workbook with the rewrites in it, all else as it was; XlgenError where a cell cannot be written."""
    account = _free_name(book)
    made = BookChanges(added=[account], sheets={account: SheetChanges(widths=dict(WIDTHS))})
    told: list[tuple[str, ...]] = []
    for each in changes:
        sheet = made.sheets.setdefault(each.line.sheet, SheetChanges())
        for title, now in ((METHOD, each.proposal.method), (STANDARD, each.proposal.standard)):
            at = each.line.row, _column(book.sheets[each.line.sheet], each, title, sheet)
            was = each.line.text(title)
            if was != now:
                sheet.cells[at] = Change(cleaned(now))
                name = each.line.text("三级指标")
                told.append((each.line.sheet, spell(*at), name, title, was or "（空白）", now, each.proposal.why))
    _write(made.sheets[account], [TITLES, *told])
    try:
        return change_book(content, made)
    except ValueError as error:
        raise XlgenError(str(error)) from None


def _column(record: SheetRecord, each: Rewrite, title: str, sheet: SheetChanges) -> int:
    """Column of a title; a new one behind all others where the sheet has none."""
    if title in each.line.columns:
        return each.line.columns[title]
    row, _ = header_of(record, list(each.line.columns))
    column = max(column for _, column in record.cells) + 1
    sheet.cells[row, column] = Change(title)
    return column


def _write(sheet: SheetChanges, rows: Sequence[Sequence[str]]) -> None:
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            at: At = (row, column)
            sheet.cells[at] = Change(cleaned(text))
            sheet.looks[at] = Look(-1, facets=_BODY if row else _HEAD)


def _free_name(book: WorkbookRecord) -> str:
    names = [ACCOUNT, *(f"{ACCOUNT}{number}" for number in range(2, 100))]
    return next(name for name in names if name not in book.sheets)
