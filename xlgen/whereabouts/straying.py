"""What of an issued form went astray in a returned one, though its sheet is there: whole rows, single cells, and names."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.issued.snapshot import Slot
from xlgen.whereabouts.learning import LABELS
from xlgen.whereabouts.located import Located, once
from xlgen.whereabouts.planning import is_in_place, plans
from xlgen.whereabouts.tracing import trace
from xlgen.words.labels import in_marks
from xlgen.workbook.references import Place

IssuedRowAt = tuple[str, int]  # issued sheet, and row from 0


@once
def gone_rows(form: Located) -> Mapping[IssuedRowAt, str]:
    """Issued rows of which nothing was found but, it may be, a cell that reaches over several rows: what became of each."""
    rows: dict[IssuedRowAt, list[Slot]] = {}
    if is_in_place(form) or all(traced.place for traced in trace(form).values()):
        return {}
    for name in trace(form):
        if (place := form.slot(name).place) and place[2] not in plans(form)[place[0]].gone:
            rows.setdefault(place[:2], []).append(form.slot(name))
    return {row: _fate(form, row, slots) for row, slots in rows.items() if _is_gone(form, slots)}


@once
def standing_now(form: Located) -> Mapping[str, Place]:
    """Where each cell stands now; none of a row that is gone, for what stands there is another row's."""
    if is_in_place(form):
        return {
            slot.cell.name: slot.place for sheet in plans(form) for slot in form.snapshot.by_sheet.get(sheet, ()) if slot.place
        }
    found = {name: traced.place for name, traced in trace(form).items() if traced.place}
    return {name: place for name, place in found.items() if not _of_gone_row(form, name)} if gone_rows(form) else found


def _of_gone_row(form: Located, name: str) -> bool:
    return (form.slot(name).place or ("", -1))[:2] in gone_rows(form)


@once
def gone_cells(form: Located) -> tuple[str, ...]:
    """Names of the cells that were not found, those of rows that are gone left out."""
    if is_in_place(form):
        return ()
    rows = gone_rows(form)
    found = ((name, traced, form.slot(name).place) for name, traced in trace(form).items())
    return tuple(name for name, traced, place in found if traced.place is None and place and place[:2] not in rows)


@once
def gone(form: Located) -> frozenset[str]:
    """Names of all cells that are not on their sheet any more, whole rows and columns or single: one line tells of them."""
    if is_in_place(form):
        return frozenset()
    standing = standing_now(form)
    return frozenset(name for name in trace(form) if name not in standing)


@once
def astray(form: Located) -> tuple[tuple[str, ...], ...]:
    """Names that lead away from where their cells stand, those of one row that lead to one row together; none of a row that is gone."""
    if is_in_place(form):
        return ()
    rows: dict[tuple[IssuedRowAt, IssuedRowAt], list[str]] = {}
    for name, traced in trace(form).items():
        led = form.led.get(name, traced.place)
        if led and traced.place and led != traced.place and not _of_gone_row(form, name):
            rows.setdefault((traced.place[:2], led[:2]), []).append(name)
    return tuple(tuple(names) for names in rows.values())


def _is_gone(form: Located, slots: list[Slot]) -> bool:
    lost = [slot for slot in slots if trace(form)[slot.name].place is None]
    return 2 * len(lost) > len(slots) and any(slot.column in LABELS or not slot.table for slot in lost)


def _fate(form: Located, row: IssuedRowAt, slots: list[Slot]) -> str:
    sheet, at = row
    label = plans(form)[sheet].labels.get(at) or next(slot.cell.label.partition("·")[0] for slot in slots)
    covered = next((each for slot in slots if (each := trace(form)[slot.name]).near), None)
    return (
        covered.doubt if covered and any(slot.name in form.led for slot in slots) else f"第 {at + 1} 行{in_marks(label)}被删了"
    )
