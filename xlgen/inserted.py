"""What people wrote where nothing was issued: rows inserted into a table go into its spare rows, all else is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlgen.a1 import spell
from xlgen.alteration import added_texts
from xlgen.answers import Answers
from xlgen.judging import is_blank
from xlgen.labels import one_line
from xlgen.operators import Value
from xlgen.registry import quoted
from xlgen.repaired import Entry, Kind, entry_of
from xlgen.snapshot import Slot
from xlgen.tracing import LABELS


def into_spare_rows(answers: Answers) -> tuple[dict[str, tuple[Value, str]], list[Entry]]:
    """What was written into inserted rows goes into unused spare rows of the same table; all else that was added is listed."""
    added: dict[tuple[str, int], dict[int, Value]] = {}
    for sheet, row, column, value in added_texts(answers):
        added.setdefault((sheet, row), {})[column] = value
    moved: dict[str, tuple[Value, str]] = {}
    left: list[Entry] = []
    free, printed = _free_rows(answers), issued_texts(answers)
    for (sheet, row), cells in sorted(added.items()):
        slots = next((own for own in free if _takes(answers, own, (sheet, row), cells, printed)), None)
        if slots:
            free.remove(slots)
            moved |= {slots[column].name: (value, f"{sheet}!{spell(row, column)}") for column, value in cells.items()}
            continue
        for column, value in cells.items():
            what = f"这里下发时是空白，写着{quoted(value)}，没有搬，请填表人填到备用行或说明里"
            left.append(Entry(Kind.LEFT, f"{sheet}!{spell(row, column)}", "", what, (97, row, column)))
    return moved, left


def _free_rows(answers: Answers) -> list[dict[int, Slot]]:
    """Inputs of unused spare rows by the column they stand in now, in the order of the page."""
    rows = []
    for row in answers.snapshot.rows:
        slots = [s for s in answers.snapshot.slots.values() if (s.table, s.row) == (row.table, row.key) and s.cell.is_input]
        placed = {answers.places[slot.name][2]: slot for slot in slots if slot.name in answers.places}
        if row.spare and placed and all(is_blank(answers.record(slot.name).value) for slot in slots):
            rows.append(placed)
    return rows


def _takes(
    answers: Answers, own: Mapping[int, Slot], at: tuple[str, int], cells: Mapping[int, Value], printed: set[str]
) -> bool:
    """Whether a spare row can take an added row: really inserted amid its table, an indicator of its own, nothing of the form's."""
    table = next(iter(own.values())).table
    placed = [answers.places[s.name] for s in answers.snapshot.slots.values() if s.table == table and s.name in answers.places]
    rows = {place[1] for place in placed if place[0] == at[0]}
    named = any(slot.column in LABELS and not is_blank(cells.get(column)) for column, slot in own.items())
    foreign = not any(one_line(str(value)) in printed for value in cells.values())
    inserted = bool(rows) and min(rows) < at[1] <= max(rows) + 1 and at[1] not in rows
    return inserted and named and foreign and set(cells) <= set(own)


def entry_of_moved(answers: Answers, name: str, value: Value, at: str) -> Entry:
    """What is to be said of a text that went into a spare row: whether it is a new indicator only people know."""
    slot = answers.slot(name)
    what = f"插入的行里的{quoted(value)}填到了备用行，请核对是不是新增的指标"
    return replace(entry_of(answers, Kind.DOUBTFUL, slot, what), source=at)


def issued_texts(answers: Answers) -> set[str]:
    """What the form itself prints, long enough to be nobody's entry by chance."""
    static = (one_line(text) for cells in answers.snapshot.static.values() for text in cells.values())
    own = (one_line(s.cell.value) for s in answers.snapshot.slots.values() if isinstance(s.cell.value, str))
    return {text for text in (*static, *own) if len(text) > 1}
