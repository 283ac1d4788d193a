"""Rows that nothing but their serial number tells of: in a list the officer writes, and on a sheet of formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlgen.issued.snapshot import Snapshot
from xlgen.whereabouts.located import Located
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At


def rows_by_serial(form: Located, sheet: str, now: str) -> dict[int, int]:
    """Issued row → row now, both counted from 0, for numbers that stand once in the column where most of the list stands.

    ``now`` is what the issued ``sheet`` is called in the returned workbook.
    """
    found: dict[int, int] = {}
    for issued in _lists(form.snapshot, sheet):
        columns = list(_columns(form.book.sheets[now].cells, set(issued)))
        best = max(columns, key=len, default={})
        if 2 * len(best) > len(issued):  # else it may be any column with some small numbers
            found |= {issued[number]: row for number, row in best.items()}
    return found


def _lists(snapshot: Snapshot, sheet: str) -> Iterator[dict[Decimal, int]]:
    """Issued rows by number, of every column that counts its rows from 1 on."""
    columns: dict[tuple[str, int], list[tuple[Decimal, int]]] = {}
    for slot in snapshot.slots.values():
        number = slot.cell.value
        if isinstance(number, Decimal) and slot.table and slot.place and slot.place[0] == sheet and not slot.cell.is_input:
            columns.setdefault((slot.table, slot.place[2]), []).append((number, slot.place[1]))
    for pairs in columns.values():
        if len(pairs) > 1 and [number for number, _ in sorted(pairs)] == list(range(1, len(pairs) + 1)):
            yield dict(pairs)


def _columns(cells: Mapping[At, CellRecord], wanted: set[Decimal]) -> Iterator[dict[Decimal, int]]:
    """Rows by number, column by column, for the wanted numbers that stand once in it."""
    columns: dict[int, dict[Decimal, list[int]]] = {}
    for (row, column), cell in cells.items():
        if isinstance(cell.value, Decimal) and cell.value in wanted:
            columns.setdefault(column, {}).setdefault(cell.value, []).append(row)
    for numbers in columns.values():
        yield {number: rows[0] for number, rows in numbers.items() if len(rows) == 1}
