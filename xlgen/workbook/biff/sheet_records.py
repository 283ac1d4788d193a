"""One sheet of a .xls to a record of its cells, merges and protection."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from struct import unpack_from

from xlgen.catalogue import refuse
from xlgen.workbook.biff.beginning import Allowance, Announced, Beginning
from xlgen.workbook.biff.gathering import Gathering
from xlgen.workbook.biff.stream import Pieces, RecordType, records
from xlgen.workbook.records import UNTOLD, SheetRecord

_NO_NUMBER = b"\xff\xff"  # ends the saved result of a formula that is no number
_TEXT, _BOOLEAN, _ERROR, _EMPTY = range(4)  # what it is then
_HIDDEN_ROW = 0x20

Record = list[bytes]


def read_sheet(stream: bytes, announced: Announced, beginning: Beginning, allowance: Allowance) -> SheetRecord:
    """The record of a worksheet; Refused, with sheet and cell, at the first fault."""
    reading = Gathering(announced.name, beginning, allowance)
    for code, pieces in records(stream, announced.at, allowance.record):
        if reader := _READERS.get(code):
            reader(reading, pieces)
    reading.settle()
    return SheetRecord(
        announced.name, announced.state, reading.cells, tuple(reading.merges), reading.protected,
        frozenset(reading.hidden_rows), tuple(reading.hidden_columns), styles=reading.styles,
    )  # fmt: skip


def _number(found: Gathering, pieces: Record) -> None:
    row, column, style, value = unpack_from("<HHHd", pieces[0])
    found.number(row, column, style, value)


def _small(found: Gathering, pieces: Record) -> None:
    row, column, style, packed = unpack_from("<HHHI", pieces[0])
    found.number(row, column, style, _unpacked(packed))


def _small_ones(found: Gathering, pieces: Record) -> None:
    row, first = unpack_from("<HH", pieces[0])
    for i, column in enumerate(_columns(pieces[0], first, 6)):
        style, packed = unpack_from("<HI", pieces[0], 4 + 6 * i)
        found.number(row, column, style, _unpacked(packed))


def _shared_text(found: Gathering, pieces: Record) -> None:
    row, column, style, index = unpack_from("<HHHI", pieces[0])
    if index >= len(found.beginning.texts):
        raise found.fault("XG022", row, column, f"序号 {index}，共 {len(found.beginning.texts)} 条")
    found.put(row, column, style, found.beginning.texts[index] or None)


def _own_text(found: Gathering, pieces: Record) -> None:
    row, column, style = unpack_from("<HHH", pieces[0])
    found.text(row, column, style, _text(pieces, 6))


def _truth_or_error(found: Gathering, pieces: Record) -> None:
    row, column, style, value, is_error = unpack_from("<HHHBB", pieces[0])
    found.truth_or_error((row, column, style), value, bool(is_error))


def _formula(found: Gathering, pieces: Record) -> None:
    row, column, style, result = unpack_from("<HHH8s", pieces[0])
    at = row, column, style
    found.settle()
    if result[6:] != _NO_NUMBER:
        found.number(*at, unpack_from("<d", result)[0], UNTOLD)
    elif result[0] == _TEXT:
        found.waiting = at
    elif result[0] == _EMPTY:
        found.put(*at, None, UNTOLD)
    elif result[0] in (_BOOLEAN, _ERROR):
        found.truth_or_error(at, result[2], result[0] == _ERROR, UNTOLD)
    else:
        raise found.fault("XG017", row, column, "公式的结果")


def _result(found: Gathering, pieces: Record) -> None:
    if found.waiting is not None:  # nobody shows a text that no formula asks for
        at, found.waiting = found.waiting, None
        found.text(*at, _text(pieces, 0), UNTOLD)


def _blank(found: Gathering, pieces: Record) -> None:
    row, column, style = unpack_from("<HHH", pieces[0])
    found.blank(row)
    found.dress(row, column, style)


def _blanks(found: Gathering, pieces: Record) -> None:
    row, first = unpack_from("<HH", pieces[0])
    found.blank(row)
    for i, column in enumerate(_columns(pieces[0], first, 2)):
        found.allowance.record()
        found.dress(row, column, unpack_from("<H", pieces[0], 4 + 2 * i)[0])


def _row(found: Gathering, pieces: Record) -> None:
    row, flags = unpack_from("<H10xH", pieces[0])
    found.blank(row)
    if flags & _HIDDEN_ROW:
        found.hidden_rows.append(row)


def _column_widths(found: Gathering, pieces: Record) -> None:
    first, last, flags = unpack_from("<HH4xH", pieces[0])
    if flags & 1 and first <= last:
        found.hidden_columns.append((first, last))


def _merges(found: Gathering, pieces: Record) -> None:
    (count,) = unpack_from("<H", pieces[0])
    if len(found.merges) + count > found.limits.merges:
        raise refuse("XG021", f"{found.name} 超过 {found.limits.merges} 个")
    for i in range(count):
        top, bottom, left, right = unpack_from("<HHHH", pieces[0], 2 + 8 * i)
        found.merges.append((min(top, bottom), min(left, right), max(top, bottom), max(left, right)))


def _protection(found: Gathering, pieces: Record) -> None:
    found.protected = pieces[0][:1] == b"\1"


def _text(pieces: Record, at: int) -> str:
    reader = Pieces(pieces, at)
    return reader.text(reader.number(2))


def _unpacked(packed: int) -> float:
    """The number of an RK: 30 bits of an integer or of a double, perhaps a hundredfold (MS-XLS 2.5.122)."""
    value: float
    if packed & 2:
        value = (packed >> 2) - ((packed >> 31) << 30)
    else:
        (value,) = unpack_from("<d", b"\0\0\0\0" + (packed & 0xFFFFFFFC).to_bytes(4, "little"))
    return value / 100 if packed & 1 else float(value)


def _columns(record: bytes, first: int, size: int) -> range:
    """Columns of a record for several cells, each so many bytes. ValueError where it is shorter or longer than it says."""
    (last,) = unpack_from("<H", record, len(record) - 2)
    if len(record) != 6 + size * (last - first + 1):
        raise ValueError("record of several cells")
    return range(first, last + 1)


_READERS: Mapping[int, Callable[[Gathering, Record], None]] = {
    RecordType.NUMBER: _number,
    RecordType.RK: _small,
    RecordType.MULRK: _small_ones,
    RecordType.LABELSST: _shared_text,
    RecordType.LABEL: _own_text,
    RecordType.RSTRING: _own_text,
    RecordType.BOOLERR: _truth_or_error,
    RecordType.FORMULA: _formula,
    RecordType.STRING: _result,
    RecordType.BLANK: _blank,
    RecordType.MULBLANK: _blanks,
    RecordType.ROW: _row,
    RecordType.COLINFO: _column_widths,
    RecordType.MERGEDCELLS: _merges,
    RecordType.PROTECT: _protection,
}
