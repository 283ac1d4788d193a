"""Sheets of the engine ``xlgen``, and how they are printed."""

from __future__ import annotations

from typing import Any

from xlwings import base_classes

from xlgen.workbook.engine.cell_notes import Note
from xlgen.workbook.engine.names import Name
from xlgen.workbook.engine.ranges import Range
from xlgen.workbook.engine.state import SheetState, extent
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.references import quoted

_VISIBLE = {"visible": True, "hidden": False, "veryHidden": 2}  # as live Excel on Windows says it


class Sheet(base_classes.Sheet):
    """One sheet."""

    book: Any = None  # shadows the base class's property

    def __init__(self, book: Any, state: SheetState) -> None:
        self.book, self.state = book, state

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def name(self) -> str:
        """Its name."""
        return self.state.name

    @property
    def index(self) -> int:
        """Its place among the tabs, from 1."""
        return int(self.book.state.sheets.index(self.state)) + 1

    @property
    def visible(self) -> bool | int:
        """True, False, or 2 where a person cannot unhide it."""
        return _VISIBLE[self.state.visibility]

    @property
    def notes(self) -> list[Note]:
        """Its notes, down the rows."""
        return [Note(self, at) for at in sorted(self.book.state.notes_of(self.state))]

    @property
    def cells(self) -> Range:
        """All cells the reader reads."""
        return Range(self, 1, 1, LIMITS.rows, LIMITS.columns)

    @property
    def used_range(self) -> Range:
        """The smallest range that holds every cell with content."""
        top, left, bottom, right = extent(self.state.cells)
        return Range(self, top + 1, left + 1, bottom - top + 1, right - left + 1)

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        """A range by address, name, (row, column), (row, column, rows, columns) or two corners."""
        if isinstance(arg1, str):
            return self._named(arg1) if arg2 is None else self._spanned(self._named(arg1), self.range(arg2))
        if isinstance(arg1, tuple):
            first = Range(self, *arg1)
            return first if arg2 is None else self._spanned(first, self.range(arg2))
        return arg1 if arg2 is None else self._spanned(arg1, self.range(arg2))

    def _named(self, text: str) -> Range:
        found = Range.of(self, text)
        if found is None and text in self.book.state.names:
            found = Name(self.book, text).refers_to_range
        if found is None:
            raise KeyError(text)
        return found

    def _spanned(self, first: Range, last: Range) -> Range:
        top, left = min(first.row, last.row), min(first.column, last.column)
        bottom, right = max(first.last[0], last.last[0]), max(first.last[1], last.last[1])
        return Range(self, top, left, bottom - top + 1, right - left + 1)

    @property
    def page_setup(self) -> PageSetup:
        """How it is printed."""
        return PageSetup(self)

    def activate(self) -> None:
        """Make it the active sheet."""
        self.book.shown = self.index - 1
        self.book.state.journal.append({"op": "sheet.activate", "sheet": self.name})

    def delete(self) -> None:
        """Take it out of the workbook."""
        self.book.state.remove_sheet(self.state)
        self.book.state.journal.append({"op": "sheet.delete", "sheet": self.name})


class PageSetup(base_classes.PageSetup):
    """How a sheet is printed; new sheets are A4 across, one page wide."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def print_area(self) -> str | None:
        """The range that is printed, None for all; known only where it was set here."""
        return self.sheet.state.changes.printed.get("Print_Area", "").rpartition("!")[2] or None

    @print_area.setter
    def print_area(self, value: str) -> None:
        area = Range.of(self.sheet, value)
        self._say("Print_Area", area.address if area else "", "sheet.print_area")

    @property
    def print_title_rows(self) -> str | None:
        """Rows that every page repeats, as $5:$5; xlwings has no word for them, so only the adapter to live Excel asks."""
        return self.sheet.state.changes.printed.get("Print_Titles", "").rpartition("!")[2] or None

    @print_title_rows.setter
    def print_title_rows(self, value: str) -> None:
        self._say("Print_Titles", value, "sheet.print_titles")

    def _say(self, kind: str, reference: str, op: str) -> None:
        if not reference or not self.sheet.state.is_new:
            raise NotImplementedError("只能设置新工作表的打印区域")
        self.sheet.state.changes.printed[kind] = f"{quoted(self.sheet.name)}!{reference}"
        self.sheet.book.state.journal.append({"op": op, "sheet": self.sheet.name, "value": reference})
