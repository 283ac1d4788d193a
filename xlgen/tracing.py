"""Where the cells of an issued form stand in a returned workbook whose names are lost or lie.

Names come first: they follow inserted rows and renamed sheets. What is printed comes second: texts that stood once on the issued
sheet and stand once on the returned one say where their row and their column have gone. The issued place comes last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlgen.a1 import spell
from xlgen.answers import Answers, value_in
from xlgen.labels import one_line
from xlgen.ooxml.records import SheetRecord
from xlgen.references import Place
from xlgen.snapshot import Slot, Snapshot

Lines = Mapping[int, int]  # issued row or column → where it stands now
_FEW = 3  # shared texts that make a sheet the issued one under another name


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a cell was found; ``doubt`` says why that is not certain, "" where its name told."""

    place: Place
    doubt: str = ""


@dataclass(slots=True)
class Plan:
    """One issued sheet as it stands now: its name there, and where its rows and columns have gone, as printed texts tell."""

    sheet: str
    rows: dict[int, int] = field(default_factory=dict)
    columns: dict[int, int] = field(default_factory=dict)

    def place(self, row: int, column: int) -> Place:
        """Where an issued cell should stand now: lines without a text of their own go with the one before them."""
        return self.sheet, _gone_to(self.rows, row), _gone_to(self.columns, column)


def _gone_to(lines: Lines, at: int) -> int:
    known = sorted(lines)
    i = bisect_right(known, at) - 1
    return at if i < 0 else lines[known[i]] + at - known[i]


def plans(answers: Answers) -> dict[str, Plan]:
    """Every issued sheet that is there under any name."""
    snapshot, book = answers.snapshot, answers.book
    printed: dict[str, dict[tuple[int, int], str]] = {sheet: dict(cells) for sheet, cells in snapshot.static.items()}
    for slot in snapshot.slots.values():
        if slot.place and isinstance(slot.cell.value, str):
            printed.setdefault(slot.place[0], {})[slot.place[1:]] = slot.cell.value
    found: dict[str, Plan] = {}
    for sheet, cells in printed.items():
        now = _sheet_now(answers, sheet, cells)
        if now:
            found[sheet] = _plan(now, cells, book.sheets[now])
    return found


def _sheet_now(answers: Answers, sheet: str, cells: Mapping[tuple[int, int], str]) -> str:
    """The sheet that most names lead to, else the one of that name, else the one that shares most texts; "" for none."""
    own = [slot.name for slot in answers.snapshot.slots.values() if slot.place and slot.place[0] == sheet]
    led = Counter(answers.places[name][0] for name in own if name in answers.places and name not in answers.lost)
    if led:
        return led.most_common(1)[0][0]
    if sheet in answers.book.sheets:
        return sheet
    wanted = {one_line(text) for text in cells.values()}
    shared = {each.name: len(wanted & set(_texts(each))) for each in answers.book.sheets.values()}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if shared.get(best, 0) >= _FEW else ""


def _texts(sheet: SheetRecord) -> Iterator[str]:
    return (one_line(cell.value) for cell in sheet.cells.values() if isinstance(cell.value, str))


def _plan(now: str, cells: Mapping[tuple[int, int], str], sheet: SheetRecord) -> Plan:
    before = _once((at, one_line(text)) for at, text in cells.items())
    after = _once((at, one_line(c.value)) for at, c in sheet.cells.items() if isinstance(c.value, str) and c.formula is None)
    pairs = [(before[text], after[text]) for text in before.keys() & after.keys()]
    return Plan(now, _votes((old[0], new[0]) for old, new in pairs), _votes((old[1], new[1]) for old, new in pairs))


def _once(cells: Iterator[tuple[tuple[int, int], str]]) -> dict[str, tuple[int, int]]:
    """Texts that stand in one cell only, with their places; one character says too little."""
    listed = list(cells)
    counts = Counter(text for _, text in listed)
    return {text: at for at, text in listed if counts[text] == 1 and len(text) > 1}


def _votes(pairs: Iterator[tuple[int, int]]) -> dict[int, int]:
    votes: dict[int, Counter[int]] = {}
    for old, new in pairs:
        votes.setdefault(old, Counter())[new] += 1
    return {old: counted.most_common(1)[0][0] for old, counted in votes.items()}


def trace(answers: Answers) -> dict[str, Traced]:
    """Where every issued cell stands now; cells whose sheet is gone are left out."""
    known = plans(answers)
    labels = _row_labels(answers.snapshot)
    found: dict[str, Traced] = {}
    for name, slot in answers.snapshot.slots.items():
        if slot.place is None or slot.place[0] not in known:
            continue
        found[name] = _trace(answers, slot, known[slot.place[0]], labels.get((slot.place[0], slot.place[1])))
    return found


def _trace(answers: Answers, slot: Slot, plan: Plan, label: Slot | None) -> Traced:
    assert slot.place is not None
    _, row, column = slot.place
    if slot.name in answers.lost or slot.name not in answers.places:
        place = plan.place(row, column)
        if row in plan.rows:
            return Traced(place, f"名称丢失，按同一行所印的文字找到 {spell(*place[1:])}")
        return Traced(place, "名称丢失，按前后各行的位置推算")
    place = answers.places[slot.name]
    if label is None or _stands(answers, label):
        return Traced(place)
    if row in plan.rows and plan.rows[row] != place[1]:  # rows were copied over one another: what is printed is what was meant
        return Traced(
            (plan.sheet, plan.rows[row], place[2]), f"“{label.cell.value}”现在印在第 {plan.rows[row] + 1} 行，按所印的取"
        )
    return Traced(place, f"这一行下发时印的是“{label.cell.value}”，现在不是")


def _stands(answers: Answers, label: Slot) -> bool:
    return one_line(str(value_in(answers.record(label.name)) or "")) == one_line(str(label.cell.value))


def _row_labels(snapshot: Snapshot) -> dict[tuple[str, int], Slot]:
    """The named text that tells a printed row from all others, where there is one: its 三级指标, its item."""
    slots = [slot for slot in snapshot.slots.values() if slot.place and isinstance(slot.cell.value, str)]
    texts = Counter((slot.place[0], one_line(str(slot.cell.value))) for slot in slots if slot.place)
    found: dict[tuple[str, int], Slot] = {}
    for slot in slots:
        text = one_line(str(slot.cell.value))
        if slot.place and slot.table and texts[slot.place[0], text] == 1 and len(text) > 1:
            at = slot.place[:2]
            if at not in found or slot.column in ("level3", "item"):
                found[at] = slot
    return found
