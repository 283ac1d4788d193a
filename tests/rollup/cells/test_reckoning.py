"""Values of grids: what a formula reads, of its own row and elsewhere, and what is read once for many rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.language.nodes import Call, Const
from xlgen.language.operators import OPS
from xlgen.rollup.cells import of_rows
from xlgen.rollup.cells.lazy_rows import LazyRows
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered, totalled

ONE, TWO = Decimal(1), Decimal(2)
X, SUM = GridColumn("x", ""), GridColumn("twice", "", formula="x + x")


def values(rows: list[GridRow], *columns: GridColumn) -> list[object]:
    """Values of the last column."""
    return list(compute_grids([numbered("t", columns, rows)])[f"t.{columns[-1].key}"])


def test_rows_that_differ_in_kind_alone_are_not_taken_for_each_other():
    said = GridColumn("said", "", formula='join(x, "")')
    assert values([{"x": ONE}, {"x": "1"}, {"x": Decimal("1.00")}, {"x": None}], X, said) == ["1", "1", "1", ""]
    assert values([{"x": "1"}, {"x": ONE}], X, SUM) == [None, TWO]


def test_decimals_keep_the_places_of_their_own_row():
    found = values([{"x": Decimal("1.00")}, {"x": ONE}], X, SUM)
    assert [str(x) for x in found] == ["2.00", "2"]


def test_a_blank_entry_stays_blank_in_a_column_of_formulas():
    assert values([{"x": ONE}, {"x": ONE, "twice": GridEntry()}], X, SUM) == [TWO, None]


def test_a_known_result_is_not_reckoned_again():
    link = GridEntry("打开", Call(OPS["link_file"], (Const("a.xlsx"), Const("开"))))
    assert values([{"x": link}], X) == ["打开"]


def test_a_total_reads_the_rows_above_it_in_its_own_column():
    grid = totalled("t", (X, SUM), [{"x": ONE}, {"x": TWO}], {"twice": GridEntry(formula="sum(t.all.twice)"), "x": GridEntry()})
    assert list(compute_grids([grid])["t.twice"]) == [TWO, Decimal(4), Decimal(6)]


def test_columns_may_read_cells_of_each_other():
    share = GridColumn("share", "", formula="ratio(x, t.total.x)")
    total = {"x": GridEntry(formula="sum(t.all.x)"), "share": GridEntry(formula="sum(t.all.share)")}
    grid = totalled("t", (share, X), [{"x": ONE}, {"x": Decimal(3)}], total)
    assert list(compute_grids([grid])["t.share"]) == [Decimal("0.25"), Decimal("0.75"), ONE]


def test_rows_by_name_and_by_number():
    names = Grid("n", (X,), [{"x": ONE}, {"x": TWO}], {"second": (1, 2)})
    asks = [{"x": GridEntry(formula="n.second.x")}, {"x": GridEntry(formula="t.1.x + t.1.x")}]
    assert list(compute_grids([names, numbered("t", (X,), asks)])["t.x"]) == [TWO, Decimal(4)]


def test_a_grid_is_read_once_for_all_its_columns():
    asked: list[int] = []

    def row(at: int, thing: int) -> GridRow:
        asked.append(at)
        return {"x": Decimal(thing)}

    compute_grids([numbered("t", (X, SUM, GridColumn("y", "")), LazyRows(range(3), row))])
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("most", [1, 100])
def test_what_is_kept_of_answers_changes_nothing(monkeypatch, most):
    monkeypatch.setattr(of_rows, "MOST", most)
    assert values([{"x": Decimal(i % 3)} for i in range(7)], X, SUM) == [Decimal(2 * (i % 3)) for i in range(7)]
