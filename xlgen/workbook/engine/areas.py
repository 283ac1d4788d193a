"""Where a range of the engine ``xlgen`` stands. Rows and columns count from 1, as xlwings has it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Self

from xlwings import base_classes

from xlgen.workbook import addresses as a1
from xlgen.workbook.ooxml.guard import LIMITS
from xlgen.workbook.references import At

_STEPS = {"down": (1, 0), "up": (-1, 0), "right": (0, 1), "left": (0, -1)}


class Area(base_classes.Range):
    """A rectangle of a sheet, whatever its cells hold."""

    options: dict[str, Any]
    row = column = 0  # these shadow the base class's properties
    shape = (0, 0)

    def __init__(self, sheet: Any, row: int, column: int, rows: int = 1, columns: int = 1) -> None:
        self.sheet, self.row, self.column, self.shape = sheet, row, column, (rows, columns)
        self.options = {}

    @classmethod
    def of(cls, sheet: Any, address: str) -> Self | None:
        """A range by its address, None where the text is none."""
        first, _, last = address.replace("$", "").partition(":")
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
        """Never asked of a form."""
        return False

    def end(self, direction: str) -> Self:
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
        return type(self)(self.sheet, row + 1, column + 1)
