"""Ranges and notes of the engine ``xlgen``. Rows and columns count from 1, as xlwings has it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from xlwings import base_classes

from xlgen.workbook import addresses as a1
from xlgen.workbook.engine.conversion import formula_of, hex_of, plain_value, rgb_of, shown, typed
from xlgen.workbook.engine.fonts import Borders, Font
from xlgen.workbook.engine.state import area
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
BLANK = CellRecord(None, None, "general")


def _facet(name: str, op: str) -> Any:
    """A property that reads and changes one facet of a look; only what was changed can be read."""

    def get(cells: Range) -> Any:
        return cells.facets.get(name)

    def change(cells: Range, value: Any) -> None:
        said = str(int(value)) if isinstance(value, bool) else str(value)
        cells.set_facet(name, said, op, value)

    return property(get, change)


class Range(base_classes.Range):
    """A rectangle of cells."""

    options: dict[str, Any]
    row = column = 0  # these shadow the base class's properties
    shape = (0, 0)

    def __init__(self, sheet: Any, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (rows, columns)
        self.options = {}

    @classmethod
    def of(cls, sheet: Any, address: str) -> Range | None:
        """A range by its address, None where the text is none."""
        first, _, last = address.replace("$", "").partition(":")
        try:
            (top, left), (bottom, right) = a1.parse(first), a1.parse(last or first)
        except ValueError:
            return None
        return cls(sheet, min(top, bottom) + 1, min(left, right) + 1, abs(bottom - top) + 1, abs(right - left) + 1)

    # ---- where ----

    @property
    def api(self) -> Any:
        """Itself, so that xlwings writes to it; a range without cells is none."""
        return self if all(self.shape) else None

    @property
    def coords(self) -> tuple[Any, int, int, int, int]:
        """Sheet, first row and column, rows, columns."""
        return self.sheet, self.row, self.column, *self.shape

    @property
    def last(self) -> tuple[int, int]:
        """Last row and column."""
        return self.row + self.shape[0] - 1, self.column + self.shape[1] - 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        """A cell by row and column, or by number along the rows, from 1."""
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return Range(self.sheet, self.row + row - 1, self.column + column - 1)

    @property
    def address(self) -> str:
        """Address with ``$``: $B$2:$C$5."""
        return self.get_address(True, True, False)

    def get_address(self, row_absolute: bool, column_absolute: bool, external: bool) -> str:
        """Address; ``external``: with book and sheet."""

        def corner(row: int, column: int) -> str:
            letters = a1.column_letters(column - 1)
            return f"{'$' * column_absolute}{letters}{'$' * row_absolute}{row}"

        ends = [corner(self.row, self.column)] + ([corner(*self.last)] if len(self) > 1 else [])
        book = f"'[{self.sheet.book.name}]{self.sheet.name}'!" if external else ""
        return book + ":".join(ends)

    @property
    def place(self) -> At:
        """The first cell, counted from 0."""
        return self.row - 1, self.column - 1

    def places(self) -> Iterator[At]:
        """Every cell, counted from 0."""
        for row in range(self.row - 1, self.last[0]):
            for column in range(self.column - 1, self.last[1]):
                yield row, column

    @property
    def merge_area(self) -> Range:
        """The merged range the first cell belongs to, or the cell itself."""
        row, column = self.place
        for top, left, bottom, right in self.sheet.state.merges:
            if top <= row <= bottom and left <= column <= right:
                return Range(self.sheet, top + 1, left + 1, bottom - top + 1, right - left + 1)
        return Range(self.sheet, self.row, self.column)

    @property
    def merge_cells(self) -> bool:
        """Whether the first cell belongs to a merged range."""
        return len(self.merge_area) > 1

    @property
    def has_array(self) -> bool:
        """Never asked of a form."""
        return False

    def end(self, direction: str) -> Range:
        """Where Ctrl and an arrow lead: to the end of a run of filled cells (0 is one), or to the next filled cell."""
        step, cells = _STEPS[direction], self.sheet.state.cells
        row, column = self.place

        def ahead() -> At:
            return row + step[0], column + step[1]

        inside = ahead() in cells and (row, column) in cells
        while 0 <= ahead()[0] < LIMITS.rows and 0 <= ahead()[1] < LIMITS.columns:
            if inside and ahead() not in cells:
                break
            row, column = ahead()
            if not inside and (row, column) in cells:
                break
        return Range(self.sheet, row + 1, column + 1)

    # ---- what ----

    @property
    def raw_value(self) -> list[list[Any]]:
        """Values by row."""
        return self._matrix(shown)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put("range.value", data, lambda at, value: self._state.put(self.sheet.state, at, typed(value), None))

    @property
    def formula(self) -> Any:
        """Formulas by row, ``=`` in front; where there is none the constant as text; one text for one cell."""
        found = self._matrix(formula_of)
        return found[0][0] if len(self) == 1 else tuple(map(tuple, found))

    @formula.setter
    def formula(self, data: Any) -> None:
        def put(at: At, value: Any) -> None:
            if isinstance(value, str) and value.startswith("="):
                result = self.sheet.state.cells.get(at, BLANK).value
                self._state.put(self.sheet.state, at, result, value[1:])
            else:
                self._state.put(self.sheet.state, at, typed(value), None)

        self._put("range.formula", data, put)

    def _matrix(self, read: Any) -> list[list[Any]]:
        cells = self.sheet.state.cells
        top, left = self.place
        return [
            [read(cells.get((row, column), BLANK)) for column in range(left, self.last[1])] for row in range(top, self.last[0])
        ]

    def _put(self, op: str, data: Any, put: Any) -> None:
        rows = data if isinstance(data, (list, tuple)) else [[data] * self.shape[1]] * self.shape[0]
        for at in self.places():
            put(at, rows[at[0] - self.row + 1][at[1] - self.column + 1])
        self._note(op, [[plain_value(value) for value in row] for row in rows])

    # ---- look ----

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Fill of the first cell."""
        found = self._state.colour(self.sheet.state, self.place)
        return rgb_of(found) if found else None

    @color.setter
    def color(self, value: Any) -> None:
        self.set_facet("fill", hex_of(value), "range.color", f"#{hex_of(value)}" if value is not None else None)

    @property
    def font(self) -> Font:
        """Its font."""
        return Font(self)

    @property
    def borders(self) -> Borders:
        """Its borders."""
        return Borders(self)

    number_format = _facet("format", "range.number_format")
    wrap_text = _facet("wrap", "range.wrap_text")
    horizontal_alignment = _facet("align", "range.align")
    vertical_alignment = _facet("valign", "range.valign")

    @property
    def column_width(self) -> float | None:
        """Width in characters; None where it was not set here."""
        found = self.sheet.state.changes.widths.get(self.column - 1)
        return None if found is None else float(found)

    @column_width.setter
    def column_width(self, value: float) -> None:
        if not self.sheet.state.is_new:
            raise NotImplementedError("只能设置新工作表的列宽")
        self.sheet.state.changes.widths |= dict.fromkeys(range(self.column - 1, self.last[1]), float(value))
        self._note("range.column_width", float(value))

    @property
    def row_height(self) -> float | None:
        """Height in points; None where it was not set here."""
        found = self.sheet.state.changes.heights.get(self.row - 1)
        return None if found is None else float(found)

    @row_height.setter
    def row_height(self, value: float) -> None:
        self.sheet.state.changes.heights |= dict.fromkeys(range(self.row - 1, self.last[0]), Decimal(str(value)))
        self._note("range.row_height", float(value))

    @property
    def facets(self) -> dict[str, str]:
        """What was changed on the look of the first cell."""
        return dict(self._state.look(self.sheet.state, self.place).facets)

    def set_facet(self, facet: str, value: str | None, op: str, said: Any) -> None:
        """Change one facet of every cell's look; ``op`` and ``said`` are how the journal tells it."""
        for at in self.places():
            self._state.set_look(self.sheet.state, at, facet, value)
        self._note(op, said)

    # ---- notes ----

    @property
    def note(self) -> Note | None:
        """The note of the first cell."""
        return Note(self.sheet, self.place) if self.place in self._state.notes_of(self.sheet.state) else None

    def add_note(self, text: str) -> Note:
        """A note on the first cell."""
        self._state.set_note(self.sheet.state, self.place, text)
        self._note("note.add", text)
        return Note(self.sheet, self.place)

    @property
    def _state(self) -> Any:
        return self.sheet.book.state

    def _note(self, op: str, value: Any) -> None:
        span = area(*self.place, *self.shape)
        self._state.journal.append({"op": op, "sheet": self.sheet.name, "range": span, "value": value})


class Note(base_classes.Note):
    """A note on a cell."""

    def __init__(self, sheet: Any, at: At) -> None:
        self.sheet, self.at = sheet, at

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def text(self) -> str:
        """What it says."""
        return str(self.sheet.book.state.notes_of(self.sheet.state)[self.at].text)

    @property
    def author(self) -> str:
        """Who wrote it."""
        return str(self.sheet.book.state.notes_of(self.sheet.state)[self.at].author)

    @property
    def location(self) -> Range:
        """The cell it is on."""
        return Range(self.sheet, self.at[0] + 1, self.at[1] + 1)

    def delete(self) -> None:
        """Take it out."""
        self.sheet.book.state.set_note(self.sheet.state, self.at, None)
        span = area(*self.at, 1, 1)
        self.sheet.book.state.journal.append({"op": "note.delete", "sheet": self.sheet.name, "range": span})
