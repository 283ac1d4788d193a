"""Where the rows, columns and headings of one sheet have gone, learnt from what is printed and from where names lead."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from xlgen.issued.snapshot import Slot, Snapshot
from xlgen.whereabouts.likeness import differs
from xlgen.whereabouts.located import Located
from xlgen.whereabouts.plan import Plan, named
from xlgen.whereabouts.serials import rows_by_serial
from xlgen.workbook.references import At

LABELS = ("level3", "item", "name", "label")  # columns that say what a row is about
Key = TypeVar("Key", int, tuple[str, str])


def learn_rows(form: Located, sheet: str, plan: Plan, printed: Mapping[At, str], tall: set[str]) -> None:
    """A row is where its label is printed; else where its other texts are; else where most of its names lead."""
    led = list(named(form, sheet, plan))
    votes = _votes((old[0], new[0]) for _, old, new in led)
    told_by_names = _rows_with_issued_values(form, led)
    own = {slot.place[1:]: slot for slot in form.snapshot.by_sheet.get(sheet, ()) if slot.place}
    told: dict[int, list[str]] = {}
    for at, text in _telling(printed, own, tall):
        told.setdefault(at[0], []).append(text)
        if at in own and own[at].table:
            plan.labels.setdefault(at[0], text)
    for row in sorted({*told, *votes}):
        texts = [plan.labels[row]] if row in plan.labels else told.get(row, [])
        seen = Counter(new for text in texts if (new := _row_of(plan, text, votes.get(row))) is not None)
        if row in told_by_names and row not in plan.labels:
            plan.seen.add(row)
            plan.rows[row] = votes[row]
        elif seen:
            plan.seen.add(row)
            plan.rows[row] = seen.most_common(1)[0][0]
            if votes.get(row, plan.rows[row]) != plan.rows[row]:
                plan.astray.add(row)
        elif row in votes:
            plan.rows[row] = votes[row]
    by_serial = {row: now for row, now in rows_by_serial(form, sheet, plan.sheet).items() if row not in plan.rows}
    plan.rows |= by_serial
    plan.seen |= set(by_serial)
    if plan.astray:
        _distrust_names(plan)


def _rows_with_issued_values(form: Located, led: Sequence[tuple[Slot, At, At]]) -> set[int]:
    """Issued rows whose names lead to nothing but the values that were issued for them: a target, a unit, points."""
    told: dict[int, list[bool]] = {}
    for slot, old, _ in led:
        if slot.table and slot.cell.value not in (None, ""):
            told.setdefault(old[0], []).append(not differs(form.typed(slot.name), slot.cell.value))
    return {row for row, same in told.items() if all(same) and len(same) > 1}


def _distrust_names(plan: Plan) -> None:
    """Where names of the sheet lie, a row that only names tell of goes with the rows around it, if these went the same way."""
    seen = sorted(plan.seen)
    for row in plan.rows.keys() - plan.seen:
        at = bisect_left(seen, row)
        before, after = seen[at - 1 : at], seen[at : at + 1]
        if before and after and plan.rows[before[0]] - before[0] == plan.rows[after[0]] - after[0]:
            plan.rows[row] = plan.rows[before[0]] + row - before[0]


def _telling(printed: Mapping[At, str], own: Mapping[At, Slot], tall: set[str]) -> Iterator[tuple[At, str]]:
    """Texts that stand in one row only and tell it from all others, the row's label first; not fixed ones over several rows."""
    rows = Counter(text for _, text in {(at[0], text) for at, text in printed.items()})

    def order(at: At) -> tuple[int, int, int]:
        column = own[at].column if at in own else ""
        return at[0], LABELS.index(column) if column in LABELS else len(LABELS), at[1]

    return (
        (at, printed[at])
        for at in sorted(printed, key=order)
        if rows[printed[at]] == 1 and (at in own or printed[at] not in tall) and len(printed[at]) > 1
    )


def _row_of(plan: Plan, text: str, by_name: int | None) -> int | None:
    """Row a text is printed in now: of several, the one that the names lead to."""
    rows = plan.rows_of.get(text, set())
    return next(iter(rows)) if len(rows) == 1 else by_name if by_name in rows else None


def learn_columns(form: Located, sheet: str, plan: Plan, printed: Mapping[At, str]) -> None:
    """A column is where most of its names lead; else where its texts are."""
    led = list(named(form, sheet, plan))
    texts = [(at[1], now) for at, text in printed.items() if (now := _column_of(plan, at, text)) is not None]
    plan.columns |= _votes(texts) | _votes((old[1], new[1]) for _, old, new in led)


def _column_of(plan: Plan, at: At, text: str) -> int | None:
    if at[0] not in plan.rows:
        return None
    found = plan.printed.get(plan.rows[at[0]], {}).get(text, [])
    return found[0] if len(found) == 1 else None


def headings(snapshot: Snapshot, sheet: str, plan: Plan, printed: Mapping[At, str]) -> dict[At, At | None]:
    """Where fixed texts stand now that stand as often on this sheet as on the issued one: the first is the first, and so on."""
    before, after = _by_text(printed), _by_text(plan.cells)
    told = {text: after.get(text, []) for text in before if len(text) > 1}
    moved = {
        old: new
        for text, now in told.items()
        if len(now) == len(before[text])
        for old, new in zip(before[text], now, strict=True)
    }
    return {at: moved.get(at) for at in snapshot.static.get(sheet, {})}


def _by_text(cells: Mapping[At, str]) -> dict[str, list[At]]:
    """Places of every text, from top to bottom."""
    places: dict[str, list[At]] = {}
    for at in sorted(cells):
        places.setdefault(cells[at], []).append(at)
    return places


def _votes(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    votes: dict[Key, Counter[int]] = {}
    for old, new in pairs:
        votes.setdefault(old, Counter())[new] += 1
    return {old: counted.most_common(1)[0][0] for old, counted in votes.items()}
