"""The figures of a summary, by what a report calls them."""

from __future__ import annotations

from decimal import Decimal

from summaries import project
from xlgen.reports.held.summary_figures import summary_figures
from xlgen.rollup.records import Rollup

KNOWN = summary_figures(Rollup((project("A", "30", "27", "95"), project("B", "70", "60", "85", "乙中心"))))


def test_rows_are_known_by_their_label_and_the_head_without_its_unit() -> None:
    (figure,) = KNOWN.rows[("甲中心", "预算数")]
    assert (figure.name, figure.label, figure.kind, figure.value, figure.unit) == (
        "units.0.budget",
        "甲中心·预算数",
        "money",
        Decimal(30),
        "万元",
    )
    assert [KNOWN.rows[key][0].value for key in (("乙中心", "执行数"), ("优", "项目数"), ("良", "平均得分"))] == [60, 1, 85]


def test_totals_stand_under_the_heads_of_a_table() -> None:
    assert {head: figure.value for head, figure in KNOWN.totals.items()} == {
        "计入项目": 2, "预算数": 100, "执行数": 87, "结余": 13, "执行率": Decimal("0.87"), "平均得分": 90,
    }  # fmt: skip


def test_a_table_is_complete_that_has_all_units_or_all_projects() -> None:
    assert frozenset({"甲中心", "乙中心"}) in KNOWN.complete
