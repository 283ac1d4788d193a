"""Small .xls files made record by record, as no program writes them; ``saved`` are forms that LibreOffice wrote."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from struct import pack

from xlgen.addin.cfb import Storage, compound_file
from xlgen.workbook.biff.stream import RecordType

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
