"""A total is proved to the cent: what is off by half a cent or more is marked."""

from __future__ import annotations

from decimal import Decimal

import pytest

from summaries import returned
from xlgen.language.evaluate import evaluate
from xlgen.language.parse import parse
from xlgen.rollup.grids import Grid
from xlgen.rollup.proofs import kinds_grid, statuses_grid, totals_grid
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up


def mark(grid: Grid, **off: str) -> object:
    formula = next(column.formula for column in grid.columns if column.key == "mark")
    return evaluate(parse(formula), {name: Decimal(value) for name, value in off.items()}.get)


@pytest.mark.parametrize(("off", "sign"), [("0", "√"), ("0.0049", "√"), ("-0.0049", "√"), ("0.005", "×"), ("-0.005", "×")])
def test_half_a_cent_is_a_difference(off: str, sign: str) -> None:
    totals = totals_grid(roll_up(*returned("A | B")))
    assert mark(totals, off=off, off_stated="0") == sign
    assert mark(totals, off="0", off_stated=off) == sign


@pytest.mark.parametrize("grid", [statuses_grid(Rollup(())), kinds_grid()], ids=["statuses", "kinds"])
@pytest.mark.parametrize(("off", "sign"), [("0", "√"), ("1", "×"), ("-1", "×")])
def test_one_file_too_many_or_too_few_is_a_difference(grid: Grid, off: str, sign: str) -> None:
    assert mark(grid, difference=off) == sign
