"""The rows of a long table of the summary workbook as XML, cell by cell what XlsxWriter writes for the same cells.

A piece of the table is made column by column. What is new in a piece is made row by row, for the workbook numbers its looks and
texts as they come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from xlgen.language.operators import Value
from xlgen.rollup.arrangement import SummaryPage
from xlgen.rollup.cells.columns import PIECE
from xlgen.rollup.grids import GridSaid, said_in
from xlgen.rollup.spots import Spot
from xlgen.writing.column_cells import ROW, ColumnCells
from xlgen.writing.long_sheet import LongSheet
from xlgen.writing.summary_looks import RowHeights

FEW = 32  # rows of the first piece, while hardly a cell is known
END = b"</row>"


def spool_rows(sheet: LongSheet, page: SummaryPage, spot: Spot, cells: Sequence[ColumnCells]) -> None:
    """Write the rows of a grid whose columns take one sheet column each."""
    grid, heights = spot.grid, RowHeights(page, spot)
    sheet.reserve(spot.first, spot.after)
    total = grid.runs["total"][0] if "total" in grid.runs else -1
    for first, after in _pieces(len(grid.rows)):
        piece, before = said_in(grid, first, after), sheet.texts
        said = [piece(each.key) for each in cells]
        values = [each.values(down, first) for each, down in zip(cells, said, strict=True)]
        columns = _columns(cells, said, values, spot.first + first, total - first)
        openings = [sheet.opening(height) for height in heights.of(values)]
        rows = map(b"".join, zip(openings, *columns, repeat(END, len(openings)), strict=True))
        sheet.spooled(
            b"".join([row.replace(ROW.encode(), b"%d" % n) for n, row in enumerate(rows, spot.first + first + 1)]), before
        )


def _pieces(rows: int) -> Iterator[tuple[int, int]]:
    """Runs of rows that are made together: short ones at first, while hardly a cell is known."""
    first, size = 0, FEW
    while first < rows:
        yield first, min(first + size, rows)
        first, size = first + size, min(4 * size, PIECE)


def _columns(
    cells: Sequence[ColumnCells], said: Sequence[Sequence[GridSaid]], values: Sequence[Sequence[Value]], top: int, total: int
) -> list[list[bytes]]:
    """The cells of some rows, the first of which stands in row ``top`` of the sheet; ``total`` is the number of the last one if it is that of totals."""
    columns = [each.known(*down) for each, down in zip(cells, zip(said, values, strict=True), strict=True)]
    for column in columns if 0 <= total < len(columns[0]) else ():
        column[total] = None
    left = [each for each in zip(columns, cells, said, values, strict=True) if not all(each[0])]
    for row in range(len(columns[0])):
        for column, each, down, found in left:
            if column[row] is None:
                column[row] = each.made(top + row, down[row], found[row], row == total)
    return columns  # type: ignore[return-value]  # all are made
