"""The cells people fill: which are in use, which are blank, what they may hold."""

from __future__ import annotations

from decimal import Decimal

from xlgen.form.bounds import FIRST_DAY, LAST_DAY, bounds_of, days_around, is_far
from xlgen.issued.snapshot import Slot
from xlgen.language.evaluate import evaluate
from xlgen.language.nodes import Const, Expr
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.returned.saying import said
from xlgen.whereabouts.located import once
from xlgen.words.numbers import settle


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
    """Least and greatest that a cell lets in now; None where there is no bound, or what it rests on is blank."""
    given = bounds_of(slot.cell)
    if given is None:
        return None, None
    return _end(given.least, answers), _end(given.greatest, answers)


def _end(end: Expr, answers: Answers) -> Value:
    """A bound now; most are plain numbers."""
    return end.value if isinstance(end, Const) else evaluate(end, answers.excel.get)


def passes(answers: Answers, slot: Slot, size: Decimal) -> bool:
    """Whether a number, a day or a count of characters is none that its cell lets in."""
    low, high = bounds(answers, slot)
    is_part = slot.cell.type == "count" and settle(size) % 1 != 0
    return is_part or (isinstance(low, Decimal) and size < low) or (isinstance(high, Decimal) and size > high)


def is_near_day(answers: Answers, number: Decimal) -> bool:
    """Whether a number is a day within ten years of the form's year; within this century where the form has no year."""
    around = days_around(answers.snapshot.identity.get("year", ""))
    first, last = around or (FIRST_DAY, LAST_DAY)
    return first <= number < last + 1  # half past two is that day


def limits(answers: Answers, slot: Slot, size: Decimal | None = None) -> list[str]:
    """What a cell lets in, in words; for a ``size`` that it does not: what is far away is told only if it passes that."""
    cell, (low, high) = slot.cell, bounds(answers, slot)
    unit = " 个字" if cell.type == "text" else ""
    words = ["是整数"] if cell.type == "count" and (size is None or settle(size) % 1) else []
    if isinstance(low, Decimal) and (not is_far(cell, low) or (size is not None and size < low)):
        words.append(f"不小于 {said(cell, low)}{unit}")
    if isinstance(high, Decimal) and (not is_far(cell, high) or (size is not None and size > high)):
        words.append(f"不大于 {said(cell, high)}{unit}")
    return words
