"""The workbook stream of a .xls: its records one by one, and the texts in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import IntEnum
from struct import pack, unpack_from

from xlgen.catalogue import refuse


class RecordType(IntEnum):
    """Records that are read, as MS-XLS 2.3 numbers them; all others concern looks and printing."""

    FORMULA = 0x06
    EOF = 0x0A
    PROTECT = 0x12
    EXTERNSHEET = 0x17
    NAME = 0x18
    DATEMODE = 0x22
    EXTERNNAME = 0x23
    FILEPASS = 0x2F
    CONTINUE = 0x3C
    COLINFO = 0x7D
    BOUNDSHEET = 0x85
    MULRK = 0xBD
    MULBLANK = 0xBE
    RSTRING = 0xD6
    OBPROJ = 0xD3
    XF = 0xE0
    MERGEDCELLS = 0xE5
    SST = 0xFC
    LABELSST = 0xFD
    SUPBOOK = 0x1AE
    BLANK = 0x201
    NUMBER = 0x203
    LABEL = 0x204
    BOOLERR = 0x205
    STRING = 0x207
    ROW = 0x208
    RK = 0x27E
    FORMAT = 0x41E
    BOF = 0x809


_WIDE, _PHONETIC, _RICH = 1, 4, 8  # how a text is written, MS-XLS 2.5.293


def records(stream: bytes, at: int, spend: Callable[[], None]) -> Iterator[tuple[int, list[bytes]]]:
    """Code and pieces of each record from a BOF to its EOF, what is nested in between (charts) left out.

    ``spend`` is called once for each piece. Refused (XG010) where the stream ends before.
    """
    code, pieces, depth = -1, list[bytes](), 0
    while True:
        following, size = _head(stream, at)
        piece = stream[at + 4 : at + 4 + size]
        if len(piece) < size:
            raise refuse("XG010", "工作簿的内容到一半就没有了")
        at += 4 + size
        spend()
        if following == RecordType.CONTINUE:
            pieces.append(piece)
            continue
        if depth == 1 and code not in (RecordType.BOF, RecordType.EOF):
            yield code, pieces
        depth += (following == RecordType.BOF) - (following == RecordType.EOF)
        if depth <= 0:
            return
        code, pieces = following, [piece]


def written(code: int, pieces: Sequence[bytes]) -> bytes:
    """A record and what continues it, as a stream has them."""
    codes = [code, *[RecordType.CONTINUE] * (len(pieces) - 1)]
    return b"".join(pack("<HH", each, len(piece)) + piece for each, piece in zip(codes, pieces, strict=True))


def _head(stream: bytes, at: int) -> tuple[int, int]:
    if not 0 <= at <= len(stream) - 4:
        raise refuse("XG010", "工作簿的内容到一半就没有了")
    code, size = unpack_from("<HH", stream, at)
    return code, size


class Pieces:
    """A record and what continues it, read from front to back. ValueError where it is shorter than it says."""

    def __init__(self, pieces: Sequence[bytes], at: int = 0) -> None:
        self.pieces, self.index, self.at = pieces, 0, at

    @property
    def _left(self) -> int:
        return len(self.pieces[self.index]) - self.at

    def _next(self) -> None:
        self.index, self.at = self.index + 1, 0
        if self.index >= len(self.pieces):
            raise ValueError("record too short")

    def number(self, size: int) -> int:
        """An unsigned number of so many bytes, all in one piece."""
        if not self._left:
            self._next()
        raw = self.pieces[self.index][self.at : self.at + size]
        if len(raw) < size:
            raise ValueError("record too short")
        self.at += size
        return int.from_bytes(raw, "little")

    def skip(self, size: int) -> None:
        """Pass over so many bytes, whatever pieces they are in."""
        while size > self._left:
            size -= self._left
            self._next()
        self.at += size

    def text(self, count: int) -> str:
        """A text of so many characters, with what is said of its look passed over; each piece says anew how it is written."""
        how = self.number(1)
        runs = self.number(2) if how & _RICH else 0
        more = self.number(4) if how & _PHONETIC else 0
        found = []
        while True:
            width = 2 if how & _WIDE else 1
            size = min(count, self._left // width)
            raw = self.pieces[self.index][self.at : self.at + size * width]
            found.append(raw.decode("utf-16-le", "surrogatepass") if width > 1 else raw.decode("latin-1"))
            self.at, count = self.at + size * width, count - size
            if not count:
                break
            self._next()
            how = self.number(1)
        self.skip(4 * runs + more)
        return "".join(found)
