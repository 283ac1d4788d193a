"""Where the sheets of an issued form, their rows and their columns have gone in a returned workbook.

What is printed tells first: a row's own label moves with the row whatever became of its names. Names tell next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from xlgen.issued.snapshot import Slot, Snapshot
from xlgen.repair.serials import rows_by_serial
from xlgen.returned.alteration import differs
from xlgen.returned.answers import Answers
from xlgen.words.labels import without_blanks
from xlgen.workbook.records import SheetRecord, WorkbookRecord
from xlgen.workbook.references import At, Place

_FEW = 3  # shared texts that make a sheet the issued one under another name
LABELS = ("level3", "item", "name", "label")  # columns that say what a row is about
Key = TypeVar("Key", int, tuple[str, str])


@dataclass(slots=True)
class Plan:
    """One issued sheet as it stands now: its name there, and where its rows and columns have gone as far as is known.

    ``astray``: issued rows whose names were found to lie; then no name of the sheet is believed that nothing bears out.
    """

    sheet: str
    cells: Mapping[At, str]  # printed texts now, on one line
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)  # printed text by which an issued row is known
    seen: set[int] = field(default_factory=set)  # issued rows that were found by what is printed in them
    headings: dict[At, At | None] = field(default_factory=dict)  # fixed text as issued → its place now, None: not found
    astray: set[int] = field(default_factory=set)
    adrift: bool = False  # names of the sheet lead away from the headings of their columns

    def heading_of(self, slot: Slot) -> At | None:
        """The fixed text, as issued, that tells a cell's column: above it in a table, before it elsewhere; None for none."""
        _, row, column = slot.place or ("", 0, 0)
        if slot.table:
            return max((at for at in self.headings if at[1] == column and at[0] < row), default=None)
        return max((at for at in self.headings if at[0] == row and at[1] < column), default=None)

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
        before = [now[1] for at, now in self.headings.items() if now and at[0] == row and at[1] < old]
        after = [now[1] for at, now in self.headings.items() if now and at[0] == row and at[1] > old]
        return max(before) >= column or min(after, default=column + 1) <= column

    def place(self, row: int, column: int) -> Place:
        """Where an issued cell should stand now; lines nobody knows of go with the one before them."""
        return self.sheet, gone_to(self.rows, row), gone_to(self.columns, column)

    def lies_within(self, row: int) -> bool:
        """Whether the rows around leave room for a row that nothing tells of: else it was deleted."""
        new = gone_to(self.rows, row)
        after = [now for old, now in self.rows.items() if old > row]
        return row in self.rows or (new not in self.rows.values() and (not after or new < max(after)))


def gone_to(lines: Mapping[int, int], at: int) -> int:
    """Where a line has gone: a line nobody knows of goes with the one before it."""
    before = max((line for line in lines if line <= at), default=None)
    return at if before is None else lines[before] + at - before


# ---- sheets ---------------------------------------------------------------------------------------------------------


def plans(answers: Answers, issued: WorkbookRecord) -> dict[str, Plan]:
    """Every issued sheet that is there under any name; ``issued`` is the workbook as issued."""
    found: dict[str, Plan] = {}
    for sheet, printed in _printed(answers.snapshot).items():
        now = _sheet_now(answers, sheet, printed, {each.sheet for each in found.values()})
        if now:
            plan = Plan(now, {at: without_blanks(text) for at, text in _texts(answers.book.sheets[now])})
            _learn_rows(answers, sheet, plan, printed, issued)
            _learn_columns(answers, sheet, plan, printed)
            plan.headings |= _headings(answers.snapshot, sheet, plan, printed)
            led = named(answers, sheet, plan)
            plan.adrift = any(plan.contradicts(slot, new[1]) for slot, _, new in led)
            found[sheet] = plan
    return found


def _printed(snapshot: Snapshot) -> dict[str, dict[At, str]]:
    """Every text as issued by sheet and place, on one line."""
    printed = {sheet: {at: without_blanks(text) for at, text in cells.items()} for sheet, cells in snapshot.static.items()}
    for slot in snapshot.slots.values():
        if slot.place and isinstance(slot.cell.value, str) and slot.cell.value:
            printed.setdefault(slot.place[0], {})[slot.place[1:]] = without_blanks(slot.cell.value)
    return printed


def _texts(sheet: SheetRecord) -> Iterator[tuple[At, str]]:
    return ((at, c.value) for at, c in sheet.cells.items() if isinstance(c.value, str) and c.formula is None)


def _sheet_now(answers: Answers, sheet: str, printed: Mapping[At, str], taken: set[str]) -> str:
    """The sheet that most names lead to, else the one of that name, else the one that shares most texts; "" for none."""
    names = [slot.name for slot in answers.snapshot.slots.values() if slot.place and slot.place[0] == sheet]
    led = Counter(answers.places[name][0] for name in names if name in answers.places and name not in answers.lost)
    if led:
        return led.most_common(1)[0][0]
    if sheet in answers.book.sheets:
        return sheet
    wanted = set(printed.values())
    free = [
        each for each in answers.book.sheets.values() if each.name not in taken and each.name not in answers.snapshot.widths
    ]
    shared = {each.name: len(wanted & {without_blanks(text) for _, text in _texts(each)}) for each in free}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if shared.get(best, 0) >= min(_FEW, len(wanted)) else ""


