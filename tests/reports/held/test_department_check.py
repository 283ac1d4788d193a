"""A report on several projects held against all of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from documents import answers, filled
from summaries import project
from xlgen.reports.held.department_check import department_check
from xlgen.reports.held.report_text import ReportText
from xlgen.returned.batch import Return
from xlgen.rollup.records import Rollup
from xlgen.word.passages import Passage, WordTable

FORM = Return(Path("表.xlsx"), answers("xinzhou", filled("xinzhou")), ())
OWN = replace(project("XZ001", "30", "27", "84.5"), name=FORM.project)
OTHER = replace(project("B", "70", "60", "95", "乙中心"), name="基金监管检查")


def found(
    *lines: str, rows: tuple[dict[int, str], ...] = (), projects: tuple[object, ...] = (OWN, OTHER)
) -> list[tuple[str, str, str]]:
    """What differs: its place, what is written, what it is held against."""
    passage = Passage(lines, tuple(f"第{i}段" for i in range(1, len(lines) + 1)))
    report = ReportText([passage], [WordTable(1, rows)] if rows else [])
    done = department_check(report, [FORM], [FORM.project, "基金监管检查"], Rollup(projects))  # type: ignore[arg-type]
    return [(each.place, each.found, each.called) for each in done.differing]


def test_what_is_one_projects_is_held_against_its_form() -> None:
    ((place, said, called),) = found("一、各项目", f"1.{FORM.project}，自评总得分85.4分。")
    assert (place, said) == ("第2段", "85.4分")
    assert called.startswith(f"“{FORM.project}”的“总分”（自评表!")


def test_a_project_whose_score_the_office_said_is_not() -> None:
    projects = (replace(OWN, is_overridden=True), OTHER)
    assert found("一、各项目", f"1.{FORM.project}，自评总得分85.4分。", projects=projects) == []


def test_totals_are_held_against_the_summary() -> None:
    assert found("各项目预算数合计110万元。") == [("第1段", "110万元", "汇总的“预算数合计”")]


@pytest.mark.parametrize(
    "lines",
    [
        ("乙中心项目预算数合计70万元。",), ("（一）乙中心", "项目预算数合计70万元。"), ("（二）民生类项目", "项目预算数合计70万元。"),
        ("民生类项目2个，预算数合计70万元。",), ("基金监管检查项目预算数合计71万元。",),
    ],
)  # fmt: skip
def test_totals_of_a_unit_of_a_kind_and_of_a_project_are_none_of_the_whole(lines: tuple[str, ...]) -> None:
    assert found(*lines) == []


def test_a_row_of_a_unit_is_held_against_the_summary_and_one_of_a_project_is_not() -> None:
    unit = ({0: "单位", 1: "预算数"}, {0: "乙中心", 1: "71"})
    assert found("自评报告", rows=unit) == [("表1第2行", "71万元", "汇总的“乙中心·预算数”")]
    listed = ({0: "实施单位", 1: "项目", 2: "预算数"}, {0: "乙中心", 1: "基金监管检查", 2: "35"})
    assert found("自评报告", rows=listed) == []


def test_a_total_is_held_against_the_summary_only_where_the_table_has_them_all() -> None:
    rows = ({0: "单位", 1: "预算数"}, {0: "乙中心", 1: "70"}, {0: "合计", 1: "99"})
    assert found("自评报告", rows=rows) == []
    rows = ({0: "单位", 1: "预算数"}, {0: "甲中心", 1: "30"}, {0: "乙中心", 1: "70"}, {0: "合计", 1: "99"})
    assert found("自评报告", rows=rows) == [("表1第4行", "99万元", "汇总的“预算数合计”")]


def test_where_nothing_counts_there_is_no_total_to_be_held_against() -> None:
    projects = (replace(OWN, counted=False), replace(OTHER, counted=False))
    assert found("各项目预算数合计110万元。", projects=projects) == []
