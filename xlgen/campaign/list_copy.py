"""A campaign's own copy of a project list: what is secret does not come along, nor into anything that is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from xlgen.roster.content import roster_content
from xlgen.words.days import day_of
from xlgen.words.labels import without_blanks
from xlgen.words.numbers import plain
from xlgen.workbook.records import CellRecord, SheetRecord
from xlgen.writing.roster import write_rows

SECRET, CODE = ("涉密", "密级"), "项目编码"  # what stands in the title of a column
HEAD_ROWS, LONGEST = 10, 20  # titles stand in one of these rows, and are no sentences
_NO = frozenset(("", "否", "不涉密", "非涉密", "无", "公开", "0", "×", "x", "n", "no", "false"))
_Row = Mapping[int, CellRecord]


def copied_list(source: Path) -> tuple[bytes, int]:
    """A list's bytes and how many secret projects it names; where it names some, without any of their lines.

    A project is secret where a column 涉密 or 密级 says anything but no. Of a list with secret ones only sheets come along that
    tell of which project a line is: in another one nobody knows what is theirs. Refused where it is no list.
    """
    content, book = roster_content(source)
    sheets = {name: _lines(sheet) for name, sheet in book.sheets.items() if sheet.cells}
    secret = [row for lines in sheets.values() for row in _secret_lines(lines)]
    if not secret:
        return content, 0
    codes = {code for code in secret if code}
    known = {name: _without(lines, codes) for name, lines in sheets.items() if _title(lines, (CODE,)) is not None}
    return write_rows(known), len(codes) + secret.count("")


def _lines(sheet: SheetRecord) -> dict[int, dict[int, CellRecord]]:
    """Cells by row and column; what is merged over several rows, texts and codes, is said in each."""
    rows: dict[int, dict[int, CellRecord]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    at_code = code[1] if (code := _title(rows, (CODE,))) else None
    for top, left, bottom, _ in sheet.merges:
        above = rows.get(top, {}).get(left)
        if above is not None and (isinstance(above.value, str) or left == at_code):
            for row in range(top + 1, min(bottom, max(rows)) + 1):
                rows.setdefault(row, {}).setdefault(left, above)
    return dict(sorted(rows.items()))


def _title(lines: Mapping[int, _Row], words: Sequence[str]) -> tuple[int, int] | None:
    """Row and column of the first title with one of these words in it; the code is called by nothing more."""
    top = ((row, column, cell) for row, cells in lines.items() if row < HEAD_ROWS for column, cell in sorted(cells.items()))
    return next(((row, column) for row, column, cell in top if _has(cell, words)), None)


def _has(cell: CellRecord, words: Sequence[str]) -> bool:
    said = without_blanks(str(cell.value if cell.value is not None else ""))
    return said == CODE if words == (CODE,) else any(word in said for word in words) and len(said) <= LONGEST


def _secret_lines(lines: Mapping[int, _Row]) -> list[str]:
    """The code of each secret line of a sheet, "" where it has none; a code once."""
    at, code = _title(lines, SECRET), _title(lines, (CODE,))
    if at is None:
        return []
    marked = [cells for row, cells in lines.items() if row > at[0] and at[1] in cells and _is_said(cells[at[1]])]
    found = [_code(cells, code[1]) if code else "" for cells in marked]
    return [each for n, each in enumerate(found) if not each or each not in found[:n]]


def _is_said(cell: CellRecord) -> bool:
    return without_blanks(_text(cell)).lower() not in _NO


def _code(cells: _Row, column: int) -> str:
    return without_blanks(_text(cells[column])) if column in cells else ""


def _without(lines: Mapping[int, _Row], secret: set[str]) -> list[list[Decimal | str]]:
    """A sheet's lines but those of secret projects, and those below them without a code, which may be theirs."""
    code, at = _title(lines, (CODE,)), _title(lines, SECRET)
    assert code is not None
    kept, before = list[list[Decimal | str]](), False
    width = max(max(cells) for cells in lines.values()) + 1
    for row in range(max(lines) + 1):
        cells = lines.get(row, {})
        is_marked = at is not None and row > at[0] and at[1] in cells and _is_said(cells[at[1]])
        said = _code(cells, code[1]) if row > code[0] else ""
        before = is_marked or (said in secret if said else before)
        if not before:
            kept.append([_value(cells[column]) if column in cells else "" for column in range(width)])
    return kept


def _value(cell: CellRecord) -> Decimal | str:
    return cell.value if isinstance(cell.value, Decimal) and cell.format == "general" else _text(cell)


def _text(cell: CellRecord) -> str:
    if not isinstance(cell.value, Decimal):
        return str(cell.value if cell.value is not None else "")
    if cell.format == "percent":
        return f"{plain(cell.value * 100)}%"
    return day_of(cell.value).isoformat() if cell.format == "date" else plain(cell.value)
