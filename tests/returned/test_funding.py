"""The funding table is found whichever way round a frame prints it."""

from __future__ import annotations

import pytest

from blanks import TEMPLATES, example
from xlgen.returned.funding import amount_called, amount_name, budget_name, parts, source_called, sources

# template: name of the whole executed, of the budget, the sources
TABLES = {
    "project": ("funds.total.executed", "funds.total.budget", ["fiscal", "carryover", "other"]),
    "project-beijing": ("funds.total.executed", "funds.total.initial", ["fiscal", "other"]),
    "project-xinzhou": (
        "funds.executed.total", "funds.budget.total", ["fiscal", "central", "provincial", "municipal", "county", "carryover", "other"]
    ),
}  # fmt: skip


@pytest.mark.parametrize("template", TABLES)
def test_total_budget_and_sources_are_found_either_way_round(template: str) -> None:
    snapshot = example(template)[0]
    assert (amount_name(snapshot, "executed"), budget_name(snapshot), sources(snapshot)) == TABLES[template]


@pytest.mark.parametrize(("template", "amount"), [("project", "全年执行数"), ("project-xinzhou", "全年执行资金")])
def test_a_cell_is_called_by_its_source_and_its_amount_either_way_round(template: str, amount: str) -> None:
    snapshot = example(template)[0]
    slot = snapshot.slots[amount_name(snapshot, "executed", "other")]
    assert (source_called(slot), amount_called(slot)) == ("其他资金", amount)


def test_parts_that_another_part_sums_up_are_not_added_twice() -> None:
    snapshot = example("project-xinzhou")[0]
    assert parts(snapshot, "executed") == [f"funds.executed.{each}" for each in ("fiscal", "carryover", "other")]


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_form_that_asks_for_money_has_a_total_that_was_spent_and_one_to_measure_it_by(template: str) -> None:
    snapshot = example(template)[0]
    asks = any(slot.table == "funds" for slot in snapshot.slots.values())
    assert (bool(amount_name(snapshot, "executed")), bool(budget_name(snapshot))) == (asks, asks)


def test_a_form_without_the_table_has_no_names_and_no_sources() -> None:
    snapshot = example("project")[0]
    assert (amount_name(snapshot, "nothing"), parts(snapshot, "nothing")) == ("", [])
