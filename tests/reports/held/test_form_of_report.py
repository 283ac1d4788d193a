"""The form a report is held against: one of its project, or a sentence that says why there is none."""

from __future__ import annotations

from pathlib import Path

from documents import answers, filled
from xlgen.reports.held.form_of_report import batch_of_forms, form_of_report
from xlgen.reports.held.report_text import ReportText
from xlgen.returned.batch import Return
from xlgen.word.passages import Passage

XINZHOU = Return(Path("表.xlsx"), answers("xinzhou", filled("xinzhou")), ())
GAOYI = Return(Path("整体.xlsx"), answers("gaoyi", filled("gaoyi")), ())


def why(*lines: str) -> str:
    report = ReportText([Passage(lines, tuple(f"第{i}段" for i in range(1, len(lines) + 1)))], [])
    batch = batch_of_forms([XINZHOU, GAOYI], {"P009": "没有收到的项目", "P010": "宣传推广经费"})
    found = form_of_report(report, Path("报告.docx"), batch)
    return found.form.file.name if found.form else found.why


def test_a_project_of_which_no_form_came_is_told() -> None:
    assert why("没有收到的项目绩效自评报告") == "写的是“没有收到的项目”，没有这个项目读得出来的自评表"


def test_projects_that_cannot_be_told_apart_are_named() -> None:
    said = why("绩效自评报告", "一、概况", "由没有收到的项目和宣传推广经费安排。")
    assert said == "提到 2 个项目（P009 没有收到的项目、P010 宣传推广经费），认不出写的是哪一个"


def test_a_report_on_a_whole_department_has_the_departments_form_though_it_counts_projects() -> None:
    name = GAOYI.project
    assert why(f"{name}部门整体支出绩效自评报告", "对19个项目开展绩效自评。") == "整体.xlsx"


def test_a_report_on_several_projects_has_no_single_form() -> None:
    assert why("绩效自评报告", "对8个项目开展绩效自评。") == "写的不止一个项目（第2段“对8个项目开展绩效自评”）"
