"""The funding table of a form, whichever way round its frame prints it.

Sources as rows and amounts as columns (国标), or amounts as rows and sources as columns (忻州, 张掖). Whatever stands under
``total`` is the whole, its neighbours are the parts.
"""

from __future__ import annotations

from xlgen.form.vocabulary import AMOUNTS, BALANCE, FUNDS, WHOLE
from xlgen.issued.snapshot import Slot, Snapshot
from xlgen.language.evaluate import names_in

_ALL = (*AMOUNTS, BALANCE)


def amount_name(snapshot: Snapshot, amount: str, source: str = WHOLE) -> str:
    """Name of the cell of an amount and a source of money; "" where the form has none."""
    return next((n for n in (f"{FUNDS}.{source}.{amount}", f"{FUNDS}.{amount}.{source}") if n in snapshot.slots), "")


def budget_name(snapshot: Snapshot, source: str = WHOLE) -> str:
    """Name of the amount that spending is measured against: 全年预算数, or 年初预算数 in a frame without it."""
    return amount_name(snapshot, "budget", source) or amount_name(snapshot, "initial", source)


def amounts(snapshot: Snapshot) -> list[str]:
    """Names of what was granted, received and spent, the whole and its parts, that people fill."""
    names = [amount_name(snapshot, amount, source) for source in (WHOLE, *sources(snapshot)) for amount in AMOUNTS]
    return [name for name in names if name and snapshot.slots[name].cell.is_input]


def sources(snapshot: Snapshot) -> list[str]:
    """Keys of the parts, in the order of the form."""
    slots = [slot for (table, _), own in snapshot.by_row.items() if table == FUNDS for slot in own]
    by_row = any(slot.row == WHOLE for slot in slots)
    own = [slot for slot in slots if by_row or slot.row in _ALL]
    keys = dict.fromkeys(slot.row if by_row else slot.column for slot in own if slot.cell.type == "money")
    return [key for key in keys if key != WHOLE]


def parts(snapshot: Snapshot, amount: str) -> list[str]:
    """Names that add up to a total: its neighbours, but for those that another neighbour already sums up."""
    names = [name for source in sources(snapshot) if (name := amount_name(snapshot, amount, source))]
    formulas = [formula for name in names if (formula := snapshot.slots[name].cell.formula)]
    inner = frozenset[str]().union(*map(names_in, formulas))
    return [name for name in names if name not in inner]


def source_called(slot: Slot) -> str:
    """The source of money a cell of the table is about, in the form's words: 当年财政拨款."""
    said = slot.cell.label.split("·")
    return said[-1] if slot.row in _ALL else said[0]


def amount_called(slot: Slot) -> str:
    """The amount a cell of the table is about, in the form's words: 全年执行数."""
    said = slot.cell.label.split("·")
    return said[0] if slot.row in _ALL else said[-1]
