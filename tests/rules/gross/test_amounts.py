"""Values too implausible to count: which open a form, and their near misses."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

import rules
from xlgen.form.gross import other_unit
from xlgen.language.parse import parse
from xlgen.returned.batch import Return
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate
from xlgen.rules.values.magnitudes import percent_misplaced
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
        ("indicators.4.actual = 0.04", {"XG223"}),  # a ten-thousandth of 400 元
        ("indicators.4.actual = 8000000", {"XG223"}),
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


FARTHER = [  # no unit explains it: asked about, and counted
    ("indicators.4.actual = 8000000.01", "XG223", "为 8000000.01 元，指标值 400 元，相差两万倍以上"),
    ("indicators.4.actual = 0.0199", "XG223", "为 0.0199 元，指标值 400 元，相差两万倍以上"),
    ("indicators.1.actual = 119; " + SPENT.format("0.00149") + REASON, "XG406", "预算数 30 万元，不到预算数的两万分之一；"),
]


@pytest.mark.parametrize(("said", "code", "asked"), FARTHER)
def test_what_differs_by_more_than_another_unit_is_asked_about_and_counts(said: str, code: str, asked: str) -> None:
    [found] = [each for each in judged(said).findings if each.code == code]
    assert (asked in found.message, found.expected, found.opens) == (True, "", False)


def percents(edits: str, unit: str = "", target: str = "", kind: str = "number", least: str = "") -> list[tuple[str, bool]]:
    """What XG204 says of the actual value of a row whose unit and target are others: message without its place, and whether it opens."""
    given = rules.answers(edits)
    slots = dict(given.snapshot.slots)
    for name, said in (("indicators.3.unit", unit or None), ("indicators.3.target", Decimal(target) if target else None)):
        slots[name] = replace(slots[name], cell=replace(slots[name].cell, value=said))
    actual = slots["indicators.3.actual"]
    slots[actual.name] = replace(actual, cell=replace(actual.cell, type=kind, minimum=parse(least) if least else None))
    excel = given.excel | {"indicators.3.unit": unit or None, "indicators.3.target": slots["indicators.3.target"].cell.value}
    changed = replace(given, snapshot=replace(given.snapshot, slots=slots), excel=excel)
    return [(hit.message.partition("”")[2], hit.opens) for hit in percent_misplaced.check(changed)]


UNIT_PERCENT = [  # typed, target of the row, what is asked and whether the form is open
    ("98", "95", []),
    ("0", "95", []),
    ("999.99", "95", [("为 999.99（单位 %），是不是 9.9999（单位 %）", False)]),
    ("1000", "95", [("为 1000（单位 %），是不是 10（单位 %）", True)]),
    ("9800", "95", [("为 9800（单位 %），是不是 98（单位 %）", True)]),
    ("0.98", "95", [("为 0.98（单位 %），是不是 98（单位 %）", False)]),
    ("98", "0.95", [("为 98（单位 %），是不是 0.98（单位 %）", True)]),
    ("0.98", "0.95", []),
    ("9800", "", [("为 9800（单位 %），是不是 98（单位 %）", True)]),
]


@pytest.mark.parametrize(("typed", "target", "asked"), UNIT_PERCENT)
def test_a_number_whose_unit_is_percent_is_asked_about_too(typed: str, target: str, asked: list[tuple[str, bool]]) -> None:
    assert percents(f"indicators.3.actual = {typed}", "%", target) == asked
    assert percents(f"indicators.3.actual = {typed}", "个", target) == []


@pytest.mark.parametrize(
    ("typed", "target", "least", "count"),
    [
        ("-0.02", "0.95", "", 1),
        ("-0.02", "-0.02", "", 0),  # the list says that it falls
        ("-0.02", "0.95", "-0.5", 0),  # the frame does
        ("-1", "-0.02", "", 0),
    ],
)
def test_a_rate_may_be_negative_where_frame_or_list_says_so(typed: str, target: str, least: str, count: int) -> None:
    assert len(percents(f"indicators.3.actual = {typed}", "%", target, "percent", least)) == count


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
