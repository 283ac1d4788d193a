"""Where the cells of an issued form stand in a returned workbook whose rows were moved, whose names are lost or lie.

A name is believed where the row it leads to still prints what was issued for it: names follow inserted rows and renamed sheets,
but also a value that was dragged into another row. Else what is printed decides, as it does for people: the row's own label,
where that stands once on the issued sheet and once on the returned one. What neither tells is not guessed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from xlgen.a1 import spell
from xlgen.alteration import differs
from xlgen.answers import Answers, value_in
from xlgen.labels import one_line
from xlgen.ooxml.records import SheetRecord
from xlgen.references import Place
from xlgen.snapshot import Slot, Snapshot

Lines = Mapping[int, int]  # issued row or column → where it stands now
At = tuple[int, int]
LABELS = ("level3", "item", "name", "label")  # columns that say what a row is about
_FEW = 3  # shared texts that make a sheet the issued one under another name
_OTHER = 2  # locked values of a row that are not as issued: then it is another row, not one that was tampered with


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a cell was found; ``doubt`` says why that is not certain, "" where its name told and its row agrees."""

    place: Place
    doubt: str = ""


@dataclass(slots=True)
class Trace:
    """Cells that were found, and cells that were not, each with the reason in words."""

    found: dict[str, Traced] = field(default_factory=dict)
    missing: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Plan:
    """One issued sheet as it stands now: its name there, and where rows and columns have gone whose texts are found again."""

    sheet: str
    rows: Lines
    columns: Lines
    headings: Mapping[At, int]  # place of a fixed text as issued → the column it stands in now, -1 where it is not found

    def under(self, row: int, column: int) -> int | None:
        """The column that a cell's own heading stands in now: the nearest fixed text above it; None where that says nothing."""
        above = max((r for r, c in self.headings if c == column and r < row), default=None)
        found = -1 if above is None else self.headings[above, column]
        return found if found >= 0 else None

    def place(self, row: int, column: int) -> Place | None:
        """Where an issued cell should stand now, None where that cannot be told."""
        at = _between(self.rows, row), _between(self.columns, column)
        return None if at[0] is None or at[1] is None else (self.sheet, at[0], at[1])


def _between(lines: Lines, at: int) -> int | None:
    """A line without a text of its own goes with its neighbours, where both have gone equally far."""
    if at in lines or not lines:
        return lines.get(at, at)
    known = sorted(lines)
    i = bisect_left(known, at)
    shifts = {lines[each] - each for each in known[max(i - 1, 0) : i + 1]}
    return at + shifts.pop() if len(shifts) == 1 else None


# ---- what is printed ------------------------------------------------------------------------------------------------


def plans(answers: Answers) -> dict[str, Plan]:
    """Every issued sheet that is there under any name."""
    found: dict[str, Plan] = {}
    labels = row_labels(answers.snapshot)
    for sheet, texts in _printed(answers.snapshot).items():
        now = _sheet_now(answers, sheet, texts)
        if now:
            found[sheet] = _plan(now, sheet, texts, labels, answers)
    return found


def _printed(snapshot: Snapshot) -> dict[str, dict[At, str]]:
    printed = {sheet: {at: one_line(text) for at, text in cells.items()} for sheet, cells in snapshot.static.items()}
    for slot in snapshot.slots.values():
        if slot.place and isinstance(slot.cell.value, str):
            printed.setdefault(slot.place[0], {})[slot.place[1:]] = one_line(slot.cell.value)
    return printed


def _sheet_now(answers: Answers, sheet: str, texts: Mapping[At, str]) -> str:
    """The sheet that most names lead to, else the one of that name, else the one that shares most texts; "" for none."""
    own = [slot.name for slot in answers.snapshot.slots.values() if slot.place and slot.place[0] == sheet]
    led = Counter(answers.places[name][0] for name in own if name in answers.places and name not in answers.lost)
    if led:
        return led.most_common(1)[0][0]
    if sheet in answers.book.sheets:
        return sheet
    shared = {each.name: len(set(texts.values()) & set(_texts(each).values())) for each in answers.book.sheets.values()}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if shared.get(best, 0) >= _FEW else ""


def _texts(sheet: SheetRecord) -> dict[At, str]:
    return {at: one_line(c.value) for at, c in sheet.cells.items() if isinstance(c.value, str) and c.formula is None}


def _plan(now: str, sheet: str, texts: Mapping[At, str], labels: Mapping[tuple[str, int], Slot], answers: Answers) -> Plan:
    before, after = _once(texts), _once(_texts(answers.book.sheets[now]))
    rows: dict[int, int] = {}
    for row in sorted({row for row, _ in texts}):
        label = labels.get((sheet, row))
        own = [one_line(str(label.cell.value))] if label else [texts[at] for at in sorted(texts) if at[0] == row]
        told = next((after[text][0] for text in own if text in before and text in after), None)
        if told is not None:
            rows[row] = told
    static = {at: one_line(text) for at, text in answers.snapshot.static.get(sheet, {}).items()}
    headings = {at: after[text][1] if text in before and text in after else -1 for at, text in static.items()}
    return Plan(now, rows, _columns(static, before, after), headings)


def _columns(static: Mapping[At, str], before: Mapping[str, At], after: Mapping[str, At]) -> dict[int, int]:
    """By headings and other fixed texts; where they disagree, most of them, else the column that did not move."""
    votes: dict[int, Counter[int]] = {}
    for (_, column), text in sorted(static.items()):
        if text in before and text in after:
            votes.setdefault(column, Counter())[after[text][1]] += 1
    return {old: min(counted, key=lambda new, o=old, c=counted: (-c[new], abs(new - o), new)) for old, counted in votes.items()}  # type: ignore[misc]


