"""What a .xls says before its sheets: which sheets there are, texts, number formats, and what makes it unsafe to read."""

from __future__ import annotations

from dataclasses import dataclass, field
from struct import unpack_from

from xlgen.catalogue import refuse
from xlgen.excel_limits import MAX_TEXT
from xlgen.workbook.biff.stream import Pieces, RecordType, records, written
from xlgen.workbook.ooxml.cell_values import code_of, format_of, visible
from xlgen.workbook.ooxml.guard import Limits
from xlgen.workbook.records import CellStyle, Format, State

_BIFF8 = 0x0600
WORKSHEET, _MACROS = 0, (1, 6)  # kinds of sheets
_STATES: dict[int, State] = {1: "hidden", 2: "veryHidden"}
_NAMING = {  # records without which no name can be read, besides the name's own
    RecordType.BOUNDSHEET, RecordType.SUPBOOK, RecordType.EXTERNSHEET, RecordType.EXTERNNAME,
}  # fmt: skip
_PLACES = {0x1A: 7, 0x1B: 11}  # a cell or a range of a sheet, with its bytes: PtgRef3d, PtgArea3d, without their class
_CLASS = 0x60
_INSIDE = (b"\x01\x04", b"\x01\x3a")  # books of a link that are this one, or an add-in


@dataclass(slots=True)
class Allowance:
    """What is left of the limits that count over the whole workbook."""

    limits: Limits
    records: int
    cells: int

    def record(self) -> None:
        """One record, or one blank cell, less."""
        self.records -= 1
        if self.records < 0:
            raise refuse("XG014", f"合计超过 {self.limits.elements} 条记录")

    def cell(self) -> None:
        """One cell with content less."""
        self.cells -= 1
        if self.cells < 0:
            raise refuse("XG020", f"超过 {self.limits.cells} 个")


@dataclass(frozen=True, slots=True)
class Announced:
    """A sheet as it is announced: where in the stream it begins."""

    name: str
    state: State
    kind: int
    at: int


@dataclass(slots=True)
class Beginning:
    """All of it, gathered in its order; formats and styles by number, as cells say it.

    ``naming`` is a stream of its own, of those records alone that names need which stand for a place; ``placeless`` are the others.
    """

    announced: list[Announced] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[Format] = field(default_factory=list)
    styles: list[CellStyle] = field(default_factory=list)
    date1904: bool = False
    external: bool = False
    names: int = 0
    naming: bytes = b""
    placeless: list[str] = field(default_factory=list)


def read_beginning(stream: bytes, allowance: Allowance) -> Beginning:
    """Up to the first sheet. Refused where the workbook is encrypted, older than Excel 97, holds macros or calls programs."""
    if len(stream) < 8 or unpack_from("<H2xH", stream, 0) != (RecordType.BOF, _BIFF8):
        raise refuse("XG004", "是 Excel 95 或更早的格式")
    found, codes, numbers = Beginning(), dict[int, str](), list[tuple[int, bool]]()
    naming = [stream[: 4 + unpack_from("<H", stream, 2)[0]]]
    for code, pieces in records(stream, 0, allowance.record):
        if code in _NAMING:
            naming.append(written(code, pieces))
        match code:
            case RecordType.FILEPASS:
                raise refuse("XG005")
            case RecordType.OBPROJ:
                raise refuse("XG026")
            case RecordType.BOUNDSHEET:
                found.announced.append(_announced(pieces))
            case RecordType.SST:
                found.texts = _texts(pieces, allowance.limits)
            case RecordType.FORMAT:
                reader = Pieces(pieces)
                number = reader.number(2)
                codes[number] = reader.text(reader.number(2))
            case RecordType.XF:
                number, flags = unpack_from("<HH", pieces[0], 2)
                numbers.append((number, bool(flags & 1)))
            case RecordType.DATEMODE:
                found.date1904 = pieces[0][:1] == b"\x01"
            case RecordType.SUPBOOK:
                found.external |= _is_external(pieces[0])
            case RecordType.NAME:
                found.names += 1
                if _is_place(pieces[0]):
                    naming.append(written(code, pieces))
                else:
                    found.placeless += _of_the_book(pieces)
    found.naming = b"".join((*naming, written(RecordType.EOF, [b""])))
    _hold(found, len(numbers), allowance.limits)
    found.formats = [format_of(number, codes.get(number)) for number, _ in numbers]
    found.styles = [CellStyle(codes.get(number) or code_of(number), locked) for number, locked in numbers]
    return found


def _announced(pieces: list[bytes]) -> Announced:
    at, state, kind = unpack_from("<IBB", pieces[0])
    reader = Pieces(pieces, 6)
    if kind in _MACROS:
        raise refuse("XG026")
    return Announced(reader.text(reader.number(1)), _STATES.get(state & 3, "visible"), kind, at)


def _is_place(name: bytes) -> bool:
    """Whether a name stands for a place. Others are not looked into: working out what they come to may take any time."""
    length, size = name[3], unpack_from("<H", name, 4)[0]
    formula = name[15 + length * (2 if name[14] & 1 else 1) :][:size]
    return bool(formula) and bool(formula[0] & _CLASS) and len(formula) == size == _PLACES.get(formula[0] & ~_CLASS)


def _of_the_book(pieces: list[bytes]) -> list[str]:
    """A name, where it is no sheet's own."""
    own = unpack_from("<H", pieces[0], 8)[0]
    return [] if own else [Pieces(pieces, 14).text(pieces[0][3])]


def _texts(pieces: list[bytes], limits: Limits) -> list[str]:
    reader = Pieces(pieces, 4)
    if (count := reader.number(4)) > limits.elements:
        raise refuse("XG014", f"文字 {count} 条")
    return [_held(visible(reader.text(reader.number(2)))) for _ in range(count)]


def _held(text: str) -> str:
    if len(text) > MAX_TEXT:
        raise refuse("XG017", f"文字超过 {MAX_TEXT} 字")
    return text


def _is_external(book: bytes) -> bool:
    """Whether links lead to another workbook. Refused (XG024) where they lead to another program."""
    if book[2:4] in _INSIDE and len(book) == 4:
        return False
    if book[:2] == b"\0\0":  # no sheets: DDE or OLE
        raise refuse("XG024", "文件的链接")
    return True


def _hold(found: Beginning, styles: int, limits: Limits) -> None:
    for count, most, what in (
        (found.names, limits.names, "名称 {} 个"),
        (styles, limits.styles, "单元格样式 {} 种"),
        (len(found.announced), limits.sheets, "工作表 {} 张"),
    ):
        if count > most:
            raise refuse("XG014", what.format(count))
    if not any(sheet.kind == WORKSHEET for sheet in found.announced):
        raise refuse("XG016", "工作表 0 张")
    spelled = [sheet.name.lower() for sheet in found.announced]
    if len(set(spelled)) < len(spelled):
        raise refuse("XG027", "两张工作表同名")
    if len({sheet.at for sheet in found.announced}) < len(spelled):
        raise refuse("XG027", "两张工作表是同一处内容")
