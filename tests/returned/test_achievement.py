"""What several rules ask of a return: a percentage that was meant otherwise, on both sides of each threshold."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules import answers
from xlgen.language.parse import parse
from xlgen.returned.achievement import (
    completion,
    direction,
    is_idle,
    is_left_out,
    is_met,
    is_unfinished,
    loses_points,
    meant_percent,
    overspent,
)

MEANT = [  # what stands there, the target, what was meant; all as fractions
    ("98", "0.9", "0.98"),  # 98 typed for 98%
    ("10", "1.5", "0.1"),  # 1000%: a hundredfold whatever the target
    ("12", "1.5", "0.12"),
    ("9.99", "1.5", None),
    ("9.01", "0.9", "0.0901"),  # more than tenfold the target
    ("9", "0.9", None),
    ("2.01", None, "0.0201"),  # more than 200% where nothing is known
    ("2", None, None),
    ("1", "0.05", None),  # 100% is always plausible
    ("1.01", "0.1", "0.0101"),
    ("0.0098", "0.9", "0.98"),  # 0.98 typed into a cell that shows per cent
    ("0.0101", "0.9", "1.01"),
    ("0.0199", "0.9", "1.99"),
    ("0.02", "0.9", None),
    ("0.0098", "0.3", "0.98"),
    ("0.0098", "0.29", None),  # so little may be true where little was planned
    ("0.0098", None, None),
    ("0", "0.9", None),
]


@pytest.mark.parametrize(("stands", "target", "meant"), MEANT)
def test_a_percentage_a_hundredfold_off_is_understood(stands: str, target: str | None, meant: str | None) -> None:
    found = meant_percent(Decimal(stands), Decimal(target) if target else None)
    assert found == (Decimal(meant) if meant else None)


def row(key: str, edits: str = "", sample: str = "A"):
    return next(row for row in answers(edits, sample).scored() if row.row.key == key)


@pytest.mark.parametrize(("key", "way"), [("1", 1), ("4", -1), ("9", 1), ("6", 0)])
def test_which_way_is_better_follows_from_the_formula(key: str, way: int) -> None:
    assert direction(row(key)) == way


@pytest.mark.parametrize(
    ("key", "edits", "rate"),
    [
        ("1", "indicators.1.actual = 126", "1.05"),
        ("1", "indicators.1.actual = blank", None),
        ("4", "indicators.4.actual = 388", None),  # less is better
        ("9", "indicators.9.actual = 0.81", "0.9"),
        ("9", "indicators.9.actual = 81", None),  # a percentage written wrongly says nothing
    ],
)
def test_completion_is_actual_over_target_where_more_is_better(key: str, edits: str, rate: str | None) -> None:
    assert completion(row(key, edits)) == (Decimal(rate) if rate else None)


@pytest.mark.parametrize(("actual", "loses"), [("119", True), ("120", False), ("blank", False)])
def test_a_row_loses_points_where_its_score_is_less(actual: str, loses: bool) -> None:
    assert loses_points(row("1", f"indicators.1.actual = {actual}")) is loses


def test_a_row_without_a_cell_for_it_is_not_left_out() -> None:
    assert not is_left_out(row("1"))


NOTHING = "funds.budget.county = 0; funds.executed.county = 0"


@pytest.mark.parametrize(
    ("sample", "key", "edits", "idle"),
    [
        ("nothing", "total", "", True),
        ("nothing", "total", "funds.total.executed = 0.01", False),
        ("nothing", "total", "funds.total.executed = blank", False),
        ("A", "total", "funds.total.executed = 0", False),
        ("matrix", "execution", NOTHING, True),
        ("matrix", "execution", "funds.budget.county = 0", False),
        ("matrix", "execution", "funds.budget.county = 5; funds.executed.county = 0", False),
        ("nothing", "1", "", False),
    ],
)
def test_a_rate_is_idle_where_there_was_no_money(sample: str, key: str, edits: str, idle: bool) -> None:
    assert is_idle(row(key, edits, sample)) is idle


def test_a_row_whose_rate_people_type_is_not_idle_for_it_stays_in_the_total() -> None:
    typed = row("1", "", "nothing")
    assert not is_idle(replace(typed, row=replace(typed.row, method="execution")))


def test_a_form_of_an_earlier_program_keeps_the_points_of_no_money_and_has_no_total() -> None:
    found = answers("", "nothing")
    total = found.slot("total")
    earlier = replace(total, cell=replace(total.cell, formula=parse("funds.total.score + indicators.1.score")))
    old = replace(found, snapshot=replace(found.snapshot, slots={**found.snapshot.slots, "total": earlier}))
    assert (is_unfinished(found), is_unfinished(old)) == (False, True)


SPARE = 'add 5; indicators.10.target = "{target}"; indicators.10.actual = "{actual}"'


@pytest.mark.parametrize("target", ["≥30万元", "≤30万元", "30万元"])
def test_more_of_a_cost_is_overspent_and_never_over_achieved(target: str) -> None:
    cost = row("10", SPARE.format(target=target, actual="40万元") + '; indicators.10.level2 = "成本指标"')
    assert (completion(cost), overspent(cost)) == (None, (Decimal(40), Decimal(30)))


def test_more_of_what_is_no_cost_is_not_overspent() -> None:
    saved = row("10", SPARE.format(target="≥30万元", actual="40万元"))
    assert (saved.row.spare, overspent(saved)) == (True, None)


@pytest.mark.parametrize(
    ("target", "actual", "met"),
    [
        ("小于5次", "4次", True),
        ("小于5次", "5次", False),
        ("≤5次", "5次", True),
        ("大于5次", "5次", False),
        ("﹥5次", "6次", True),
        ("≥5次", "5次", True),
        ("不足0.9‰", "0.9‰", False),
    ],
)
def test_a_strict_target_is_not_met_by_itself(target: str, actual: str, met: bool) -> None:
    spare = row("10", SPARE.format(target=target, actual=actual))
    number = Decimal(actual.rstrip("次‰"))
    assert is_met(spare, number, Decimal(target.strip("小大于≤﹥≥不足次‰"))) is met
