"""XG702: 超支 and 节约 held against the amounts, only where it is certain which amounts are meant."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from rules import answers, findings
from xlgen.rules.prose.against_sign import spending_told_otherwise

ALL_SPENT = "funds.total.executed = 30; funds.fiscal.executed = 25; funds.carryover.executed = 5"
OVERSPENT = "funds.total.executed = 31; funds.fiscal.executed = 26; funds.carryover.executed = 5"


def told(edits: str) -> list[tuple[str, str]]:
    return [(each.name, each.message) for each in findings(edits) if each.code == "XG702"]


def test_an_overrun_is_claimed_though_less_was_spent_than_granted() -> None:
    assert told('achieved = "培训四期。全年支出超出预算。"') == [
        ("achieved", "写着“全年支出超出预算”，全年执行数 29.4 万元没有超过预算数 30 万元")
    ]


@pytest.mark.parametrize("spent", [ALL_SPENT, OVERSPENT])
@pytest.mark.parametrize("said", ["培训四期，项目资金略有结余", "培训四期。资金略有结余"])
def test_a_saving_is_claimed_though_all_was_spent(spent: str, said: str) -> None:
    assert [name for name, _ in told(f'{spent}; achieved = "{said}"')] == ["achieved"]


@pytest.mark.parametrize(
    "edits",
    [
        'achieved = "项目资金略有结余"',
        f'{OVERSPENT}; achieved = "全年支出超出预算"',
        'achieved = "会议费增加，超出预算"',
        'achieved = "全年超支"',
        f'{ALL_SPENT}; achieved = "压缩三公经费，经费节约2万元"',
        f'{ALL_SPENT}; indicators.1.reason = "资金有结余"',
        'indicators.1.reason = "资金超支"',
        'indicators.4.reason = "资金超支"',
    ],
)
def test_what_is_so_or_may_be_meant_of_a_part_is_left_alone(edits: str) -> None:
    assert told(edits) == []


@pytest.mark.parametrize(("said", "actual"), [("超支12元", 388), ("人均成本超支", 400), ("成本节约10元", 410)])
def test_in_the_row_of_a_cost_its_own_figures_are_meant(said: str, actual: int) -> None:
    (found,) = told(f'indicators.4.actual = {actual}; indicators.4.reason = "{said}"')
    assert found[0] == "indicators.4.reason"
    assert f"“人均成本”的完成值 {actual}" in found[1]


@pytest.mark.parametrize(("said", "actual"), [("超支10元", 410), ("人均成本节约12元", 388), ("成本节约", 400)])
def test_a_cost_that_is_as_it_is_told_is_left_alone(said: str, actual: int) -> None:
    assert told(f'indicators.4.actual = {actual}; indicators.4.reason = "{said}"') == []


def test_a_project_s_own_words_in_the_row_of_an_indicator_are_about_the_project() -> None:
    assert [name for name, _ in told('indicators.1.reason = "项目超支，减少一期"')] == ["indicators.1.reason"]


def test_amounts_in_another_unit_say_nothing() -> None:
    assert told('funds.total.executed = 294000; funds.fiscal.executed = 294000; achieved = "项目资金略有结余"') == []


@pytest.mark.parametrize(("initial", "said"), [(30, 1), (29, 0)])
def test_either_budget_may_be_the_one_that_is_meant(initial: int, said: int) -> None:
    form = answers('achieved = "全年支出超出预算"')
    form = replace(form, excel={**form.excel, "funds.total.initial": Decimal(initial)})
    assert len(list(spending_told_otherwise.check(form))) == said
