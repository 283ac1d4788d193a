"""What stands on paper: the returned figures, typed over or computed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from xlgen.form.compute import compute
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.returned.alteration import canonical, expected_formula
from xlgen.returned.answers import Answers
from xlgen.whereabouts.likeness import differs
from xlgen.whereabouts.located import once
from xlgen.words.numbers import half_up
from xlgen.workbook.records import UNTOLD

CENT = Decimal("0.01")  # scores and money have two decimals


def is_altered(answers: Answers, name: str) -> bool:
    """Whether a computed cell is no longer computed by the issued formula."""
    return name in altered(answers)


@once
def altered(answers: Answers) -> frozenset[str]:
    """Names of the computed cells that are no longer computed by the issued formula."""
    computed = (slot for slot in answers.snapshot.slots.values() if slot.cell.formula is not None)
    return frozenset(slot.name for slot in computed if slot.name in answers.places and _has_other_formula(answers, slot))


def _has_other_formula(answers: Answers, slot: Slot) -> bool:
    formula = answers.record(slot.name).formula
    if formula is None or formula == UNTOLD or f"={formula}" == slot.excel:
        return formula is None
    return canonical(formula) != expected_formula(answers, slot)


@once
def standing(answers: Answers) -> Mapping[str, Value]:
    """Every value as the returned workbook computes it, altered cells and formulas included: what stands on paper."""
    replaced = altered(answers) | changed_values(answers)
    if not replaced:
        return answers.excel
    cells = (
        replace(slot.cell, value=None, formula=None) if name in replaced else slot.cell
        for name, slot in answers.snapshot.slots.items()
    )
    filled = {**answers.excel, **{name: answers.typed(name) for name in replaced}}
    return compute(cells, filled, lambda name: answers.places[name][1] if name in answers.places else 0)


@once
def changed_values(answers: Answers) -> frozenset[str]:
    """Names of the cells that were issued with a value and where another stands now."""
    issued = ((name, slot.cell) for name, slot in answers.snapshot.slots.items() if slot.cell.formula is None)
    return frozenset(
        name
        for name, cell in issued
        if cell.value is not None and name in answers.places and differs(answers.typed(name), cell.value)
    )


def on_paper(answers: Answers, name: str, stands: Mapping[str, Value]) -> Decimal | None:
    """The number a reader of the paper sees: typed over the formula, or computed from what was; None where stale or blank."""
    shown = answers.typed(name)
    if not isinstance(shown, Decimal):
        return None
    same = isinstance(stand := stands.get(name), Decimal) and abs(shown - stand) < Decimal("1e-8")
    return shown if same or is_altered(answers, name) else None


def is_tail(shown: Decimal, right: Decimal) -> bool:
    """Whether two figures differ by rounding or cutting only: by a cent at most, or one of them has one decimal."""
    one_digit = {half_up(right, 1), half_up(right - Decimal("0.05"), 1)}
    return abs(shown - right) <= CENT or shown in one_digit
