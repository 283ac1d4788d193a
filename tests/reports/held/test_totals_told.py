"""Totals in the sentences of a department's report."""

from __future__ import annotations

import pytest

from summaries import project
from xlgen.reports.held.summary_figures import summary_figures
from xlgen.reports.held.totals_told import told_totals
from xlgen.rollup.records import Rollup

KNOWN = summary_figures(Rollup((project("A", "30", "27", "95"), project("B", "70", "60", "85"))))


def told(line: str, heading: str = "") -> list[tuple[str, str]]:
    """What is written, and what the summary has."""
    return [(each.found, each.right) for each in told_totals(line, heading, "2025", KNOWN)]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("计入的项目预算数合计101万元，执行数合计87万元，结余13万元，总执行率87%。", [("101万元", "100万元"), ("87万元", "87万元"), ("13万元", "13万元"), ("87%", "87%")]),
        ("各项目预算合计100万元，实际支出78万元，执行率87.0%。", [("100万元", "100万元"), ("78万元", "87万元"), ("87.0%", "87.0%")]),
        ("平均得分90.5分，按预算数加权平均88分，最高95分，最低86分。", [("90.5分", "90分"), ("88分", "88分"), ("95分", "95分"), ("86分", "85分")]),
        ("对2个项目开展自评。", [("2个", "2个")]),
        ("优：2个项目，占50%，预算数30万元。", [("2个", "1个"), ("50%", "50%"), ("30万元", "30万元")]),
    ],
)  # fmt: skip
def test_sums_averages_and_grades_are_known_by_what_they_are_called(line: str, found: list[tuple[str, str]]) -> None:
    assert told(line) == [(one.replace("87.0", "87"), other.replace("87.0", "87")) for one, other in found]


@pytest.mark.parametrize(
    "line",
    [
        "部门预算支出合计2958.92万元，其中项目支出2774.95万元。",  # of the whole department
        "2026年项目预算合计300万元，计划总执行率95%。",  # of another year
        "上年项目预算数合计80万元。",
        "其中重点项目平均得分93分。",
        "对3个单位的5个项目开展复核。",  # projects are counted in many ways
        "优良以上的2个项目，占100%。",
        "项目支出87.5万元。",
    ],
)
def test_what_is_of_something_else_is_left_alone(line: str) -> None:
    assert told(line) == []


def test_what_is_planned_is_told_by_its_heading() -> None:
    assert told("项目预算数合计300万元。", "五、下一步计划") == []
