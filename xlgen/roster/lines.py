"""Lines of a roster's sheet below its titles, wherever the titles stand: merged cells hold for each of their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlgen.catalogue import found
from xlgen.excel_limits import DAYS_END
from xlgen.roster.heads import Heads, heads_of
from xlgen.roster.records import Line, Reading
from xlgen.roster.unseen import tell_hidden
from xlgen.words.days import FIRST_DAY, day_of
from xlgen.words.labels import in_marks
from xlgen.words.nearest import is_it
from xlgen.words.numbers import plain
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, CellRecord, SheetRecord, WorkbookRecord

EXACT = Decimal(10) ** 15  # Excel keeps 15 digits of a number
EACH = "分值"  # with all amounts: what is said of several rows at once is said of none
NUMBERS = (EACH, "指标值", "年度")
LONGEST = 500  # characters of a cell
LONG = {"年度总体目标": 10_000, "评分标准": 10_000}  # of those that may say more
SHOWN = 40
LARGEST = Decimal(10) ** 20
CODES = ("编码", "编号", "代码")  # long ones are told as such


def sheet_lines(
    reading: Reading, book: WorkbookRecord, name: str, titles: Sequence[str], more: Iterable[str] = ()
) -> list[Line] | None:
    """Lines of a sheet below its titles; None where nobody can tell which project they are for. ``more`` may be there, too."""
    sheet = book.sheets.get(name)
    if sheet is None:
        fact = f"没有名为“{name}”的工作表{is_it(name, book.sheets)}"
        reading.findings.append(found("XL101", fact, sheet=name))
        return None
    if not sheet.cells:
        reading.findings.append(found("XL101", f"“{name}”表是空的，连列名也没有", sheet=name))
        return None
    heads = heads_of(reading, sheet, titles, more)
    if "项目编码" not in heads.columns:
        return None
    unsaved = _tell_unsaved(reading, sheet, heads)
    rows = sorted({row for row, _ in sheet.cells if row > heads.row})
    lines = [_line(sheet, row, heads, unsaved) for row in rows]
    lines = [line for line in lines if any(line.text(title) for title in heads.columns) or line.unread]
    for line in lines:
        _tell_unreadable(reading, sheet, line)
    tell_hidden(reading, sheet, heads, [line.row for line in lines])
    return _merged_filled(reading, sheet, heads, lines)


def _line(sheet: SheetRecord, row: int, heads: Heads, unsaved: Iterable[str]) -> Line:
    values: dict[str, Decimal | str] = {}
    percents, unread = set(), set()
    columns = {**heads.further, **heads.columns}
    for title, column in columns.items():
        cell = sheet.cells.get((row, column))
        if cell is None or cell.value is None:
            unread |= {title} & set(unsaved) if cell is not None else set()
            continue
        values[title] = value = _plain_value(cell)
        if isinstance(cell.value, CellError) or _too_much(title, value):
            unread.add(title)
            values[title] = "" if isinstance(value, Decimal) else value[:SHOWN]
        if cell.format == "percent":
            percents.add(title)
    return Line(sheet.name, row, values, columns, frozenset(percents), frozenset(unread))


def _too_much(title: str, value: Decimal | str) -> bool:
    """Whether nobody can have meant what stands there."""
    if isinstance(value, Decimal):
        return abs(value) >= LARGEST and not title.endswith(CODES)
    return len(value) > LONG.get(title, LONGEST)


def _plain_value(cell: CellRecord) -> Decimal | str:
    match cell.value:
        case Decimal() as number:
            return day_of(number).isoformat() if cell.format == "date" and FIRST_DAY <= number < DAYS_END else number
        case bool() as truth:
            return "是" if truth else "否"
        case CellError():
            return ""
        case text:
            return str(text).strip()


def _tell_unsaved(reading: Reading, sheet: SheetRecord, heads: Heads) -> set[str]:
    """Titles of columns with formulas of which the file holds no result; each told once."""
    told = set()
    for title, column in {**heads.further, **heads.columns}.items():
        rows = sorted(row for row, at in sheet.unsaved if at == column and row > heads.row)
        if rows:
            told.add(title)
            fact = f"{in_marks(title)}有 {len(rows)} 格公式没有保存计算结果，读不出值"
            reading.findings.append(found("XL153", fact, sheet=sheet.name, cell=spell(rows[0], column)))
    return told


def _tell_unreadable(reading: Reading, sheet: SheetRecord, line: Line) -> None:
    """Error values, and codes that were typed as numbers longer than Excel keeps."""
    for title, column in line.columns.items():
        cell, value = sheet.cells.get((line.row, column)), line.values.get(title)
        if cell is not None and isinstance(cell.value, CellError):
            reading.findings.append(
                found("XL103", f"“{title}”是错误值 {cell.value.text}", sheet=line.sheet, cell=line.place(title))
            )
        elif title in line.unread and cell is not None and _too_much(title, given := _plain_value(cell)):
            much = f"数 {plain(given):.20}…太大了" if isinstance(given, Decimal) else f"有 {len(given)} 个字，太长了"
            fact = f"{in_marks(title)}{much}"
            reading.findings.append(found("XL166", fact, sheet=line.sheet, cell=line.place(title)))
        elif isinstance(value, Decimal) and abs(value) >= EXACT and not (title in reading.money or title in NUMBERS):
            fact = f"{in_marks(title)}是 16 位以上的数 {plain(value)}，Excel 只保留前 15 位"
            reading.report(line, title, "XL154", fact)


def _merged_filled(reading: Reading, sheet: SheetRecord, heads: Heads, lines: list[Line]) -> list[Line]:
    """Lines with what merged cells say for each of their rows."""
    by_row = {line.row: line for line in lines}
    last, done = max(by_row, default=0), set[tuple[str, int]]()
    for title, top, bottom in _merges(sheet, heads.columns):
        first = by_row.get(top)
        if first is None or title not in first.values or (title, top) in done:  # merges that overlap are no one's
            continue
        below = [row for row in range(top + 1, min(bottom, last) + 1) if row in by_row]
        done |= {(title, row) for row in (top, *below)}
        if below and (title == EACH or title in reading.money):
            fact = f"{in_marks(title)}第 {top + 1}—{bottom + 1} 行合并成一格，不知道各行是多少"
            reading.report(first, title, "XL155", fact)
            by_row |= {row: replace(by_row[row], unread=by_row[row].unread | {title}) for row in below}
            continue
        for row in below:
            line = by_row[row]
            percents = line.percents | ({title} & first.percents)
            by_row[row] = replace(line, values={**line.values, title: first.values[title]}, percents=percents)
    return list(by_row.values())


def _merges(sheet: SheetRecord, columns: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    """Merged cells of more than one row that begin in a known column: its title, first and last row."""
    titles = {column: title for title, column in columns.items()}
    for top, left, bottom, _ in sheet.merges:
        if bottom > top and left in titles:
            yield titles[left], top, bottom


def as_above(reading: Reading, lines: Sequence[Line], keys: Mapping[str, str]) -> list[Line]:
    """Lines of indicators with a blank 一级指标 or 二级指标 taken from the line above, within one project; told once a column."""
    levels = [title for title, key in keys.items() if key in ("level1", "level2")]
    filled, taken = list[Line](), dict[str, list[Line]]()
    for line in lines:
        above = filled[-1] if filled and filled[-1].text("项目编码") == line.text("项目编码") else None
        for title in levels:
            if above is None or line.text(title) or title in line.unread or not above.text(title):
                above = above if above and line.text(title) in ("", above.text(title)) else None
                continue
            taken.setdefault(title, []).append(line)
            line = replace(line, values={**line.values, title: above.values[title]})
        filled.append(line)
    for title, of_title in taken.items():
        reading.report(of_title[0], title, "XL156", f"{in_marks(title)}有 {len(of_title)} 格空着，照上一行取用")
    return filled
