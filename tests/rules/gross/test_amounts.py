"""Values too implausible to count: which open a form, and their near misses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import rules
from xlgen.form.bounds import other_unit
from xlgen.returned.batch import Return
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.statuses import Status

SPENT = "funds.total.executed = {0}; funds.fiscal.executed = {0}; funds.carryover.executed = 0; "
REASON = 'funds.total.cause = "尾款按合同次年支付"'


def judged(said: str) -> Return:
    """The clean form with an edit."""
    [given] = rules.batch(f"A({said})").returns
    assert given.answers is not None
    return replace(given, findings=tuple(validate(given.answers, RULES)))


@pytest.mark.parametrize(
    ("said", "codes"),
    [
        ("indicators.3.actual = 98", {"XG204"}),  # 9800%
        ("indicators.3.actual = 10", {"XG204"}),  # 1000%
        ("indicators.5.actual = 2025", {"XG206"}),  # a number, the year
        ("indicators.5.actual = 45", {"XG206"}),
        ("indicators.5.actual = 2008-12-15", {"XG206"}),
        (SPENT.format("60.01"), {"XG402"}),  # of 30
        (SPENT.format("294000"), {"XG406"}),
        (SPENT.format("0.003") + REASON, {"XG406", "XG414"}),
        (SPENT.format("14.9") + REASON, {"XG414"}),
    ],
)
def test_a_gross_value_opens_the_form(said: str, codes: set[str]) -> None:
    found = judged(said)
    assert {each.code for each in found.findings if each.opens} == codes
    assert found.status is not Status.SOUND


@pytest.mark.parametrize(
    "said",
    [
        "indicators.3.actual = 9.99",  # 999%: asked about, not open
        "indicators.5.actual = 2015-12-15",
        SPENT.format("60"),
        "funds.total.executed = 29; funds.fiscal.executed = 14; funds.carryover.executed = 15",  # of 5: a part, not the whole
        SPENT.format("15") + REASON,
    ],
)
def test_a_near_miss_opens_nothing(said: str) -> None:
    assert [each.code for each in judged(said).findings if each.opens] == []


def test_an_open_form_is_open_and_not_sent_back_by_its_own_check() -> None:
    """自检 says 还不能报送 of 9800%: the finding that asks stands for it."""
    assert judged("indicators.3.actual = 98").status is Status.OPEN


@pytest.mark.parametrize(
    ("x", "issued", "meant"),
    [
        ("5000", "1", "0.5"), ("4999.99", "1", None), ("20000", "1", "2"), ("20000.01", "1", None), ("1", "5000", "10000"),
        ("1", "4999", None), ("1", "20000", "10000"), ("1", "20001", None), ("0", "5", None), ("-5000", "1", None), ("5000", "0", None),
    ],
)  # fmt: skip
def test_an_amount_in_another_unit(x: str, issued: str, meant: str | None) -> None:
    assert other_unit(Decimal(x), Decimal(issued)) == (None if meant is None else Decimal(meant))


@pytest.mark.parametrize(
    ("said", "code", "proposed", "asked"),
    [
        ("indicators.3.actual = 98", "XG204", "0.98", "为 9800%，是不是 98%"),
        (SPENT.format("294000"), "XG406", "29.4", "全年执行数 294000 万元，预算数 30 万元，相差约一万倍，是不是 29.4 万元；"),
        (SPENT.format("0.003") + REASON, "XG406", "30", "相差约一万倍，是不是 30 万元；"),
        (SPENT.format("900000"), "XG406", "", "相差一万倍以上；"),
        ("indicators.4.actual = 3885000", "XG223", "388.5", "相差约一万倍，是不是 388.5 元"),
        (
            SPENT.format("60.01"),
            "XG402",
            "",
            "执行数 60.01 万元，大于预算数 30 万元",
        ),  # the budget is no reading of what was spent
        (SPENT.format("14.9") + REASON, "XG414", "", "预算执行率 49.67%"),
    ],
)
def test_both_readings_are_said_and_only_what_was_understood_is_proposed(
    said: str, code: str, proposed: str, asked: str
) -> None:
    [found] = [each for each in judged(said).findings if each.opens and each.code == code]
    assert found.expected == proposed
    assert asked in found.message
