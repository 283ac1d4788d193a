"""The officer's entries as they go into the pristine form, and what is to be said of those that do not go as they are.

Nothing is corrected: a wrong entry stays as it was typed, and checking will say so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from xlgen.form.records import NUMERIC
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.repair.fates import Entry, Fate, about, as_shown, entry_of, shows_day
from xlgen.returned.answers import Answers
from xlgen.returned.saying import formula_said, quoted, said
from xlgen.whereabouts.tracing import Traced
from xlgen.words.days import day_of
from xlgen.words.labels import without_blanks
from xlgen.words.numbers import as_percent
from xlgen.workbook.addresses import spell
from xlgen.workbook.patching.cell import cleaned
from xlgen.workbook.records import PICTURE, UNSEEN, CellError, CellRecord


@dataclass(slots=True)
class Grafted:
    """Values by name that go into the form, and entries."""

    typed: dict[str, Value] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def take(self, answers: Answers, slot: Slot, record: CellRecord, source: str = "") -> bool:
        """Take over what stands in a cell, told from which ``source`` where that is not the slot's own; False where it cannot go."""
        if why := _why_not(record):
            self.entries.append(entry_of(answers, Fate.LEFT, slot, f"{about(slot)}{why}，没有搬，请填报人重填", source))
            return False
        value, doubts = _as_seen(slot, record)
        if isinstance(value, str) and (seen := cleaned(value.replace(UNSEEN, ""))) != value:
            doubts += ["里看不见的控制字符已去掉"] if len(seen) < len(value.replace("\r\n", "\n")) else []
            value = seen
        if value is not None:
            self.typed[slot.name] = value
        if record.formula is not None:
            what = f"填的是公式{formula_said(record.formula)}，换成了结果{quoted(said(slot.cell, value))}"
            doubts.insert(0, what)
        self.entries += [entry_of(answers, Fate.DOUBTFUL, slot, f"{about(slot)}{each}，请核对", source) for each in doubts]
        return True


def graft(answers: Answers, found: Mapping[str, Traced]) -> Grafted:
    """Every filled input that was found."""
    grafted, issued = Grafted(), set(_issued_texts(answers))
    for name, slot in answers.snapshot.slots.items():
        record = answers.record(name)
        if not slot.cell.is_input or name not in answers.places:
            continue
        if record.value is None and record.formula is None and not found[name].dragged:
            continue
        if isinstance(record.value, str) and _is_printed(answers, slot, record.value, issued):
            why = f"{found[name].doubt}，" if found[name].doubt else ""
            what = f"{about(slot)}{why}那里印的是{quoted(as_shown(record))}，没有搬，请填报人重填"
            grafted.entries.append(entry_of(answers, Fate.LEFT, slot, what))
            continue
        if not grafted.take(answers, slot, record):
            continue
        shown = quoted(said(slot.cell, grafted.typed.get(name)))
        if found[name].doubt:
            grafted.entries.append(entry_of(answers, Fate.DOUBTFUL, slot, f"{about(slot)}{shown}：{found[name].doubt}，请核对"))
        elif slot.place and answers.places[name][1:] != slot.place[1:]:
            grafted.entries.append(entry_of(answers, Fate.MOVED, slot, f"{about(slot)}{shown}搬回原位"))
    return grafted


def _is_printed(answers: Answers, slot: Slot, text: str, issued: set[tuple[str, str]]) -> bool:
    """Whether a text is one that the form prints on this sheet, and stands nowhere else on it: then it is the printed one."""
    if slot.place is None or (slot.place[0], without_blanks(text)) not in issued:
        return False
    cells = answers.book.sheets[answers.places[slot.name][0]].cells.values()
    return sum(isinstance(cell.value, str) and without_blanks(cell.value) == without_blanks(text) for cell in cells) == 1


def _issued_texts(answers: Answers) -> Iterator[tuple[str, str]]:
    """Sheet and text, on one line, of all that is printed as issued and more than a sign."""
    for sheet, cells in answers.snapshot.static.items():
        yield from ((sheet, without_blanks(text)) for text in cells.values() if len(text) > 1)
    for slot in answers.snapshot.slots.values():
        if slot.place and isinstance(slot.cell.value, str) and len(slot.cell.value) > 1:
            yield slot.place[0], without_blanks(slot.cell.value)


def _why_not(record: CellRecord) -> str:
    if record.value == PICTURE:
        return "里是图片"
    return f"是错误值 {record.value.text}" if isinstance(record.value, CellError) else ""


def _as_seen(slot: Slot, record: CellRecord) -> tuple[Value, list[str]]:
    """What goes into the cell. Excel turns 98% and 2025-12-1 into numbers and shows them so; the issued cell would not."""
    value = None if isinstance(record.value, CellError) else record.value
    if not isinstance(value, Decimal):
        return value, []
    is_day = shows_day(record)
    if slot.cell.type in NUMERIC:
        odd = is_day and slot.cell.type != "date"
        return value, [f"显示为日期 {day_of(value).isoformat()}，原样搬来是数 {said(slot.cell, value)}"] if odd else []
    if not is_day and record.format != "percent":
        return value, []
    seen = day_of(value).isoformat() if is_day else as_percent(value)
    return seen, [f"填的是{'日期' if is_day else '百分数'}，这一格是文字格，按所显示的写成文字“{seen}”"]


# ---- rows that nobody finds again -----------------------------------------------------------------------------------


def given_up(answers: Answers, found: Mapping[str, Traced], added: dict[tuple[str, int, int], CellRecord]) -> list[Entry]:
    """One entry for each row that cannot be found, with all that stands where it was; that is taken off ``added``."""
    rows: dict[tuple[str, int, str], list[str]] = {}
    for name, slot in answers.snapshot.slots.items():
        if slot.place and name in found and found[name].place is None:
            rows.setdefault((*slot.place[:2], found[name].doubt), []).append(name)
    entries = []
    for (_, _, why), names in rows.items():
        slots = [answers.slot(name) for name in names if answers.slot(name).cell.is_input]
        if slots:
            nears = [near for name in names if (near := found[name].near) in added and near is not None]
            there = {near: added.pop(near) for near in nears}
            stood = "、".join(f"{spell(*at[1:])} {quoted(as_shown(cell), 200)}" for at, cell in sorted(there.items()))
            labels = "、".join(slot.cell.label for slot in slots[:3]) + ("等" if len(slots) > 3 else "")
            what = f"“{labels}”没有搬：{why}{f'（那里写着 {stood}）' if stood else ''}，请填报人重填"
            source = "!".join((min(there)[0], spell(*min(there)[1:]))) if there else ""
            entries.append(entry_of(answers, Fate.LEFT, slots[0], what, source))
    return entries
