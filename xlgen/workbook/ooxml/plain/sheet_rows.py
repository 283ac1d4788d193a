"""The rows of a worksheet by one pattern: every cell with its type, number format, formula and text, where all are written the common way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from xlgen.excel_limits import MAX_ROW, MAX_TEXT
from xlgen.workbook import addresses as a1
from xlgen.workbook.ooxml.cell_values import SHIFT_1904, piece, typed, unescape
from xlgen.workbook.ooxml.formula import calls_out
from xlgen.workbook.ooxml.guard import Limits
from xlgen.workbook.ooxml.plain.either_way import Odd
from xlgen.workbook.ooxml.plain.part_text import KEPT, VALUE, attributes_in, covers, written
from xlgen.workbook.ooxml.shared_by_sheets import Shared
from xlgen.workbook.ooxml.sheet_frame import TRUE
from xlgen.workbook.records import CellRecord, CellStyle, Format, cell_record
from xlgen.workbook.references import At

_BOOL = '"(?:true|false|1|0)"'
_TOKEN = re.compile(
    rf'((</row>)?<row r="([1-9][0-9]{{0,6}})"((?: [A-Za-z0-9:]+={VALUE})*)(/?)>'
    r'|<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="([A-Za-z]+)")?(?:/>|>'
    rf"(?:<f(?: aca={_BOOL})?(?: ca={_BOOL})?>([^<]*)</f>)?"
    r'(?:<v>([^<]*)</v>|<v/>|<is><t( xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
_MERGE = re.compile('<mergeCell ref="([A-Z0-9:]+)"/>')
_AROUND = len('<mergeCell ref=""/>')
_AT_ONCE = 1 << 20  # characters of which all tokens are held: a list of ten thousand projects has thirty million
LONGEST_NUMBER = 10  # digits of a text's number
_OF_ROWS = frozenset(
    "spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph x14ac:dyDescent".split()
)


@dataclass(slots=True)
class PlainRows:
    """What the rows of a sheet hold, as in ``SheetRecord``; ``spent``: how many characters their formulas have."""

    cells: dict[At, CellRecord] = field(default_factory=dict)
    styles: dict[At, CellStyle] = field(default_factory=dict)
    unsaved: list[At] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    spent: int = 0


def plain_rows(text: str, shared: Shared, limits: Limits) -> PlainRows:
    """The rows between the tags of ``sheetData``. Odd, or any error of a value, where they are not plain."""
    body = text.removesuffix("</row>")
    found, dressed = PlainRows(), shared.styles.dressed
    cells, styles = found.cells, found.styles
    is_open, row, label, last, blank = False, -1, "", -1, 0
    for whole, closed, number, attributes, empty, letters, digits, style, kind, formula, raw, keep, inline in _tokens(
        body, limits.cells
    ):
        if number:
            if bool(closed) != is_open or not row < int(number) - 1 < min(MAX_ROW, limits.rows):
                raise Odd
            row, label, last, is_open = int(number) - 1, "" if empty else number, -1, not empty
            if (blank := blank + 1) > limits.blank_rows:
                raise Odd
            if attributes and _is_hidden(attributes):
                found.hidden_rows.append(row)
            continue
        column = _column(letters)
        if digits != label or not last < column < limits.columns:
            raise Odd
        last = column
        if look := dressed.get(style or "0"):
            styles[row, column] = look
        if whole[-2] != "/":
            record = _record_of(found, shared, style or "0", kind or "n", formula, raw, keep, inline)
            if record.value is None:
                if record.formula is None:
                    continue
                if kind != "str":  # an empty text is a result, and its type says so
                    found.unsaved.append((row, column))
            cells[row, column], blank = record, 0
    if is_open != (len(body) != len(text)):
        raise Odd
    return found


def _tokens(body: str, most: int) -> Iterator[tuple[str, ...]]:
    """Rows and cells in their order. Odd where anything else stands between them, or they are more than allowed."""
    start = 0
    while start < len(body):
        end = body.find("</row>", start + _AT_ONCE)
        end = end if end >= 0 else len(body)
        tokens = _TOKEN.findall(body, start, end)
        most -= len(tokens)
        if not covers(tokens, end - start) or most < 0:
            raise Odd
        yield from tokens
        start = end


def _record_of(
    found: PlainRows, shared: Shared, style: str, kind: str, formula: str, raw: str, keep: str, inline: str
) -> CellRecord:
    form = shared.styles.formats.get(style, "general")
    if kind == "d" or ((keep or inline) if kind != "inlineStr" else raw):
        raise Odd
    if formula:
        found.spent += len(_formula(formula))
    if kind == "s":
        number = int(raw or -1) if raw.isdecimal() and len(raw) < LONGEST_NUMBER else -1
        if number < 0:
            raise Odd
        return _shared_text(shared.strings[number], formula, form)
    text = piece(KEPT[keep], written(inline)) if kind == "inlineStr" else written(raw)
    return _record(kind, text, formula, form, shared.date1904)


@lru_cache(maxsize=1 << 15)  # forms of one kind say the same again and again
def _shared_text(text: str, formula: str, form: Format) -> CellRecord:
    if len(text) > MAX_TEXT:
        raise Odd
    return cell_record(text or None, _formula(formula) or None, form)


@lru_cache(maxsize=1 << 15)
def _record(kind: str, text: str, formula: str, form: Format, date1904: bool) -> CellRecord:
    value = typed(kind, text, ()) if text else None
    if form == "date" and date1904 and kind == "n" and isinstance(value, Decimal):
        value += SHIFT_1904
    return cell_record(value, _formula(formula) or None, form)


@lru_cache(maxsize=1 << 14)
def _formula(found: str) -> str:
    text = unescape(written(found))
    if len(text) > MAX_TEXT:
        raise Odd
    text = text.strip().removeprefix("=")
    if calls_out(text):
        raise Odd
    return text


def plain_merges(text: str) -> list[dict[str, str]]:
    """Merged ranges as attributes, between the tags of ``mergeCells``. Odd where they are not plain."""
    found = _MERGE.findall(text)
    if sum(map(len, found)) + _AROUND * len(found) != len(text):
        raise Odd
    return [{"ref": each} for each in found]


@lru_cache(maxsize=1 << 10)
def _column(letters: str) -> int:
    return a1.parse(f"{letters}1")[1]


@lru_cache(maxsize=1 << 12)
def _is_hidden(attributes: str) -> bool:
    said = attributes_in(attributes)
    if not said.keys() <= _OF_ROWS:
        raise Odd
    return said.get("hidden") in TRUE
