"""What a form that was issued and one that is about to be issued anew ask differently, in words."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot
from xlgen.language.operators import Value
from xlgen.words.numbers import plain

OURS = ("check", "rules")  # tables that the program fills by itself: a later version may word them otherwise
BLANK = "空白"


def differences(issued: Snapshot, new: Snapshot) -> list[str]:
    """What the roster says otherwise than the form that was issued: “培训人数·年度指标值” 120 → 150. No more than that counts.

    Days, and what a later version of xlgen prints otherwise, are no differences.
    """
    return [*_identity(issued, new), *_cells(issued, new), *_ways(issued, new)]


def _identity(issued: Snapshot, new: Snapshot) -> Iterator[str]:
    for key in dict.fromkeys((*issued.identity, *new.identity)):
        before, now = issued.identity.get(key, ""), new.identity.get(key, "")
        named = new.slots.get(key) or issued.slots.get(key)
        if before != now and named is None:
            yield f"{key} {before or BLANK} → {now or BLANK}"


def _cells(issued: Snapshot, new: Snapshot) -> Iterator[str]:
    for name in dict.fromkeys((*issued.slots, *new.slots)):
        before, now = issued.slots.get(name), new.slots.get(name)
        known = now or before
        if known is None or known.table in OURS or known.cell.formula:
            continue
        if _value(before) != _value(now):
            yield f"“{known.cell.label}” {_said(before)} → {_said(now)}"


def _ways(issued: Snapshot, new: Snapshot) -> Iterator[str]:
    """Rows that are scored in another way."""
    before, now = ({(row.table, row.key): row for row in each.rows if row.table not in OURS} for each in (issued, new))
    for at, row in now.items():
        was = before.get(at)
        if was and was.label == row.label and _way(was) != _way(row):
            yield f"“{row.label}”的评分方法或标准"


def _way(row: IssuedRow) -> tuple[str, dict[str, str]]:
    """How a row is scored, its target aside, which is a cell."""
    return row.method, {key: value for key, value in row.parameters.items() if key != "target"}


def _value(slot: Slot | None) -> Value:
    return None if slot is None or slot.cell.value == "" else slot.cell.value


def _said(slot: Slot | None) -> str:
    value = _value(slot)
    return BLANK if value is None else plain(value) if isinstance(value, Decimal) else str(value)