def _once(texts: Mapping[At, str]) -> dict[str, At]:
    """Texts that stand in one cell only, with their places; one character says too little."""
    counts = Counter(texts.values())
    return {text: at for at, text in texts.items() if counts[text] == 1 and len(text) > 1}


def row_labels(snapshot: Snapshot) -> dict[tuple[str, int], Slot]:
    """The named text that says what a printed row is about, by sheet and row: its 三级指标, its item."""
    found: dict[tuple[str, int], Slot] = {}
    for slot in snapshot.slots.values():
        if (
            slot.place
            and slot.table
            and slot.column in LABELS
            and isinstance(slot.cell.value, str)
            and len(slot.cell.value) > 1
        ):
            at = slot.place[:2]
            if at not in found or LABELS.index(slot.column) < LABELS.index(found[at].column):
                found[at] = slot
    return found


# ---- tracing --------------------------------------------------------------------------------------------------------


def trace(answers: Answers) -> Trace:
    """Where every issued cell stands now; no two cells at one place."""
    known, labels, result = plans(answers), row_labels(answers.snapshot), Trace()
    for name, slot in answers.snapshot.slots.items():
        if slot.place is None or slot.place[0] not in known:
            continue
        told = _trace(answers, slot, known[slot.place[0]], labels.get(slot.place[:2]))
        if isinstance(told, Traced):
            result.found[name] = told
        else:
            result.missing[name] = told
    _settle(result)
    return result


def _settle(result: Trace) -> None:
    """One place feeds one cell: the certain one, else none."""
    certain: dict[Place, str] = {}
    for name, each in list(result.found.items()):
        if not each.doubt and certain.setdefault(each.place, name) != name:
            del result.found[name]
            result.missing[name] = f"名称和别的栏一样指到了 {spell(*each.place[1:])}"
    doubted = Counter(each.place for each in result.found.values() if each.doubt)
    for name, each in list(result.found.items()):
        if each.doubt and (each.place in certain or doubted[each.place] > 1):
            del result.found[name]
            result.missing[name] = f"{each.doubt}，但 {spell(*each.place[1:])} 是别的栏的位置"


def _trace(answers: Answers, slot: Slot, plan: Plan, label: Slot | None) -> Traced | str:
    assert slot.place is not None
    printed = plan.place(*slot.place[1:])
    if slot.name in answers.lost or slot.name not in answers.places:
        if label is not None and slot.place[1] not in plan.rows and not _stands_by_plan(answers, label, plan):
            return f"所印的“{label.cell.value}”这一行找不到了"
        if printed is None:
            return "名称丢失，位置无从推算"
        how = "按同一行所印的文字找到" if slot.place[1] in plan.rows else "按前后各行的位置推算"
        return Traced(printed, f"名称丢失，{how} {spell(*printed[1:])}")
    place = answers.places[slot.name]
    if label is not None and slot.name != label.name:
        doubted = _off_row(answers, slot, place, plan, label)
        if doubted:
            return doubted
    heading = plan.under(*slot.place[1:])
    if slot.table and heading is not None and heading != place[2]:
        return Traced((*place[:2], heading), f"所在的列现在印在 {spell(0, heading)[:-1]} 列，按所印的取")
    return Traced(place)


def _off_row(answers: Answers, slot: Slot, place: Place, plan: Plan, label: Slot) -> Traced | None:
    """A doubt about a named cell whose row no longer prints what was issued for it."""
    assert slot.place is not None
    now, column = plan.rows.get(slot.place[1]), _between(plan.columns, slot.place[2])
    column = place[2] if column is None else column
    text = label.cell.value
    if label.name in answers.lost or not _stands(answers, label):
        if now is not None and now != place[1]:
            return Traced((plan.sheet, now, column), f"“{text}”现在印在第 {now + 1} 行，按所印的取")
        return None if now is not None else Traced(place, f"这一行下发时印的是“{text}”，现在不是")
    at = answers.places[label.name]
    if at[:2] != place[:2]:
        return Traced((*at[:2], column), f"这一格被拖到了 {spell(*place[1:])}，按“{text}”所在的行取")
    return Traced(place, f"“{text}”这一行的目标值、分值等与下发的不同，可能换了行") if _is_other(answers, label) else None


def _stands(answers: Answers, label: Slot) -> bool:
    return one_line(str(value_in(answers.record(label.name)) or "")) == one_line(str(label.cell.value))


def _stands_by_plan(answers: Answers, label: Slot, plan: Plan) -> bool:
    """Whether a label that several rows share stands where its neighbours say its row has gone."""
    place = plan.place(*label.place[1:]) if label.place else None
    record = answers.book.sheets[place[0]].cells.get(place[1:]) if place else None
    return record is not None and one_line(str(value_in(record) or "")) == one_line(str(label.cell.value))


def _is_other(answers: Answers, label: Slot) -> bool:
    """Whether several locked values of a row are not as issued: rows with one label may have changed places."""
    own = (s for s in _row(answers, label) if s.cell.value is not None and s.name in answers.places and s.name != label.name)
    return sum(differs(answers.typed(slot.name), slot.cell.value) for slot in own) >= _OTHER


def _row(answers: Answers, label: Slot) -> Iterator[Slot]:
    return (s for s in answers.snapshot.slots.values() if s.place and label.place and s.place[:2] == label.place[:2])
