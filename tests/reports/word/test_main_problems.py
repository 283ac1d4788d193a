"""主要问题 of projects and departments: what lost most points, blank where nothing counts."""

from __future__ import annotations

import summaries
from xlgen.reports.word.department_facts import department_facts

FACTS = department_facts(summaries.eight())


def test_a_project_tells_the_two_indicators_that_lost_most() -> None:
    assert [(row["项目编码"], row["主要问题"]) for row in FACTS.tables["项目"].rows] == [
        ("A", "“合格率”扣6.67分；“人数*”扣4.50分"), ("B", "无"), ("C", "“人数?”扣40.00分"), ("E", "无"), ("F", ""), ("G", ""),
    ]  # fmt: skip


def test_a_department_tells_whose_they_are_and_how_grades_are_spread() -> None:
    [row] = FACTS.tables["部门"].rows
    assert row["主要问题"] == "项目C“人数?”扣40.00分；项目A“合格率”扣6.67分"
    assert row["等级分布"] == "优1个、良2个、中1个"
