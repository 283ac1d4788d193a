"""Facts of a form: by the labels printed on it, as it prints them, whatever the frame calls them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from documents import answers, filled
from xlgen.form.records import Cell
from xlgen.reports.word.as_printed import printed
from xlgen.reports.word.form_facts import form_facts
from xlgen.reports.word.funding_table import rate_of
from xlgen.reports.word.named_facts import NamedFacts
from xlgen.returned.funding import amount_name
from xlgen.word.word_marks import key_of


def facts(name: str) -> NamedFacts:
    return form_facts(answers(name, filled(name)))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("项目名称", "职工及城乡居民医疗保险经费"),
        ("全年执行资金·年度总金额", "23.64"),
        ("项目资金·全年执行资金·市级", "23.64"),
        ("预算执行率·年度总金额", "78.80%"),
        ("预算执行率·指标得分", "7.88"),
        ("基金运行成本·目标值", "≤15万元"),
        ("总分", "84.51"),
        ("等级", "良好"),
        ("自评等级", "良好"),
        ("全年预算数", "30.00"),
        ("金额单位", "万元"),
        ("扣分合计", "15.49"),
        ("扣分指标数", "4"),
        ("绩效指标·第2行·权重", "12.9"),
    ],
)
def test_a_fact_is_found_by_what_is_printed(name: str, said: str) -> None:
    assert facts("xinzhou").texts[key_of(name)] == said


def test_points_lost_are_ranked_with_their_reasons() -> None:
    rows = facts("xinzhou").tables["扣分"].rows
    assert [(row["三级指标"], row["扣分"], row["原因"]) for row in rows[:2]] == [
        ("基金运行成本", "12.85", "项目预算资金30万元，全年支出未超预算"),
        ("预算执行率", "2.12", "年度内按医保经办工作需要列支"),
    ]


def test_the_rate_of_spending_is_that_which_the_form_prints() -> None:
    form = answers("xinzhou", filled("xinzhou"))
    assert rate_of(replace(form, excel={**form.excel, "funds.rate.total": Decimal("0.5")})) == "50.00%"


def test_where_nothing_was_spent_the_rate_of_a_form_that_prints_none_is_nought() -> None:
    form = answers("xinzhou", filled("xinzhou"))
    slots = {name: slot for name, slot in form.snapshot.slots.items() if not name.startswith("funds.rate.")}
    unspent = {amount_name(form.snapshot, "executed"): Decimal(0)}
    assert rate_of(replace(form, snapshot=replace(form.snapshot, slots=slots), excel={**form.excel, **unspent})) == "0.00%"


@pytest.mark.parametrize("name", ["gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye"])
def test_every_form_has_the_usual_names(name: str) -> None:
    found = facts(name)
    assert {"项目名称", "主管部门", "实施单位", "年度", "总分", "自评等级", "扣分合计"} <= found.texts.keys()
    assert {"指标", "扣分", "一级指标", "资金", "产出指标", "效益指标", "满意度指标"} <= found.tables.keys()


@pytest.mark.parametrize(
    ("cell", "value", "said"),
    [
        (Cell("a", type="percent"), "0.788", "78.80%"),
        (Cell("a", type="money"), "1234.5", "1,234.50"),
        (Cell("a", type="number", prefix="≤", suffix="万元"), "15.0", "≤15万元"),
        (Cell("a", type="number", tags=frozenset({"score"})), "12.5", "12.50"),
        (Cell("a", type="count"), "120", "120"),
        (Cell("a", type="date"), "46054", "2026-2-1"),
    ],
)
def test_a_number_is_told_as_its_cell_prints_it(cell: Cell, value: str, said: str) -> None:
    assert printed(cell, Decimal(value)) == said