# ---- rows and columns -----------------------------------------------------------------------------------------------


def named(answers: Answers, sheet: str, plan: Plan) -> Iterator[tuple[Slot, At, At]]:
    """Cells of an issued sheet whose names lead to the sheet it is now: as issued, and now."""
    for name, slot in answers.snapshot.slots.items():
        if slot.place and slot.place[0] == sheet and name in answers.places and name not in answers.lost:
            now, *at = answers.places[name]
            if now == plan.sheet:
                yield slot, slot.place[1:], (at[0], at[1])


def _learn_rows(answers: Answers, sheet: str, plan: Plan, printed: Mapping[At, str], issued: WorkbookRecord) -> None:
    """A row is where its label is printed; else where its other texts are; else where most of its names lead."""
    led = list(named(answers, sheet, plan))
    votes = _votes((old[0], new[0]) for _, old, new in led)
    told_by_names = _rows_with_issued_values(answers, led)
    own = {slot.place[1:]: slot for slot in answers.snapshot.slots.values() if slot.place and slot.place[0] == sheet}
    told: dict[int, list[str]] = {}
    for at, text in _telling(printed, own, issued.sheets.get(sheet)):
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
    by_serial = {row: now for row, now in rows_by_serial(answers, sheet, plan.sheet).items() if row not in plan.rows}
    plan.rows |= by_serial
    plan.seen |= set(by_serial)
    if plan.astray:
        _distrust_names(plan)


def _rows_with_issued_values(answers: Answers, led: Sequence[tuple[Slot, At, At]]) -> set[int]:
    """Issued rows whose names lead to nothing but the values that were issued for them: a target, a unit, points."""
    told: dict[int, list[bool]] = {}
    for slot, old, _ in led:
        if slot.table and slot.cell.value not in (None, ""):
            told.setdefault(old[0], []).append(not differs(answers.typed(slot.name), slot.cell.value))
    return {row for row, same in told.items() if all(same) and len(same) > 1}


def _distrust_names(plan: Plan) -> None:
    """Where names of the sheet lie, a row that only names tell of goes with the rows around it, if these went the same way."""
    for row in plan.rows.keys() - plan.seen:
        before = max((each for each in plan.seen if each < row), default=None)
        after = min((each for each in plan.seen if each > row), default=None)
        if before is not None and after is not None and plan.rows[before] - before == plan.rows[after] - after:
            plan.rows[row] = plan.rows[before] + row - before


def _telling(printed: Mapping[At, str], own: Mapping[At, Slot], issued: SheetRecord | None) -> Iterator[tuple[At, str]]:
    """Texts that stand in one row only and tell it from all others, the row's label first; not those printed over several."""
    tall = {merge[:2] for merge in issued.merges if merge[2] > merge[0]} if issued else set()
    rows = Counter(text for _, text in {(at[0], text) for at, text in printed.items()})

    def order(at: At) -> tuple[int, int, int]:
        column = own[at].column if at in own else ""
        return at[0], LABELS.index(column) if column in LABELS else len(LABELS), at[1]

    return (
        (at, printed[at])
        for at in sorted(printed, key=order)
        if rows[printed[at]] == 1 and at not in tall and len(printed[at]) > 1
    )


def _row_of(plan: Plan, text: str, by_name: int | None) -> int | None:
    """Row a text is printed in now: of several, the one that the names lead to."""
    rows = {row for (row, _), each in plan.cells.items() if each == text}
    return rows.pop() if len(rows) == 1 else by_name if by_name in rows else None


def _learn_columns(answers: Answers, sheet: str, plan: Plan, printed: Mapping[At, str]) -> None:
    """A column is where most of its names lead; else where its texts are."""
    led = list(named(answers, sheet, plan))
    texts = [(at[1], now) for at, text in printed.items() if (now := _column_of(plan, at, text)) is not None]
    plan.columns |= _votes(texts) | _votes((old[1], new[1]) for _, old, new in led)


def _column_of(plan: Plan, at: At, text: str) -> int | None:
    if at[0] not in plan.rows:
        return None
    found = [column for (row, column), each in plan.cells.items() if row == plan.rows[at[0]] and each == text]
    return found[0] if len(found) == 1 else None


def _headings(snapshot: Snapshot, sheet: str, plan: Plan, printed: Mapping[At, str]) -> dict[At, At | None]:
    """Where fixed texts stand now that stand as often on this sheet as on the issued one: the first is the first, and so on."""
    before, after = _by_text(printed), _by_text(plan.cells)
    found: dict[At, At | None] = {}
    for at, text in snapshot.static.get(sheet, {}).items():
        old, new = before[without_blanks(text)], after.get(without_blanks(text), [])
        found[at] = new[old.index(at)] if len(old) == len(new) and len(without_blanks(text)) > 1 else None
    return found


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
