"""The cells people fill: which are in use, which are blank, what they may hold."""

from __future__ import annotations

from xlgen.issued.snapshot import Slot
from xlgen.language.evaluate import evaluate
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.whereabouts.located import once


def is_blank(value: object) -> bool:
    """Whether nothing, or nothing but blanks, stands in a cell."""
    return value is None or (isinstance(value, str) and not value.strip())


@once
def inputs(answers: Answers) -> tuple[Slot, ...]:
    """Cells that people fill and that stand in the file, those of spare rows only where the row is used."""
    spare = {(row.table, row.key) for row in answers.snapshot.rows if row.spare}
    own = [slot for slot in answers.snapshot.slots.values() if slot.cell.is_input and slot.name in answers.places]
    used = {(slot.table, slot.row) for slot in own if not is_blank(answers.record(slot.name).value)}
    return tuple(slot for slot in own if (slot.table, slot.row) not in spare - used)


def bounds(answers: Answers, slot: Slot) -> tuple[Value, Value]:
    """Least and largest value a cell allows now; None where there is no bound, or what it rests on is blank."""
    low, high = (evaluate(end, answers.excel.get) if end else None for end in (slot.cell.minimum, slot.cell.maximum))
    return low, high
