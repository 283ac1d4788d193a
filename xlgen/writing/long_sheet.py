"""A sheet of the summary workbook: XlsxWriter makes all of it but the rows of a long table, which are spooled where they will stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any, cast
from xml.sax.saxutils import escape

from xlsxwriter.sharedstrings import SharedStrings, SharedStringTable
from xlsxwriter.worksheet import Worksheet

from xlgen.rollup.cells.columns import PIECE
from xlgen.workbook.opc.zip import Packed
from xlgen.writing.new_book import IS_RUNS
from xlgen.writing.row_spool import RowSpool
from xlgen.writing.summary_looks import SURE, fitting

_HERE = "<rows/>"  # where spooled rows will stand; no text of a workbook holds a bare <
_IS_TEXT = b' t="s"><v>'  # > is written as &gt; in every text
_ATTRIBUTES = re.compile(r'<row r="\d+"(.*?)/?>')


class TextTable(SharedStringTable):
    """The texts of a workbook, of which XlsxWriter writes none: very many would stand several times in memory."""

    string_table: Any
    string_array: Any

    def _sort_string_data(self) -> None:
        """When all are known, they are in order: as they came."""
        self.string_array = _Unlisted(self.string_table)
        self.string_table = {}

    def whole(self, skeleton: bytes) -> Packed:
        """The part of them, from what XlsxWriter wrote."""
        head, _, tail = skeleton.partition(b"</sst>")
        spool, part = RowSpool(), cast("Any", SharedStrings())
        for first in range(0, len(self.string_array.texts), PIECE):
            part.fh = StringIO()
            for text in self.string_array.texts[first : first + PIECE]:
                if IS_RUNS(text):  # XlsxWriter would take it for rich text, as it is
                    part.fh.write(f"<si><t>{escape(part._escape_control_characters(text))}</t></si>")  # noqa: SLF001
                else:
                    part._write_si(text)  # noqa: SLF001 - as it writes each
            spool.write(part.fh.getvalue().encode())
        return spool.between(head, b"</sst>" + tail)


class _Unlisted:
    """Texts of which each can be asked for, and none comes by itself."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = [*texts]

    def __getitem__(self, at: int) -> str:
        return self.texts[at]

    def __iter__(self) -> Iterator[str]:
        return iter(())


class LongSheet(Worksheet):
    """Formulas as they are: XlsxWriter searches each for some hundred functions of later Excels, half of the time it takes.

    ``spool`` takes the rows from ``first`` to the one before ``after``, as XML; no cell is to be written there by other means.
    """

    fh: Any
    index: Any
    str_table: Any
    dim_rowmin: Any
    dim_rowmax: Any

    def __init__(self) -> None:
        super().__init__()
        self.spool: RowSpool | None = None
        self._first = self._after = 0
        self._openings: dict[float, bytes] = {}

    def reserve(self, first: int, after: int) -> None:
        """Spool rows (from 0)."""
        self.spool, self._first, self._after = RowSpool(), first, after
        self.dim_rowmax = max(self.dim_rowmax or 0, after - 1)

    def opening(self, height: float) -> bytes:
        """The tag of a row that is so many points high, as XlsxWriter writes it, its number left open."""
        if height not in self._openings:
            self.set_row(self._first, height)  # of the rows that are spooled: it is not written
            written, self.fh = self.fh, StringIO()
            self._write_between(self._first, self._first + 1)
            found = _ATTRIBUTES.match(self.fh.getvalue())
            self.fh = written
            self._openings[height] = f'<row r="\x00"{found[1] if found else ""}>'.encode()
        return self._openings[height]

    @property
    def texts(self) -> int:
        """How many cells of the workbook hold a text."""
        return int(self.str_table.count)

    def spooled(self, text: bytes, before: int) -> None:
        """Take rows; ``before`` is how many texts there were before they were made, for of those made again the workbook did not hear."""
        assert self.spool is not None
        self.str_table.count = before + text.count(_IS_TEXT)
        self.spool.write(text)

    def string(self, text: str) -> int:
        """Number of a text in the workbook's table of them."""
        return int(self.str_table._get_shared_string_index(text if len(text) < SURE else fitting(text)))  # noqa: SLF001 - write_string numbers texts so

    def whole(self, skeleton: bytes) -> Packed:
        """The sheet's part, from what XlsxWriter wrote."""
        head, _, tail = skeleton.partition(_HERE.encode())
        assert self.spool is not None
        return self.spool.between(head, tail)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        """None: they are optional, and finding them takes a pass over all cells."""
        self.row_spans: dict[int, str] = {}

    def _write_rows(self) -> None:
        if self.spool is None:
            super()._write_rows()
            return
        end = self.dim_rowmax + 1
        self._write_between(self.dim_rowmin, self._first)
        self.fh.write(_HERE)
        self._write_between(self._after, end)

    def _write_between(self, first: int, after: int) -> None:
        dimension = self.dim_rowmin, self.dim_rowmax
        self.dim_rowmin, self.dim_rowmax = first, after - 1
        super()._write_rows()
        self.dim_rowmin, self.dim_rowmax = dimension
