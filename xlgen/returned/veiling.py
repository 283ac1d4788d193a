"""The border that private and classified texts of a returned form do not pass: behind it everybody reads a stand-in.

Rules, reports, lists, marks and summaries all read answers, so that nothing of such a text can get into any of them. Only what
is written into a form again, where it stands already, is read as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from xlgen.issued.hidden import SHEET
from xlgen.issued.snapshot import Snapshot
from xlgen.words.numbers import plain
from xlgen.words.veil import CLASSIFIED, may_veil, veiled
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord
from xlgen.workbook.references import At, Place

Private = Mapping[Place, tuple[str, ...]]  # what was put out of sight, by place
_LONG = re.compile(r"\d{16,}[Xx]?")
_SHORTEST = Decimal(10) ** 15  # numbers below have too few digits


def veil(snapshot: Snapshot, book: WorkbookRecord) -> tuple[WorkbookRecord, Private]:
    """The workbook with stand-ins, and where they stand; what was issued stays as it is."""
    found = {name: dict(_veiled_cells(sheet)) for name, sheet in book.sheets.items()}
    if not any(found.values()):
        return book, {}
    issued = frozenset(_issued_texts(snapshot))
    known = frozenset(number for text in issued for number in _LONG.findall(text))
    private: dict[Place, tuple[str, ...]] = {}
    sheets = dict(book.sheets)
    for name, cells in found.items():
        own = {at: cell for at, cell in cells.items() if cell.value not in issued}
        told = {at: (_shown(cell, known)) for at, cell in own.items()}
        told = {at: each for at, each in told.items() if each[1] and not (name == SHEET and CLASSIFIED in each[1])}
        private |= {(name, *at): kinds for at, (_, kinds) in told.items()}
        sheets[name] = replace(
            book.sheets[name], cells={**book.sheets[name].cells, **{at: each for at, (each, _) in told.items()}}
        )
    return replace(book, sheets=sheets), private


def _veiled_cells(sheet: SheetRecord) -> Iterator[tuple[At, CellRecord]]:
    return ((at, cell) for at, cell in sheet.cells.items() if _may_be(cell) and _shown(cell, frozenset())[1])


def _may_be(cell: CellRecord) -> bool:
    value = cell.value
    if isinstance(value, Decimal):
        return abs(value) >= _SHORTEST or bool(cell.formula and may_veil(cell.formula))
    return (isinstance(value, str) and may_veil(value)) or bool(cell.formula and may_veil(cell.formula))


def _shown(cell: CellRecord, known: frozenset[str]) -> tuple[CellRecord, tuple[str, ...]]:
    value = cell.value
    if isinstance(value, Decimal):
        value = plain(value) if abs(value) >= _SHORTEST else ""
    text, kinds = veiled(value, known) if isinstance(value, str) else ("", ())
    formula, more = veiled(cell.formula, known) if cell.formula else (cell.formula, ())
    if not (kinds or more):
        return cell, ()
    return replace(cell, value=text if kinds else cell.value, formula=formula), (*kinds, *more)


def _issued_texts(snapshot: Snapshot) -> Iterator[str]:
    yield from (text for cells in snapshot.static.values() for text in cells.values())
    yield from (value for slot in snapshot.slots.values() if isinstance(value := slot.cell.value, str))
    yield from snapshot.identity.values()
