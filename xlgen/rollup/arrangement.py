"""How a summary is arranged: its sheets, where tables and texts stand on them, and the charts.

Grids are what stands there; a form's layout would not do, for these are long flat tables whose formulas are filled down. Whoever
prints follows the arrangement: ``xlgen.writing`` into a file, ``xlgen.macros`` into an open workbook. Rows and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.rollup.grids import Grid
from xlgen.rollup.spots import Spot

CHART_ROWS = 18  # rows of the usual height that a chart takes


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text across the sheet or a part of it; ``proof`` names the sentence that it repeats by a formula."""

    row: int
    role: str
    text: str = ""
    column: int = 0
    last_column: int = -1  # -1: the last one on paper
    proof: str = ""

    def columns(self, page: SummaryPage) -> range:
        """Columns it stands in, on its sheet."""
        return range(self.column, (self.last_column if self.last_column >= 0 else page.paper[1] - 1) + 1)


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over rows ``run`` of a grid, one under the other: columns, bars or points of ``series`` (column, heading) over ``over``."""

    kind: str
    title: str
    grid: str
    over: str
    series: tuple[tuple[str, str], ...]
    run: tuple[int, int]
    axes: tuple[str, str] = ("", "")
    formats: tuple[str, str] = ("General", "General")
    beside: str = ""  # column whose texts stand beside the points
    named: tuple[int, ...] = ()  # rows of the points that have them
    guides: tuple[
        tuple[int, int], ...
    ] = ()  # runs of the grid ``limits``: lines across the points, each named at its second point
    starts: tuple[float, float] = (0, 0)  # of the axes
    ends: tuple[int | None, int | None] = (None, None)  # of the axes; None: as far as the figures go
    stacked: bool = False  # a bar a series, each cut into the rows: a row of nothing takes no room


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """One sheet. ``frozen`` is the cell that scrolls first, ``repeat`` the heading row that every printed page repeats."""

    name: str
    widths: tuple[float, ...]
    spots: tuple[Spot, ...]
    lines: tuple[TextLine, ...]
    charts: tuple[Chart, ...] = ()
    landscape: bool = True
    is_data: bool = False  # for queries and formulas, not for paper: marked as such, behind what is printed
    frozen: tuple[int, int] | None = None
    repeat: int | None = None
    filtered: bool = False
    tallest: float = MAX_HEIGHT  # points of a row
    printed: int = 0  # rows on paper; 0: all of them
    across: int = 0  # columns on paper; 0: all of them
    one_page: bool = False
    header: str = ""  # above every printed page

    @property
    def last(self) -> int:
        """The row below everything on the sheet."""
        return max([spot.after for spot in self.spots] + [line.row + 1 for line in self.lines])

    @property
    def paper(self) -> tuple[int, int]:
        """Rows and columns that are printed, from the first ones."""
        return self.printed or self.last, self.across or len(self.widths)


@dataclass(frozen=True, slots=True)
class Section:
    """A table under its heading; "" stands closer below the one before. ``column`` is where the table begins."""

    heading: str
    grid: Grid
    column: int = 0


def stack(sheet: str, first: int, sections: Iterable[Section], column: int = 0) -> tuple[list[Spot], list[TextLine], int]:
    """Tables one under the other from row ``first``, each under its heading in ``column``, and the row after the last."""
    spots: list[Spot] = []
    lines: list[TextLine] = []
    for section in sections:
        if section.heading:
            lines.append(TextLine(first, "heading1", section.heading, column))
        spots.append(Spot(section.grid, sheet, first + bool(section.heading), section.column))
        first = spots[-1].after + 1
    return spots, lines, first


def in_order(sections: Sequence[Section]) -> list[Section]:
    """The same, their headings counted 一、二、三、 from the top."""
    counts = iter("一二三四五六七八九")
    return [replace(s, heading=f"{next(counts)}、{s.heading}") if s.heading else s for s in sections]


def widths_of(grid: Grid) -> tuple[float, ...]:
    """Width of each sheet column a grid takes."""
    return tuple(column.width for column in grid.columns for _ in range(column.span))
