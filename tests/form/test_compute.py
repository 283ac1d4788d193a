"""Values of a form's formulas, each from what was issued and what was filled in."""

from __future__ import annotations

from decimal import Decimal

from xlgen.form.compute import compute
from xlgen.form.records import Cell
from xlgen.language.nodes import Call, Const, Ref
from xlgen.language.operators import OPS

ROW = Cell("row", formula=Call(OPS["row"], (Ref("actual"),)))


def test_what_was_issued_is_not_filled_in():
    assert compute([Cell("points", value=Decimal(10))], {"points": Decimal(99)}) == {"points": Decimal(10)}


def test_an_input_is_what_was_filled_in_and_blank_without_it():
    assert compute([Cell("actual"), Cell("reason")], {"actual": Decimal(3)}) == {"actual": Decimal(3), "reason": None}


def test_a_formula_is_not_filled_in():
    assert compute([Cell("total", formula=Const(Decimal(5)))], {"total": Decimal(99)}) == {"total": Decimal(5)}


def test_a_formula_that_reads_one_further_down_has_its_value():
    cells = [Cell("total", formula=Ref("score")), Cell("score", formula=Ref("actual")), Cell("actual")]
    assert compute(cells, {"actual": Decimal(7)})["total"] == Decimal(7)


def test_a_formula_is_computed_once():
    asked = []

    def row_of(name: str) -> int:
        asked.append(name)
        return 4

    cells = [ROW, Cell("twice", formula=Call(OPS["+"], (Ref("row"), Ref("row")))), Cell("actual")]
    assert compute(cells, {}, row_of)["twice"] == Decimal(10)
    assert asked == ["actual"]


def test_rows_are_told_by_whoever_knows_them_and_the_first_otherwise():
    assert compute([ROW, Cell("actual")], {}, lambda name: 6)["row"] == Decimal(7)
    assert compute([ROW, Cell("actual")], {})["row"] == Decimal(1)
