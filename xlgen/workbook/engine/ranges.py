"""Cells of the engine ``xlgen``: what they hold, what is remarked on them, how they are merged and called."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from xlgen.workbook.addresses import spell
from xlgen.workbook.engine.cell_notes import Note
from xlgen.workbook.engine.conversion import formula_of, shown
from xlgen.workbook.engine.dressing import MOST_CHANGED, Dressing
from xlgen.workbook.engine.names import Name
from xlgen.workbook.engine.putting import Put, as_formula, as_typed_in, enter
from xlgen.workbook.engine.refusals import NotOffered, says_what_it_lacks
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At, quoted

BLANK = CellRecord(None, None, "general")
MOST_READ = 2_000_000  # cells


@says_what_it_lacks
class Range(Dressing):
    """A rectangle of cells."""

    arg1_input = ":"  # xlwings asks before it groups rows, which is refused then

    # ---- what ----

    @property
    def raw_value(self) -> list[list[Any]]:
        """Values by row. NotOffered where a formula was put there whose result nobody has computed."""
        for at in sorted(self.sheet.state.uncomputed):
            if at in self:
                where = f"{self.sheet.name}!{spell(*at)}"
                raise NotOffered(f"{where} 的公式是这次写进去的，结果要由 WPS 或 Excel 算。请保存，打开存一次盘，再读它的值")
        return self._matrix(shown)

    @raw_value.setter
    def raw_value(self, data: Any) -> None:
        self._put("range.value", data, as_typed_in)

    @property
    def formula(self) -> Any:
        """Formulas by row, ``=`` in front; where there is none the constant as text; one text for one cell."""
        found = self._matrix(formula_of)
        return found[0][0] if len(self) == 1 else tuple(map(tuple, found))

    @formula.setter
    def formula(self, data: Any) -> None:
        self._put("range.formula", data, as_formula)

    formula2 = formula  # they differ for formulas of arrays only, which are not written here

    def clear_contents(self) -> None:
        """Take out what stands in the cells; their looks stay."""
        enter(self.state, self.sheet.state, {at: Put(None) for at in self.sheet.state.cells if at in self})
        self.tell("range.clear_contents", None)

    def find(self, text: str, whole: bool, direction: str, order: str, match_case: bool) -> Range | None:
        """The first cell, or with ``backward`` the last, in which a text stands, along rows or columns."""
        fold = str if match_case else str.casefold
        wanted, cells = fold(text), self.sheet.state.cells
        places = sorted((at for at in cells if at in self), key=lambda at: at if order == "rows" else at[::-1])
        for at in places if direction == "forward" else reversed(places):
            said = fold(formula_of(cells[at]))
            if said == wanted if whole else wanted in said:
                return Range(self.sheet, at[0] + 1, at[1] + 1)
        return None

    def _matrix(self, read: Any) -> list[list[Any]]:
        self.require_few(MOST_READ)
        cells = self.sheet.state.cells
        top, left = self.place
        return [
            [read(cells.get((row, column), BLANK)) for column in range(left, self.last[1])] for row in range(top, self.last[0])
        ]

    def _put(self, op: str, data: Any, read: Callable[[Any, Any, At, Any], Put]) -> None:
        self.require_few(MOST_CHANGED)
        rows = data if isinstance(data, (list, tuple)) else [[data] * self.shape[1]] * self.shape[0]
        top, left = self.place
        entries = {
            (row, column): read(self.state, self.sheet.state, (row, column), rows[row - top][column - left])
            for row, column in self.places()
        }
        enter(self.state, self.sheet.state, entries)
        self.tell(op, [[entries[row, column].said for column in self._columns] for row in self._rows])

    # ---- merges, names, choice ----

    def merge(self, across: bool) -> None:
        """Make one cell of them, or one of each row; what stands in any but the first is lost, as in Excel."""
        areas = [self.part(row) for row in range(self.shape[0])] if across else [self]
        areas = [each for each in areas if len(each) > 1]
        if any(bounds not in [each.bounds for each in areas] for bounds in self.merges_met()):
            raise NotOffered(f"{self.address} 和已有的合并单元格重叠。请先对那里 unmerge()")
        lost = {at for each in areas for at in self.sheet.state.cells if at in each and at != each.place}
        enter(self.state, self.sheet.state, dict.fromkeys(lost, Put(None)))
        for each in areas:
            self.state.set_merge(self.sheet.state, each.bounds, True)
        self.tell("range.merge", across)

    def unmerge(self) -> None:
        """Take apart every merged range that it meets."""
        for bounds in self.merges_met():
            self.state.set_merge(self.sheet.state, bounds, False)
        self.tell("range.unmerge", None)

    @property
    def name(self) -> Name | None:
        """The first name that stands for exactly this range, None where there is none."""
        target = f"={quoted(self.sheet.name)}!{self.address}"
        return next((name for name in self.sheet.book.names if name.target == target), None)

    @name.setter
    def name(self, value: str) -> None:
        self.sheet.book.names.add(value, f"={quoted(self.sheet.name)}!{self.address}")

    def select(self) -> None:
        """Make it the selection."""
        self.sheet.activate()
        self.sheet.book.selection = self

    # ---- notes ----

    @property
    def note(self) -> Note | None:
        """The note of the first cell."""
        return Note(self.sheet, self.place) if self.place in self.state.notes_of(self.sheet.state) else None

    def add_note(self, text: str) -> Note:
        """A note on the first cell."""
        self.state.set_note(self.sheet.state, self.place, text)
        self.tell("note.add", text)
        return Note(self.sheet, self.place)
