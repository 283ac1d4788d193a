"""The cells of a column of a long table as XML: what the same cell gave before is known, the number of the row left open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape

from xlgen.language.operators import Value
from xlgen.language.write import excel_literal
from xlgen.rollup.grids import ENTRIES, OPENS, FileLink, Formula, GridColumn, GridEntry, GridSaid
from xlgen.rollup.spots import Contents, Spot
from xlgen.workbook.addresses import column_letters
from xlgen.writing.long_sheet import LongSheet
from xlgen.writing.new_book import cached

FormatNumber = Callable[
    [GridEntry, Value, bool], int
]  # number of the format of a cell: its value, and whether its row is that of totals
Besides = Callable[[int, GridEntry], None]  # adds what belongs to a cell of a row (from 0) and stands apart from it
PLAIN = GridEntry()
SIGNS = ("=", "+", "-", "@")  # a text that begins with one is marked as a text
ROW = "\x00"  # stands for the number of the row: no XML holds it
KEPT = 4_000  # cells of a column that are known


class ColumnCells:
    """The cells of a column, the number of the row left open."""

    def __init__(
        self, sheet: LongSheet, spot: Spot, column: GridColumn, contents: Contents, look: FormatNumber, mark: Besides
    ) -> None:
        self.key, self._name = column.key, f"{spot.grid.key}.{column.key}"
        self._own = GridEntry(formula=column.formula)  # of a row that says nothing
        self._opening = f'<c r="{column_letters(spot.at(column.key))}{ROW}'
        self._string, self._spot, self._contents, self._look, self._mark = sheet.string, spot, contents, look, mark
        self._styles: dict[tuple[str, bool, bool, bool], str] = {}
        self._texts: dict[str, str] = {}
        self._usual = ""  # how a cell begins that has the look of its column
        self._link: tuple[str, str] | None = None  # what stands before and behind the target of a link
        self._plain: dict[Value, bytes] = {}  # of rows that say a value
        self._filled: dict[Value, bytes] = {}  # of rows that say nothing, by the result of the column's formula
        self._entries: dict[object, bytes] = {}  # of rows that say more
        self._same: dict[int, bytes] = {}  # the same by the entry itself, where it says all
        self._held: list[GridEntry] = []

    def values(self, said: Sequence[GridSaid], first: int) -> Sequence[Value]:
        """Values of the cells of rows from ``first`` on, from what the rows say."""
        kinds = {*map(type, said)}
        if not (self._own.formula and type(None) in kinds):
            if kinds == {FileLink}:
                return [OPENS] * len(said)
            if not kinds & ENTRIES:
                return said  # type: ignore[return-value]  # there is no entry among them
            entries = {id(each): each for each in said if isinstance(each, GridEntry)}.values()
            if not any(each.value is None and each.formula for each in entries):
                return [each.value if isinstance(each, GridEntry) else each for each in said]
        return self._contents.values[self._name][first : first + len(said)]

    def known(self, said: Sequence[GridSaid], values: Sequence[Value]) -> list[bytes | None]:
        """The cells as far as they are known, or need no number of a look or a text; None for all others."""
        kinds = {*map(type, said), *map(type, values)}
        if bool in kinds:  # True is equal to 1
            return [None] * len(said)
        if kinds & ENTRIES:
            found = [*map(self._same.get, map(id, said))]
            if all(found):
                return found
            return [cell or self._entry(*each) for cell, each in zip(found, zip(said, values, strict=True), strict=True)]
        if self._own.formula and type(None) in kinds:
            return [(self._filled if one is None else self._plain).get(value) for one, value in zip(said, values, strict=True)]
        found = [*map(self._plain.get, values)]
        return found if Decimal not in kinds or not self._usual or all(found) else [*map(self._number, found, values)]

    def _number(self, cell: bytes | None, value: Value) -> bytes | None:
        """The cell where it is known or holds a plain number."""
        if cell is not None or not isinstance(value, Decimal):
            return cell
        return _kept(self._plain, value, f"{self._usual}><v>{written(value)}</v></c>".encode())

    def _entry(self, said: GridSaid, value: Value) -> bytes | None:
        if not isinstance(said, GridEntry):
            return (self._filled if said is None and self._own.formula else self._plain).get(value)
        if isinstance(said, FileLink):
            return f"{self._link[0]}{_in_formula(said.target)}{self._link[1]}".encode() if self._link else None
        return self._entries.get((said.formula, said.type, value)) if isinstance(said.formula, str) else None

    def made(self, row: int, said: GridSaid, value: Value, total: bool) -> bytes:
        """A cell, known from now on; ``row`` is where it stands on the sheet, from 0, ``said`` what its row says of it."""
        if self._usual and isinstance(said, str) and said and said[0] not in SIGNS and not total:
            known = self._plain.get(said)  # since the row above
            return known or _kept(self._plain, said, f'{self._usual} t="s"><v>{self._string(said)}</v></c>'.encode())
        entry = said if isinstance(said, GridEntry) else self._own if said is None else PLAIN
        if entry.alarm or entry.is_input:
            self._mark(row, entry)
        cell = self._cell(self._style(entry, value, total), entry, value)
        if not total and not isinstance(value, bool) and not entry.alarm and not entry.is_input:
            self._keep(said, value, cell)
        return cell

    def _keep(self, said: GridSaid, value: Value, cell: bytes) -> None:
        if isinstance(said, FileLink):
            before, _, after = cell.decode().partition(_in_formula(said.target))
            self._link = before, after
        elif not isinstance(said, GridEntry):
            _kept(self._filled if said is None and self._own.formula else self._plain, value, cell)
        elif isinstance(said.formula, str):
            _kept(self._entries, (said.formula, said.type, value), cell)
            if not said.formula:
                _kept(self._same, id(said), cell)
                self._held.append(said)  # no other can get its number
                if len(self._held) > KEPT:
                    self._same.clear()
                    self._held.clear()

    def _style(self, entry: GridEntry, value: Value, total: bool) -> str:
        is_sign = isinstance(value, str) and value.startswith(SIGNS) and not entry.formula
        key = (entry.type, entry.is_input, total, is_sign)
        if key not in self._styles:
            self._styles[key] = f'" s="{self._look(entry, value, total)}"'
            if not any(key):
                self._usual = f"{self._opening}{self._styles[key]}"
        return self._styles[key]

    def _cell(self, style: str, entry: GridEntry, value: Value) -> bytes:
        if entry.formula:
            rest = self._formula(entry.formula, value)
        elif isinstance(value, Decimal):
            rest = f"><v>{written(value)}</v></c>"
        else:
            rest = f' t="s"><v>{self._string(str(value))}</v></c>' if value else "/>"
        return f"{self._opening}{style}{rest}".encode()

    def _formula(self, formula: Formula, value: Value) -> str:
        result = cached(value)
        kind = ' t="str"' if isinstance(result, str) and result else ""
        said = escape(result) if isinstance(result, str) else result + 0.0
        return f"{kind}><f>{self._text(formula)}</f><v>{said}</v></c>"

    def _text(self, formula: Formula) -> str:
        if not isinstance(formula, str):
            return escape(ROW.join(self._contents.pieces(self._spot, formula))[1:])
        if formula not in self._texts:
            text = ROW.join(self._contents.pieces(self._spot, formula))
            self._texts[formula] = escape(text.removeprefix("="))
        return self._texts[formula]


def written(value: Decimal) -> str:
    """A number as XlsxWriter writes it; there is no -0."""
    text = str(value)
    return text if len(text) < 16 and text.isdigit() else f"{float(value) + 0.0:.16G}"


def _in_formula(target: str) -> str:
    return escape(excel_literal(target))


def _kept(known: dict[Any, bytes], key: object, cell: bytes) -> bytes:
    if len(known) >= KEPT:
        known.clear()
    known[key] = cell
    return cell
