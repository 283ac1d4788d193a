"""Lines of a roster's sheet below its titles, wherever the titles stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlgen.catalogue import found
from xlgen.findings import Severity
from xlgen.roster.records import Line, Reading
from xlgen.roster.titles import optional_titles
from xlgen.words.labels import plain_label
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, CellRecord, SheetRecord, WorkbookRecord


def sheet_lines(reading: Reading, book: WorkbookRecord, name: str, titles: Sequence[str]) -> list[Line] | None:
    """Lines of a sheet below its titles; None where nobody can tell which project they are for."""
    sheet = book.sheets.get(name)
    if sheet is None:
        reading.findings.append(found("XL101", f"没有名为“{name}”的工作表", sheet=name))
        return None
    header, columns = header_of(sheet, titles)
    missing = [title for title in titles if title not in columns]
    optional = optional_titles(reading.template)
    for title in missing:
        weight, fact = Severity.NOTE if title in optional else None, f"“{name}”表缺少列“{title}”"
        reading.findings.append(found("XL102", fact, severity=weight, sheet=name, cell=spell(header, 0)))
    if "项目编码" in missing:
        return None
    rows = sorted({row for row, _ in sheet.cells if row > header})
    lines = [_line(reading, sheet, row, columns) for row in rows]
    return [line for line in lines if any(line.text(title) for title in columns)]


def header_of(sheet: SheetRecord, titles: Sequence[str]) -> tuple[int, dict[str, int]]:
    """Row of the titles — the first of the top rows that holds most of them — and the column of each."""
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(10):
        found = {plain_label(str(c.value)): col for (r, col), c in sorted(sheet.cells.items(), reverse=True) if r == row}
        known = {title: found[title] for title in titles if title in found}
        if len(known) > len(best[1]):
            best = (row, known)
    return best


def _line(reading: Reading, sheet: SheetRecord, row: int, columns: Mapping[str, int]) -> Line:
    values: dict[str, Decimal | str] = {}
    percents = set()
    for title, column in columns.items():
        cell = sheet.cells.get((row, column))
        if cell is None or cell.value is None:
            continue
        values[title] = _plain_value(cell)
        if cell.format == "percent":
            percents.add(title)
    line = Line(sheet.name, row, values, columns, frozenset(percents))
    for title, column in columns.items():
        cell = sheet.cells.get((row, column))
        if cell is not None and isinstance(cell.value, CellError):
            reading.report(line, title, "XL103", f"“{title}”是错误值 {cell.value.text}")
    return line


def _plain_value(cell: CellRecord) -> Decimal | str:
    match cell.value:
        case Decimal() as number:
            return number
        case bool() as truth:
            return "是" if truth else "否"
        case CellError():
            return ""
        case text:
            return str(text).strip()
