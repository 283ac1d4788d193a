"""What stands on paper: the returned figures, typed over or computed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from xlgen.form.compute import compute
from xlgen.language.operators import Value
from xlgen.returned.alteration import canonical, differs, expected_formula
from xlgen.returned.answers import Answers
from xlgen.words.numbers import half_up

CENT = Decimal("0.01")  # scores and money have two decimals


ENOUGH = Decimal("0.005")  # less than half a cent is no difference


def is_altered(answers: Answers, name: str) -> bool:
    """Whether a computed cell is no longer computed by the issued formula."""
    slot = answers.slot(name)
    if slot.cell.formula is None or name not in answers.places:
        return False
    formula = answers.record(name).formula
    if formula is None or f"={formula}" == slot.excel:
        return formula is None
    return canonical(formula) not in expected_formula(answers, slot)


def standing(answers: Answers) -> dict[str, Value]:
    """Every value as the returned workbook computes it, altered cells and formulas included: what stands on paper."""
    cells = {name: slot.cell for name, slot in answers.snapshot.slots.items()}
    filled = dict(answers.excel)
    replaced = [name for name in cells if _is_replaced(answers, name)]
    for name in replaced:
        cells[name] = replace(cells[name], value=None, formula=None)
        filled[name] = answers.typed(name)
    return (
        compute(cells.values(), filled, lambda name: answers.places[name][1] if name in answers.places else 0)
        if replaced
        else filled
    )


def _is_replaced(answers: Answers, name: str) -> bool:
    """Whether something else than what was issued stands in a locked cell."""
    cell = answers.slot(name).cell
    if cell.is_input or name not in answers.places:
        return False
    return is_altered(answers, name) if cell.formula is not None else differs(answers.typed(name), cell.value)


def on_paper(answers: Answers, name: str, stands: dict[str, Value]) -> Decimal | None:
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
