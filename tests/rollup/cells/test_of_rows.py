"""A formula over many rows: row by row and all at once it says the same, whatever is kept of it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.language.operators import Series, Value
from xlgen.language.parse import parse
from xlgen.rollup.cells import of_rows
from xlgen.rollup.cells.of_rows import OfRow

ONE = Decimal(1)
X: list[Value] = [ONE, ONE, Decimal("1.0"), "1", None, Decimal(2), ONE, True, Decimal("-0"), Decimal(0)]
Y: list[Value] = [Decimal(at) for at in range(len(X))]


@pytest.mark.parametrize("most", [1, 100])
@pytest.mark.parametrize("formula", ["x + y", 'join(x, "·", y)', "sum(t.z) + y", "1 + 1", "sum(t.z)", "x if x > 1 else blank"])
def test_all_at_once_is_row_by_row(monkeypatch: pytest.MonkeyPatch, formula: str, most: int) -> None:
    monkeypatch.setattr(of_rows, "MOST", most)
    expr = parse(formula)
    columns = {name: column.__getitem__ for name, column in (("x", X), ("y", Y)) if name in formula.replace("blank", "")}
    fixed: dict[str, Value | Series] = {"t.z": Series([ONE, None, ONE])} if "t.z" in formula else {}
    whole, single = OfRow(expr, columns, fixed), OfRow(expr, columns, fixed)
    rows = [*range(len(X)), 0, 2]
    assert [*map(repr, whole.down(rows))] == [repr(single.at(row)) for row in rows]
