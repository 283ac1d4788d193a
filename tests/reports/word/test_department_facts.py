"""Facts of a summary: the figures of 汇总.xlsx by their labels, its lists row by row."""

from __future__ import annotations

import pytest

import summaries
from xlgen.reports.word.department_facts import department_facts
from xlgen.word.word_marks import key_of

FACTS = department_facts(summaries.eight())


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("项目总数", "6"), ("计入汇总项目数", "4"), ("未计入项目数", "2"), ("未报送项目数", "1"),
        ("预算数合计", "430.00"), ("执行数合计", "373.63"), ("总执行率", "86.89%"),
        ("平均得分", "84.42"), ("最高得分", "100.00"), ("主管部门", "某局"), ("金额单位", "万元"),
    ],
)  # fmt: skip
def test_a_figure_of_the_summary_is_found_by_its_label(name: str, said: str) -> None:
    assert FACTS.texts[key_of(name)] == said


def test_every_project_has_a_row_and_figures_only_where_it_counts() -> None:
    rows = FACTS.tables["项目"].rows
    assert [(row["项目编码"], row["预算数"], row["状态"]) for row in rows] == [
        ("A", "100.00", "审核通过"), ("B", "300.00", "审核通过"), ("C", "0.00", "审核通过"), ("E", "30.00", "审核通过"),
        ("F", "", "未报送"), ("G", "", "退回修改"),
    ]  # fmt: skip


def test_indicators_that_lost_most_come_first() -> None:
    assert [(row["三级指标"], row["扣分"]) for row in FACTS.tables["扣分"].rows] == [
        ("人数?", "40.00"), ("合格率", "6.67"), ("人数*", "4.50"),
    ]  # fmt: skip


def test_what_does_not_count_is_listed_with_the_reason() -> None:
    assert [(row["项目编码"], row["原因"], row["处理"]) for row in FACTS.tables["未计入"].rows] == [
        ("F", "没有收到", "催报"), ("G", "有 2 处错误", "退回修改后重报"),
    ]  # fmt: skip


def test_the_whole_table_of_projects_fits_a_page() -> None:
    [found] = FACTS.whole("项目.整表")
    assert [head.said for head in found.heads] == [
        "序号", "项目名称", "实施单位", "预算数", "执行数", "执行率", "自评得分", "自评等级", "状态",
    ]  # fmt: skip
    assert found.rows[0] == ("1", "项目A", "甲中心", "100.00", "50.00", "50.00%", "88.83", "良", "审核通过")
