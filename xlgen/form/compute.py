"""Values of all formulas of a form, each computed once, from what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from xlgen.form.records import Cell
from xlgen.language.evaluate import RowOf, reader
from xlgen.language.nodes import Expr
from xlgen.language.operators import Value


def compute(
    cells: Iterable[Cell], filled: Mapping[str, Value], row_of: Callable[[str], int] = lambda name: 0
) -> dict[str, Value]:
    """Value of every cell by name: printed values as issued, inputs from ``filled``, formulas from both; blank is None.

    ``row_of`` gives the row (from 0) a name stands in, for messages that name rows. Circular formulas were refused earlier.
    """
    known = {cell.name: cell for cell in cells}
    formulas = {name: cell.formula for name, cell in known.items() if cell.formula is not None}
    given = {
        name: cell.value if cell.value is not None else filled.get(name) for name, cell in known.items() if cell.formula is None
    }
    values = _Values(given, formulas, row_of)
    return {name: values[name] for name in known}


class _Values(dict[str, Value]):
    """Values known so far; that of a formula is computed when it is first asked for."""

    def __init__(self, given: Mapping[str, Value], formulas: Mapping[str, Expr], row_of: RowOf) -> None:
        super().__init__(given)
        self.formulas, self.row_of = formulas, row_of

    def __missing__(self, name: str) -> Value:
        value = self[name] = reader(self.formulas[name])(self.__getitem__, self.row_of)
        return value
