"""Ranges, notes, fonts and borders of the engine ``xlgen``. Rows and columns count from 1, as xlwings has it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from xlwings import base_classes

from xlgen import a1
from xlgen.bridge.state import Place, area, as_number
from xlgen.ooxml.guard import LIMITS
from xlgen.ooxml.records import CellRecord

_OLE_DAY, _LAST_DAY = datetime(1899, 12, 30), 2_958_466  # days COM can say: to 31 December 9999
_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
_EDGES = {"edge_top", "edge_bottom", "edge_left", "edge_right"}
BLANK = CellRecord(None, None, "general")


def _facet(name: str, op: str) -> Any:
    """A property that reads and changes one facet of a look; only what was changed can be read."""

    def get(cells: Range) -> Any:
        return cells.facets.get(name)

    def change(cells: Range, value: Any) -> None:
        said = "1" if value is True else "0" if value is False else str(value)
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
    def place(self) -> Place:
        """The first cell, counted from 0."""
        return self.row - 1, self.column - 1

    def places(self) -> Iterator[Place]:
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

        def ahead() -> Place:
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
        return self._matrix(_shown)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put("range.value", data, lambda at, value: self._state.put(self.sheet.state, at, _typed(value), None))

    @property
    def formula(self) -> Any:
        """Formulas by row, ``=`` in front; where there is none the constant as text; one text for one cell."""
        found = self._matrix(_formula)
        return found[0][0] if len(self) == 1 else tuple(map(tuple, found))

    @formula.setter
    def formula(self, data: Any) -> None:
        def put(at: Place, value: Any) -> None:
            if isinstance(value, str) and value.startswith("="):
                result = self.sheet.state.cells.get(at, BLANK).value
                self._state.put(self.sheet.state, at, result, value[1:])
            else:
                self._state.put(self.sheet.state, at, _typed(value), None)

        self._put("range.formula", data, put)

    def clear_contents(self) -> None:
        """Make the cells blank; their look stays."""
        self.raw_value = None

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
        self._note(op, [[_plain(value) for value in row] for row in rows])

    # ---- look ----

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Fill of the first cell."""
        found = self._state.colour(self.sheet.state, self.place)
        return _rgb(found) if found else None

    @color.setter
    def color(self, value: Any) -> None:
        self.set_facet("fill", _hex(value), "range.color", f"#{_hex(value)}" if value is not None else None)

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

    def __init__(self, sheet: Any, at: Place) -> None:
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


class Font(base_classes.Font):
    """Font of a range; only what is set here can be asked."""

    def __init__(self, parent: Range) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def bold(self) -> bool:
        """Whether it was made bold."""
        return "bold" in self.parent.facets

    @bold.setter
    def bold(self, value: bool) -> None:
        self.parent.set_facet("bold", "1" if value else "", "range.bold", bool(value))

    @property
    def size(self) -> float | None:
        """Points."""
        found = self.parent.facets.get("size")
        return float(found) if found else None

    @size.setter
    def size(self, value: float) -> None:
        self.parent.set_facet("size", f"{value:g}", "range.font_size", value)

    @property
    def color(self) -> tuple[int, int, int] | None:
        """Colour of the text."""
        found = self.parent.facets.get("ink")
        return _rgb(found) if found else None

    @color.setter
    def color(self, value: Any) -> None:
        self.parent.set_facet("ink", _hex(value), "range.font_color", f"#{_hex(value)}")


class Borders(base_classes.Borders):
    """Borders of a range: thin lines on all sides or none."""

    def __init__(self, parent: Range) -> None:
        self.parent = parent

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    def set(self, which: Any, *, line_style: Any, weight: Any, **_: Any) -> None:
        """Thin lines around and between the cells."""
        if not set(which) >= _EDGES or (line_style, weight) != ("continuous", "thin"):
            raise NotImplementedError("只支持四周和内部的细线：borders.set('all', line_style='continuous', weight='thin')")
        self.parent.set_facet("border", "thin", "range.border", True)


# ---- values ---------------------------------------------------------------------------------------------------------


def _shown(cell: CellRecord) -> Any:
    """A cell's value as live Excel hands it over."""
    value = cell.value
    if isinstance(value, Decimal):
        is_day = cell.format == "date" and 0 <= value < _LAST_DAY
        return _OLE_DAY + timedelta(days=float(value)) if is_day else float(value)
    return value


def _formula(cell: CellRecord) -> str:
    if cell.formula is not None:
        return f"={cell.formula}"
    value = cell.value
    return "" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(getattr(value, "text", value))


def _typed(value: Any) -> Any:
    """A value as the file keeps it."""
    return as_number(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else value


def _plain(value: Any) -> Any:
    """A value as the journal keeps it, which becomes JSON."""
    return float(value) if isinstance(value, Decimal) else value


def _hex(value: Any) -> str | None:
    match value:
        case None:
            return None
        case str():
            return value.lstrip("#").upper()
        case int():  # as Excel packs it: blue, green, red
            return f"{value & 255:02X}{value >> 8 & 255:02X}{value >> 16 & 255:02X}"
    return "".join(f"{part:02X}" for part in value)


def _rgb(colour: str) -> tuple[int, int, int]:
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:], 16)
