"""Sheets of the engine ``xlgen``, and how they are printed."""

from __future__ import annotations

import re
from typing import Any

from xlwings import base_classes

from xlgen.workbook.engine.cell_notes import Note
from xlgen.workbook.engine.names import Name, SheetNames, written
from xlgen.workbook.engine.ranges import Range
from xlgen.workbook.engine.refusals import NotOffered, lacking, says_what_it_lacks
from xlgen.workbook.engine.state import BookState, SheetState, extent
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.references import quoted

_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
_VISIBLE = {"visible": True, "hidden": False, "veryHidden": 2}  # as live Excel on Windows says it


@says_what_it_lacks
class Sheet(base_classes.Sheet):
    """One sheet."""

    book: Any = None  # shadows the base class's property
    pivot_tables = lacking("Sheet", "pivot_tables")  # which the base class forgets

    def __init__(self, book: Any, state: SheetState) -> None:
        self.book, self.state = book, state

    @property
    def api(self) -> Any:
        """Itself."""
        return self

    @property
    def name(self) -> str:
        """Its name; only that of a new sheet can be changed: formulas and names of the file call theirs by name."""
        return str(self.state.name)

    @name.setter
    def name(self, value: str) -> None:
        if not self.state.is_new:
            raise NotOffered(f"不能改“{self.name}”的名字，表里的公式和名称要用它。请在 WPS 或 Excel 里改")
        require_title(self.book.state, value, but=self.state)
        if any(f"{quoted(self.name)}!" in written(f"={target}") for target in self.book.state.names.values()):
            raise NotOffered(f"已有名称指到“{self.name}”，不能再改名。请先给工作表起名，再加名称")
        if self.state.changes.printed:
            raise NotOffered(f"“{self.name}”已设打印区域，不能再改名。请先给工作表起名，再设打印区域")
        self.book.state.journal.append({"op": "sheet.rename", "sheet": self.name, "value": value})
        self.state.name = value

    @property
    def names(self) -> SheetNames:
        """The names that belong to it alone."""
        return SheetNames(self)

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
        if found is None and self.names.contains(text):
            found = self.names(text).refers_to_range
        if found is None:
            raise KeyError(f"“{text}”不是单元格区域，也没有这个名称")
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
        self.book.state.front = self.name
        self.book.state.journal.append({"op": "sheet.activate", "sheet": self.name})

    def select(self) -> None:
        """The same."""
        self.activate()

    def clear_contents(self) -> None:
        """Take out all that stands in it."""
        self.used_range.clear_contents()

    def delete(self) -> None:
        """Take it out of the workbook. NotOffered where no sheet would be left to be seen."""
        if [each for each in self.book.state.sheets if each.visibility == "visible"] == [self.state]:
            raise NotOffered(f"“{self.name}”是最后一张看得见的工作表，不能删除。请先加一张")
        self.book.state.remove_sheet(self.state)
        self.book.state.journal.append({"op": "sheet.delete", "sheet": self.name})


@says_what_it_lacks
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
        """The range that is printed, None for all."""
        state, book = self.sheet.state, self.sheet.book.state
        own = {} if state.is_new else book.names_of(state)
        said: str = state.changes.printed.get("Print_Area") or own.get("_xlnm.Print_Area", "")
        return said.rpartition("!")[2] or None

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
            raise NotOffered("只能设置新工作表的打印区域")
        self.sheet.state.changes.printed[kind] = f"{quoted(self.sheet.name)}!{reference}"
        self.sheet.book.state.journal.append({"op": op, "sheet": self.sheet.name, "value": reference})


def require_title(state: BookState, title: str, but: SheetState | None = None) -> None:
    """ValueError where no sheet can be called so: too long, with a sign that Excel does not take, or there already."""
    if not 1 <= len(title) <= 31 or _FORBIDDEN.search(title) or title.casefold() == "history":
        raise ValueError(f"“{title}”不能作工作表的名字（1 至 31 个字，没有 [ ] : * ? / \\，不以单引号开头结尾）")
    if (taken := state.sheet(title)) is not None and taken is not but:
        raise ValueError(f"已有工作表“{taken.name}”，请换一个名字")
