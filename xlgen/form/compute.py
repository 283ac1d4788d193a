"""Values of all formulas of a form, each computed once, from what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from xlgen.form.records import Cell
from xlgen.language.evaluate import evaluate
from xlgen.language.operators import Value


def compute(
    cells: Iterable[Cell], filled: Mapping[str, Value], row_of: Callable[[str], int] = lambda name: 0
) -> dict[str, Value]:
    """Value of every cell by name: printed values as issued, inputs from ``filled``, formulas from both; blank is None.

    ``row_of`` gives the row (from 0) a name stands in, for messages that name rows. Circular formulas were refused earlier.
    """
    known = {cell.name: cell for cell in cells}
    values: dict[str, Value] = {}

    def value_of(name: str) -> Value:
        if name not in values:
            cell = known[name]
            if cell.formula is not None:
                values[name] = evaluate(cell.formula, value_of, row_of)
            else:
                values[name] = cell.value if cell.value is not None else filled.get(name)
        return values[name]

    for name in known:
        value_of(name)
    return values
