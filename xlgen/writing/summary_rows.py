"""The rows of a long table of the summary workbook as XML, cell by cell what XlsxWriter writes for the same cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from xlgen.language.operators import Series, Value
from xlgen.rollup.arrangement import SummaryPage
from xlgen.rollup.grids import Formula, GridColumn, GridEntry
from xlgen.rollup.spots import Contents, Spot
from xlgen.workbook.addresses import column_letters
from xlgen.writing.long_sheet import LongSheet
from xlgen.writing.new_book import cached
from xlgen.writing.summary_looks import row_heights

FormatNumber = Callable[
    [GridEntry, Value, bool], int
]  # number of the format of a cell: its value, and whether its row is that of totals
Besides = Callable[[int, GridEntry], None]  # adds what belongs to a cell of a row (from 0) and stands apart from it
PLAIN = GridEntry()
SIGNS = ("=", "+", "-", "@")  # a text that begins with one is marked as a text


class ColumnCells:
    """The cells of a column. Looks and texts of formulas are made once for all rows that share them."""

    def __init__(
        self, sheet: LongSheet, spot: Spot, column: GridColumn, contents: Contents, look: FormatNumber, mark: Besides
    ) -> None:
        self.key = column.key
        self._own = GridEntry(formula=column.formula)  # of a row that says nothing
        self._opening = f'<c r="{column_letters(spot.at(column.key))}'
        self._string, self._spot, self._contents, self._look, self._mark = sheet.string, spot, contents, look, mark
        self._usual = ""
        self._styles: dict[tuple[str, bool, bool, bool], str] = {}
        self._texts: dict[str, list[str]] = {}

    def xml(self, row: str, said: Value | GridEntry, value: Value, total: bool) -> str:
        """A cell; ``row`` is its number on the sheet, from 1, ``said`` what its row says of it."""
        if said is value and not total and (value is not None or not self._own.formula):
            if isinstance(value, Decimal):
                return f"{self._opening}{row}{self._usual or self._make_usual()}><v>{float(value):.16G}</v></c>"
            if value is None:
                return f"{self._opening}{row}{self._usual or self._make_usual()}/>"
            if isinstance(value, str) and value and value[0] not in SIGNS:
                return f'{self._opening}{row}{self._usual or self._make_usual()} t="s"><v>{self._string(value)}</v></c>'
        entry = said if isinstance(said, GridEntry) else self._own if said is None else PLAIN
        if entry.alarm or entry.is_input:
            self._mark(int(row) - 1, entry)
        return f"{self._opening}{row}{self._style(entry, value, total)}{self._rest(entry, row, value)}"

    def _make_usual(self) -> str:
        self._usual = self._style(PLAIN, None, False)
        return self._usual

    def _style(self, entry: GridEntry, value: Value, total: bool) -> str:
        is_sign = isinstance(value, str) and value.startswith(SIGNS) and not entry.formula
        key = (entry.type, entry.is_input, total, is_sign)
        if key not in self._styles:
            self._styles[key] = f'" s="{self._look(entry, value, total)}"'
        return self._styles[key]

    def _rest(self, entry: GridEntry, row: str, value: Value) -> str:
        if entry.formula:
            return self._formula(entry.formula, row, value)
        if isinstance(value, Decimal):
            return f"><v>{float(value):.16G}</v></c>"
        return f' t="s"><v>{self._string(str(value))}</v></c>' if value else "/>"

    def _formula(self, formula: Formula, row: str, value: Value) -> str:
        result = cached(value)
        kind = ' t="str"' if isinstance(result, str) and result else ""
        said = escape(result) if isinstance(result, str) else result
        return f"{kind}><f>{self._text(formula, row)}</f><v>{said}</v></c>"

    def _text(self, formula: Formula, row: str) -> str:
        if not isinstance(formula, str):
            return escape(self._contents.text(self._spot, formula, int(row) - 1)[1:])
        if formula not in self._texts:
            self._texts[formula] = [escape(piece) for piece in self._contents.pieces(self._spot, formula)]
            self._texts[formula][0] = self._texts[formula][0].removeprefix("=")
        return row.join(self._texts[formula])


def spool_rows(sheet: LongSheet, page: SummaryPage, spot: Spot, values: Sequence[Series], cells: Sequence[ColumnCells]) -> None:
    """Write the rows of a grid whose columns take one sheet column each."""
    grid, height = spot.grid, row_heights(page, spot)
    spool = sheet.reserve(spot.first, spot.after)
    total = grid.runs["total"][0] if "total" in grid.runs else -1
    for at, (said, *row) in enumerate(zip(grid.rows, *values, strict=True)):
        number, get = str(spot.first + at + 1), said.get
        text = [f'<row r="{number}"{sheet.attributes(height(row))}>']
        text += [cell.xml(number, get(cell.key), value, at == total) for cell, value in zip(cells, row, strict=True)]
        text.append("</row>")
        spool.write("".join(text))
