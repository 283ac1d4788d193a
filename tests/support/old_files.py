"""Small .xls files made record by record, and whole forms as an office program would save them as .xls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from struct import pack

from xlgen.addin.cfb import Storage, compound_file
from xlgen.workbook.addresses import parse
from xlgen.workbook.biff.stream import RecordType
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.records import CellError, CellRecord, CellStyle, SheetRecord, WorkbookRecord
from xlgen.workbook.references import sheet_and_range

Made = bytes


def record(code: int, data: bytes = b"") -> Made:
    """One record."""
    return pack("<HH", code, len(data)) + data


def text(said: str, size: int = 2) -> bytes:
    """A text, two bytes a character, its length in so many bytes before it."""
    raw = said.encode("utf-16-le")
    return (len(raw) // 2).to_bytes(size, "little") + b"\1" + raw


def at(row: int, column: int, style: int = 0) -> bytes:
    """Where a cell is, and its style."""
    return pack("<HHH", row, column, style)


def number(row: int, column: int, value: float, style: int = 0) -> Made:
    """A cell with a number."""
    return record(RecordType.NUMBER, at(row, column, style) + pack("<d", value))


def label(row: int, column: int, said: str) -> Made:
    """A cell with a text of its own."""
    return record(RecordType.LABEL, at(row, column) + text(said))


def formula(row: int, column: int, result: bytes) -> Made:
    """A cell with a formula that is nothing but 1, and its saved result."""
    return record(RecordType.FORMULA, at(row, column) + result + pack("<HIH", 0, 0, 3) + b"\x1e\1\0")


def no_number(kind: int, value: int = 0) -> bytes:
    """A saved result: 0 a text that follows, 1 a truth value, 2 an error, 3 no text."""
    return bytes([kind, 0, value, 0, 0, 0]) + b"\xff\xff"


def style(number_format: int = 0, locked: bool = True) -> Made:
    """A style of cells."""
    return record(RecordType.XF, pack("<HHH", 0, number_format, int(locked)) + bytes(14))


def number_format(key: int, code: str) -> Made:
    """A number format by its number."""
    return record(RecordType.FORMAT, pack("<H", key) + text(code))


def shared_texts(*pieces: bytes, count: int) -> Made:
    """The table of texts; every piece but the first continues it."""
    first, *more = pieces
    head = record(RecordType.SST, pack("<II", count, count) + first)
    return head + b"".join(record(RecordType.CONTINUE, piece) for piece in more)


def stream(
    sheets: Mapping[str, bytes] | Sequence[tuple[str, bytes]],
    before: bytes = b"",
    styles: Iterable[Made] = (),
    version: int = 0x0600,
    kinds: Mapping[str, tuple[int, int]] | None = None,
) -> bytes:
    """A workbook stream: sheets with their records, what stands before them; ``kinds``: visibility and kind of a sheet."""
    listed = list(sheets.items()) if isinstance(sheets, Mapping) else list(sheets)
    bof, eof = record(RecordType.BOF, pack("<HHHHII", version, 5, 0, 0, 0, 0)), record(RecordType.EOF)
    inside = b"".join([*styles] or [style()]) + before
    heads = [(kinds or {}).get(name, (0, 0)) for name, _ in listed]
    size = sum(len(record(RecordType.BOUNDSHEET, bytes(6) + text(name, 1))) for name, _ in listed)
    place, announced, bodies = len(bof) + len(inside) + size + len(eof), b"", b""
    for (name, records), (visibility, kind) in zip(listed, heads, strict=True):
        announced += record(RecordType.BOUNDSHEET, pack("<IBB", place + len(bodies), visibility, kind) + text(name, 1))
        bodies += record(RecordType.BOF, pack("<HHHHII", version, 0x10, 0, 0, 0, 0)) + records + eof
    return bof + inside + announced + eof + bodies


def old_file(workbook: bytes, called: str = "Workbook", beside: Storage | None = None) -> bytes:
    """A container with such a stream."""
    return compound_file({called: workbook, **(beside or {})})


def sheet_of(*records: Made, before: bytes = b"", styles: Iterable[Made] = ()) -> bytes:
    """A file with one sheet 表 of such records."""
    return old_file(stream({"表": b"".join(records)}, before, styles))


# ---- whole forms -----------------------------------------------------------------------------------------------------

_LONGEST = 8_224  # bytes of a record
_ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}
_VISIBILITY = {"visible": 0, "hidden": 1, "veryHidden": 2}
_FIRST_OWN = 164  # number formats below are Excel's


def saved_old(content: bytes) -> bytes:
    """A .xlsx as an office program saves it as .xls, as far as it is read."""
    book = read_workbook(content)
    texts: dict[str, int] = {}
    looks = list({CellStyle(): None} | {look: None for sheet in book.sheets.values() for look in sheet.styles.values()})
    sheets = {name: _sheet(sheet, texts, looks) for name, sheet in book.sheets.items()}
    kinds = {name: (_VISIBILITY[sheet.state], 0) for name, sheet in book.sheets.items()}
    codes = b"".join(number_format(_FIRST_OWN + i, look.code) for i, look in enumerate(looks))
    styles = [style(_FIRST_OWN + i, look.locked) for i, look in enumerate(looks)]
    return old_file(stream(sheets, codes + _names(book) + _table(texts), styles, kinds=kinds))


def _sheet(sheet: SheetRecord, texts: dict[str, int], looks: list[CellStyle]) -> bytes:
    merges = [pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in sheet.merges]
    parts = [record(RecordType.PROTECT, b"\1\0")] if sheet.protected else []
    for row, column in sorted({*sheet.cells, *sheet.styles}):
        look = at(row, column, looks.index(sheet.styles.get((row, column), CellStyle())))
        cell = sheet.cells.get((row, column))
        parts.append(_cell(look, cell, texts) if cell else record(RecordType.BLANK, look))
    parts += [
        record(RecordType.MERGEDCELLS, pack("<H", len(merges[i : i + 900])) + b"".join(merges[i : i + 900]))
        for i in range(0, len(merges), 900)
    ]
    return b"".join(parts)


def _cell(look: bytes, cell: CellRecord, texts: dict[str, int]) -> bytes:
    value = cell.value
    if cell.formula is not None:
        return _computed(look, cell)
    match value:
        case bool():
            return record(RecordType.BOOLERR, look + bytes([value, 0]))
        case CellError():
            return record(RecordType.BOOLERR, look + bytes([_ERRORS[value.text], 1]))
        case Decimal():
            return record(RecordType.NUMBER, look + pack("<d", float(value)))
        case _:
            return record(RecordType.LABELSST, look + pack("<I", texts.setdefault(str(value), len(texts))))


def _computed(look: bytes, cell: CellRecord) -> bytes:
    match cell.value:
        case bool():
            result = no_number(1, cell.value)
        case CellError():
            result = no_number(2, _ERRORS[cell.value.text])
        case Decimal():
            result = pack("<d", float(cell.value))
        case None:
            result = no_number(3)
        case _:
            result = no_number(0)
    head = record(RecordType.FORMULA, look + result + pack("<HIH", 0, 0, 3) + b"\x1e\1\0")
    return head + (record(RecordType.STRING, text(cell.value)) if isinstance(cell.value, str) else b"")


def _table(texts: Mapping[str, int]) -> bytes:
    """The table of texts, a text a record or more of its own."""
    pieces = [b""]
    for said in texts:
        head, raw = text(said)[:3], text(said)[3:]
        if len(pieces[-1]) + 3 + len(raw) > _LONGEST - 8:
            pieces.append(b"")
        room = (_LONGEST - 8 - 3) // 2 * 2
        pieces[-1] += head + raw[:room]
        pieces += [b"\1" + raw[i : i + room] for i in range(room, len(raw), room)]
    return shared_texts(*pieces, count=len(texts))


def _names(book: WorkbookRecord) -> bytes:
    own = record(RecordType.SUPBOOK, pack("<H", len(book.sheets)) + b"\1\4")
    places = b"".join(pack("<HHH", 0, i, i) for i in range(len(book.sheets)))
    own += record(RecordType.EXTERNSHEET, pack("<H", len(book.sheets)) + places)
    order = list(book.sheets)
    for name, target in book.names.items():
        if (found := sheet_and_range(target)) and "$" in found[1]:
            (top, left), (bottom, right) = (parse(corner) for corner in (found[1].split(":") * 2)[:2])
            area = b"\x3b" + pack("<HHHHH", order.index(found[0]), top, bottom, left, right)
            own += named(name, area)
    return own


def named(name: str, target: bytes, own: int = 0) -> Made:
    """A defined name; ``own`` is the number of the sheet, from 1, whose own it is."""
    head = pack("<HBBHHHBBBB", 0, 0, len(name), len(target), 0, own, 0, 0, 0, 0)
    return record(RecordType.NAME, head + b"\1" + name.encode("utf-16-le") + target)
