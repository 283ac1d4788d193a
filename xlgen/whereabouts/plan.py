"""Where one sheet of an issued form stands in a returned workbook, and where its rows and columns have gone."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

from xlgen.issued.snapshot import Slot
from xlgen.whereabouts.located import Located
from xlgen.workbook.references import At, Place


@dataclass
class Plan:
    """One issued sheet as it stands now: its name there, and where its rows and columns have gone as far as is known.

    ``astray``: issued rows whose names were found to lie; then no name of the sheet is believed that nothing bears out.
    What is asked of each cell stands in indexes, made when all is learnt: a sheet may have thousands of rows.
    """

    sheet: str
    cells: Mapping[At, str]  # printed texts now, on one line
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)  # issued columns that were deleted
    labels: dict[int, str] = field(default_factory=dict)  # printed text by which an issued row is known
    seen: set[int] = field(default_factory=set)  # issued rows that were found by what is printed in them
    headings: dict[At, At | None] = field(default_factory=dict)  # fixed text as issued → its place now, None: not found
    astray: set[int] = field(default_factory=set)
    adrift: bool = False  # names of the sheet lead away from the headings of their columns
    names_stay: bool = True  # every name of the sheet leads to where it was issued
    in_place: bool = True  # so it is with all that is printed: nothing went anywhere, nothing had to be learnt

    @cached_property
    def printed(self) -> Mapping[int, Mapping[str, list[int]]]:
        """Row now → text that is printed there → its columns."""
        found: dict[int, dict[str, list[int]]] = {}
        for (row, column), text in self.cells.items():
            found.setdefault(row, {}).setdefault(text, []).append(column)
        return found

    @cached_property
    def rows_of(self) -> Mapping[str, set[int]]:
        """Text → the rows it is printed in now."""
        found: dict[str, set[int]] = {}
        for (row, _), text in self.cells.items():
            found.setdefault(text, set()).add(row)
        return found

    @cached_property
    def labelled(self) -> Mapping[str, int]:
        """Label → issued row."""
        return {text: row for row, text in reversed(self.labels.items())}

    @cached_property
    def _headings(self) -> tuple[Mapping[int, list[int]], Mapping[int, list[int]]]:
        """Rows of headings by column, and columns by row, each in order."""
        rows: dict[int, list[int]] = {}
        columns: dict[int, list[int]] = {}
        for row, column in sorted(self.headings):
            rows.setdefault(column, []).append(row)
            columns.setdefault(row, []).append(column)
        return rows, columns

    @cached_property
    def _known_rows(self) -> tuple[list[int], list[int], frozenset[int]]:
        """Issued rows that are known, in order; of each the farthest place of it and all behind it; and all places."""
        known = sorted(self.rows)
        places = [self.rows[row] for row in known]
        return known, list(accumulate(reversed(places), max))[::-1], frozenset(places)

    def heading_of(self, slot: Slot) -> At | None:
        """The fixed text, as issued, that tells a cell's column: above it in a table, before it elsewhere; None for none."""
        _, row, column = slot.place or ("", 0, 0)
        rows, columns = self._headings
        if slot.table:
            above = rows.get(column, [])
            at = bisect_left(above, row)
            return (above[at - 1], column) if at else None
        before = columns.get(row, [])
        at = bisect_left(before, column)
        return (row, before[at - 1]) if at else None

    def column_of(self, slot: Slot) -> int:
        """The column a cell stands in now: where its column has gone, unless its heading tells otherwise."""
        column = gone_to(self.columns, slot.place[2] if slot.place else 0)
        told = self._told_column(slot)
        return told if told is not None and self.contradicts(slot, column) else column

    def _told_column(self, slot: Slot) -> int | None:
        heading = self.heading_of(slot)
        now = self.headings[heading] if heading else None
        return now[1] + slot.place[2] - heading[1] if slot.place and heading and now else None

    def contradicts(self, slot: Slot, column: int) -> bool:
        """Whether headings tell that a cell does not stand in a column: a label may have got columns between it and its cell."""
        told = self._told_column(slot)
        if told is None or slot.table or slot.place is None:
            return told not in (None, column)
        _, row, old = slot.place
        there = [(at, now) for at in self._headings[1].get(row, ()) if (now := self.headings[row, at])]
        before = [now[1] for at, now in there if at < old]
        after = [now[1] for at, now in there if at > old]
        return max(before) >= column or min(after, default=column + 1) <= column

    def place(self, row: int, column: int) -> Place:
        """Where an issued cell should stand now; lines nobody knows of go with the one before them."""
        return self.sheet, self.row_of(row), gone_to(self.columns, column)

    def is_deleted(self, column: int) -> bool:
        """Whether a column is known to be gone, or another stands where one that nothing tells of should."""
        return column in self.gone or (column not in self.columns and gone_to(self.columns, column) in self.columns.values())

    def lies_within(self, row: int) -> bool:
        """Whether the rows around leave room for a row that nothing tells of: else it was deleted."""
        if row in self.rows:
            return True
        known, farthest, places = self._known_rows
        new, at = self.row_of(row), bisect_right(known, row)
        return new not in places and (at == len(known) or new < farthest[at])

    def row_of(self, row: int) -> int:
        """Where an issued row has gone: one that nobody knows of goes with the one before it."""
        known = self._known_rows[0]
        at = bisect_right(known, row)
        return self.rows[known[at - 1]] + row - known[at - 1] if at else row


def gone_to(lines: Mapping[int, int], at: int) -> int:
    """Where a line has gone: a line nobody knows of goes with the one before it."""
    before = at if at in lines else max((line for line in lines if line <= at), default=None)
    return at if before is None else lines[before] + at - before


def named(form: Located, sheet: str, plan: Plan) -> Iterator[tuple[Slot, At, At]]:
    """Cells of an issued sheet whose names lead to the sheet it is now: as issued, and now."""
    for slot in form.snapshot.by_sheet.get(sheet, ()):
        if slot.place and slot.name in form.led:
            now, row, column = form.led[slot.name]
            if now == plan.sheet:
                yield slot, slot.place[1:], (row, column)
