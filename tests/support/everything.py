"""A data file that fills every input of a form, with values that fit and are never easy."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from xlgen.form.records import Cell
from xlgen.issued.snapshot import Slot, Snapshot

BRIEF = "已按要求完成"


def everything(snapshot: Snapshot, money: Decimal = Decimal("12.34"), account: str = BRIEF) -> dict[str, Any]:
    """A data file that fills every input, spare rows excepted; ``money`` is every amount, ``account`` what is told at length."""
    spare = {(row.table, row.key) for row in snapshot.rows if row.spare}
    data: dict[str, Any] = {}
    for slot in snapshot.slots.values():
        if not slot.cell.is_input or not slot.place or (slot.table, slot.row) in spare:
            continue
        if not slot.table:
            data[slot.cell.label] = _answer(snapshot, slot, money, account)
            continue
        lines = data.setdefault(snapshot.labels[slot.table], [])
        if not lines or lines[-1]["行"] != slot.row:
            lines.append({"行": slot.row})
        lines[-1][snapshot.columns[f"{slot.table}.{slot.column}"]] = _answer(snapshot, slot, money, account)
    return data


def _answer(snapshot: Snapshot, slot: Slot, money: Decimal, account: str) -> Any:
    """Something that fits the cell, never the easy value that hides a fault."""
    cell = slot.cell
    target = snapshot.slots.get(f"{slot.table}.{slot.row}.target")
    points = snapshot.slots.get(f"{slot.table}.{slot.row}.points")
    if cell.choices:
        return cell.choices[0]
    if slot.column in ("score", "review_score") and points:
        return _number(points.cell) * Decimal("0.9")
    if slot.column in ("actual", "adjusted") and cell.type != "text" and target and _number(target.cell):
        return _number(target.cell) * (1 if cell.type == "date" else Decimal("0.97"))
    return {
        "money": money,
        "number": Decimal("7.5"),
        "count": Decimal(1),
        "percent": Decimal("0.876"),
        "date": "2025-11-20",
    }.get(cell.type, account if slot.table or cell.tall > 1 else BRIEF)


def _number(cell: Cell) -> Decimal:
    return cell.value if isinstance(cell.value, Decimal) else Decimal(0)
