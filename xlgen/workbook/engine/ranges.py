"""Cells of the engine ``xlgen``: contents, looks and notes."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlgen.workbook.engine.areas import Area
from xlgen.workbook.engine.cell_notes import Note
from xlgen.workbook.engine.conversion import formula_of, hex_of, plain_value, rgb_of, shown, typed
from xlgen.workbook.engine.fonts import Borders, Font
from xlgen.workbook.engine.state import area
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At

BLANK = CellRecord(None, None, "general")


def _facet(name: str, op: str) -> Any:
    """A property that reads and changes one facet of a look; only what was changed can be read."""

    def get(cells: Range) -> Any:
        return cells.facets.get(name)

    def change(cells: Range, value: Any) -> None:
        said = str(int(value)) if isinstance(value, bool) else str(value)
        cells.set_facet(name, said, op, value)

    return property(get, change)


class Range(Area):
    """A rectangle of cells: what they hold, how they look, what is remarked on them."""

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
