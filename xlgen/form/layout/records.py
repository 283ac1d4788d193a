"""What has been laid out: printed rectangles, the pages that hold them, and the place of every named cell.

Rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlgen.form.records import Cell
from xlgen.workbook.references import Place

Lines = tuple[int, int]  # first and last row or column
LEAST = 18.0  # points of a row


@dataclass(frozen=True, slots=True)
class Block:
    """A printed rectangle: fixed text or a named cell, and the role that decides its look."""

    row: int
    column: int
    last_row: int
    last_column: int
    role: str  # title, note, plain, signature, label, heading, group, cell
    text: str = ""
    cell: Cell | None = None

    @property
    def is_merged(self) -> bool:
        """Whether it covers more than one cell."""
        return (self.row, self.column) != (self.last_row, self.last_column)


@dataclass(slots=True)
class Page:
    """One sheet as laid out. ``heights`` in points, ``filled`` the same once every text is answered with what is usual.

    ``fixed`` rows hold merged text, which no application can fit by itself.
    """

    name: str
    widths: tuple[Decimal, ...]
    landscape: bool
    blocks: list[Block] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    filled: dict[int, float] = field(default_factory=dict)
    fixed: set[int] = field(default_factory=set)
    breaks: list[int] = field(default_factory=list)
    scale: int | None = None  # per cent on paper; None leaves it to the application, which fills the page across
    frozen: int = 0  # rows above stay in view
    repeat: tuple[int, int] | None = None  # heading rows printed on every page
    last_row: int = 0

    @property
    def first_printed(self) -> int:
        """The row where paper begins: a live status on top is for the screen alone."""
        return 1 + max((block.last_row for block in self.blocks if block.role == "status" and block.row == 0), default=-1)

    @property
    def on_paper(self) -> list[float]:
        """Heights of the rows as printed; those that only the screen shows take none."""
        return self._printed(self.heights)

    @property
    def filled_on_paper(self) -> list[float]:
        """The same once every text is answered with what is usual."""
        return self._printed(self.filled)

    def _printed(self, heights: Mapping[int, float]) -> list[float]:
        first = self.first_printed
        return [heights.get(row, LEAST) if row >= first else 0.0 for row in range(self.last_row + 1)]

    @property
    def last_column(self) -> int:
        """The grid's last column."""
        return len(self.widths) - 1

    def put(self, rows: Lines, columns: Lines, role: str, text: str = "", cell: Cell | None = None) -> None:
        """Print a text or a cell over a rectangle."""
        self.blocks.append(Block(rows[0], columns[0], rows[1], columns[1], role, text, cell))


@dataclass(frozen=True, slots=True)
class Layout:
    """All pages of a form, and the place of every named cell that is printed."""

    pages: tuple[Page, ...]
    places: Mapping[str, Place]
