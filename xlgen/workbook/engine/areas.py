"""Where a range of the engine ``xlgen`` stands. Rows and columns count from 1, as xlwings has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Self

from xlwings import base_classes

from xlgen.excel_limits import MAX_COLUMN, MAX_ROW
from xlgen.workbook import addresses as a1
from xlgen.workbook.engine.state import extent
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.records import Bounds
from xlgen.workbook.references import At

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}
_STEPS |= {word[0]: step for word, step in _STEPS.items()}  # xlwings takes both
_WHOLE = re.compile(r"([A-Z]{1,3}):([A-Z]{1,3})|([0-9]{1,7}):([0-9]{1,7})")


class Area(base_classes.Range):
    """A rectangle of a sheet, whatever its cells hold."""

    options: dict[str, Any]
    row = column = 0  # these shadow the base class's properties
    shape = (0, 0)

    def __init__(self, sheet: Any, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        if row < 1 or column < 1 or row + rows - 1 > MAX_ROW or column + columns - 1 > MAX_COLUMN:
            raise IndexError(f"第 {row} 行、第 {column} 列不在工作表里（行和列都从 1 数起）")
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (rows, columns)
        self.options = {}

    @classmethod
    def of(cls, sheet: Any, address: str) -> Self | None:
        """A range by its address, whole rows (5:5) and columns (A:C) too, None where the text is none."""
        bare = address.replace("$", "")
        whole = _WHOLE.fullmatch(bare)
        if whole and whole[1]:
            bare = f"{whole[1]}1:{whole[2]}{MAX_ROW}"
        elif whole:
            bare = f"A{int(whole[3])}:{a1.column_letters(MAX_COLUMN - 1)}{int(whole[4])}"
        first, _, last = bare.partition(":")
        try:
            (top, left), (bottom, right) = a1.parse(first), a1.parse(last or first)
        except ValueError:
            return None
        return cls(sheet, min(top, bottom) + 1, min(left, right) + 1, abs(bottom - top) + 1, abs(right - left) + 1)

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

    def __call__(self, row: int, column: int | None = None) -> Self:
        """A cell by row and column, or by number along the rows, from 1."""
        if column is None:
            row, column = (row - 1) // self.shape[1] + 1, (row - 1) % self.shape[1] + 1
        return type(self)(self.sheet, self.row + row - 1, self.column + column - 1)

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
        if self.shape[0] == MAX_ROW:
            ends = [end.rstrip("0123456789").removesuffix("$") for end in ends]
        elif self.shape[1] == MAX_COLUMN:
            ends = [end.lstrip("$ABCDEFGHIJKLMNOPQRSTUVWXYZ") for end in ends]
            ends = [f"{'$' * row_absolute}{end}" for end in ends]
        book = f"'[{self.sheet.book.name}]{self.sheet.name}'!" if external else ""
        return book + ":".join(ends)

    @property
    def bounds(self) -> Bounds:
        """First row and column, last row and column, counted from 0."""
        return self.row - 1, self.column - 1, self.last[0] - 1, self.last[1] - 1

    def __contains__(self, at: At) -> bool:
        """Whether a cell, counted from 0, belongs to it."""
        top, left, bottom, right = self.bounds
        return top <= at[0] <= bottom and left <= at[1] <= right

    def part(self, row: int) -> Self:
        """One of its rows, counted from 0."""
        return type(self)(self.sheet, self.row + row, self.column, 1, self.shape[1])

    def merges_met(self) -> list[Bounds]:
        """Merged ranges that share cells with it."""
        return [each for each in self.sheet.state.merges if self._meets(each)]

    def _meets(self, other: Bounds) -> bool:
        top, left, bottom, right = self.bounds
        return other[0] <= bottom and top <= other[2] and other[1] <= right and left <= other[3]

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
    def merge_area(self) -> Self:
        """The merged range the first cell belongs to, or the cell itself."""
        row, column = self.place
        for top, left, bottom, right in self.sheet.state.merges:
            if top <= row <= bottom and left <= column <= right:
                return type(self)(self.sheet, top + 1, left + 1, bottom - top + 1, right - left + 1)
        return type(self)(self.sheet, self.row, self.column)

    @property
    def merge_cells(self) -> bool:
        """Whether the first cell belongs to a merged range."""
        return len(self.merge_area) > 1

    @property
    def has_array(self) -> bool:
        """Whether any of it belongs to a formula of arrays."""
        return any(self._meets(each) for each in self.sheet.book.state.arrays_of(self.sheet.state))

    @property
    def current_region(self) -> Self:
        """The block of filled cells around the first one, up to blank rows and columns."""
        top, left = bottom, right = self.place
        while True:
            around = [
                (row, column) for row, column in self.sheet.state.cells
                if top - 1 <= row <= bottom + 1 and left - 1 <= column <= right + 1
            ]  # fmt: skip
            wider = extent([*around, (top, left), (bottom, right)])
            if wider == (top, left, bottom, right):
                return type(self)(self.sheet, top + 1, left + 1, bottom - top + 1, right - left + 1)
            top, left, bottom, right = wider

    def end(self, direction: str) -> Self:
        """Where Ctrl and an arrow lead: to the end of a run of filled cells (0 is one), or to the next filled cell."""
        if direction not in _STEPS:
            raise ValueError(f"没有“{direction}”这个方向（有：up、down、left、right）")
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
        return type(self)(self.sheet, row + 1, column + 1)
