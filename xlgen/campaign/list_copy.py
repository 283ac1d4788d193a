"""A campaign's own copy of a project list: what is secret does not come along, nor into anything that is made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from xlgen.files.saving import put
from xlgen.roster.content import roster_content
from xlgen.roster.records import Project
from xlgen.words.days import day_of
from xlgen.words.labels import without_blanks
from xlgen.words.numbers import plain
from xlgen.workbook.records import CellRecord, SheetRecord
from xlgen.writing.roster import write_rows

SECRET, CODE = "涉密", "项目编码"  # titles of columns
_NO = frozenset(("", "否", "不涉密", "非涉密", "无", "公开", "0", "×", "x", "n", "no"))


def is_secret(project: Project) -> bool:
    """Whether its line says that a project is secret: anything that does not say no."""
    said = next((text for title, text in project.further.items() if SECRET in title), "")
    return without_blanks(said).lower() not in _NO


def put_list(source: Path, place: Path) -> int:
    """Copy a list; where it names secret projects, without any of their lines. How many there are. Refused where it is no list."""
    content, book = roster_content(source)
    secret = {code for sheet in book.sheets.values() for code in _secret_codes(sheet)}
    if secret:
        content = write_rows({name: _rows(sheet, secret) for name, sheet in book.sheets.items() if sheet.cells})
    put(place, content)
    return len(secret)


def _lines(sheet: SheetRecord) -> dict[int, dict[int, CellRecord]]:
    rows: dict[int, dict[int, CellRecord]] = {}
    for (row, column), cell in sheet.cells.items():
        rows.setdefault(row, {})[column] = cell
    return rows


def _column(row: Mapping[int, CellRecord], title: str, whole: bool = True) -> int | None:
    texts = ((column, without_blanks(str(cell.value or ""))) for column, cell in row.items())
    return next((column for column, text in texts if (text == title if whole else title in text)), None)


def _secret_codes(sheet: SheetRecord) -> set[str]:
    code = secret = None
    found = set()
    for _, row in sorted(_lines(sheet).items()):
        if code is None or secret is None:
            code, secret = _column(row, CODE), _column(row, SECRET, whole=False)
        elif code in row and secret in row and without_blanks(_text(row[secret])).lower() not in _NO:
            found.add(_text(row[code]).strip())
    return found


def _rows(sheet: SheetRecord, secret: set[str]) -> Sequence[Sequence[Decimal | str]]:
    lines, code, kept = _lines(sheet), None, list[Sequence[Decimal | str]]()
    width = max(column for _, column in sheet.cells) + 1
    for at in range(max(lines) + 1):
        row = lines.get(at, {})
        if code is None:
            code = _column(row, CODE)
        elif code in row and _text(row[code]).strip() in secret:
            continue
        kept.append([_value(row[column]) if column in row else "" for column in range(width)])
    return kept


def _value(cell: CellRecord) -> Decimal | str:
    return cell.value if isinstance(cell.value, Decimal) and cell.format == "general" else _text(cell)


def _text(cell: CellRecord) -> str:
    if not isinstance(cell.value, Decimal):
        return str(cell.value if cell.value is not None else "")
    if cell.format == "percent":
        return f"{plain(cell.value * 100)}%"
    return day_of(cell.value).isoformat() if cell.format == "date" else plain(cell.value)
