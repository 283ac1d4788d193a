"""A template is held against a form, a folder, a summary or by itself: what cannot be filled is said, and what can is counted."""

from __future__ import annotations

from pathlib import Path

import pytest

import summaries
from documents import filled, issued
from report_templates import HOME
from word_files import from_text
from xlgen.errors import XlgenError
from xlgen.flows.demo import run_demo
from xlgen.flows.reporting.report_lint import LintedReport, lint_report


def held(template: bytes, form: bytes, folder: Path) -> LintedReport:
    (folder / "模板.docx").write_bytes(template)
    (folder / "表.xlsx").write_bytes(form)
    return lint_report(folder / "模板.docx", folder / "表.xlsx")


def by_itself(folder: Path, *lines: str) -> LintedReport:
    (folder / "模板.docx").write_bytes(from_text(*lines))
    return lint_report(folder / "模板.docx")


def test_a_sound_template_has_no_faults(tmp_path: Path) -> None:
    template = from_text("{{总分}}{{基金运行成本·业绩值}}", "{{扣分.原因}}")
    assert held(template, filled("xinzhou"), tmp_path) == LintedReport(3, ())


def test_what_is_blank_in_a_blank_form_is_no_fault(tmp_path: Path) -> None:
    assert held(from_text("{{总分}}{{填报人}}"), issued("xinzhou")[1], tmp_path) == LintedReport(2, ())


def test_a_wrong_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    said = held(from_text("{{总分}}{{扣分.三级指示}}{{总分}"), filled("xinzhou"), tmp_path)
    assert said == LintedReport(
        2, ("“扣分.三级指示”：“扣分”没有这一栏，原样留着，是不是“三级指标”", "“{{总分}”缺了括号，不是“{{名称}}”，原样留着")
    )


def test_a_template_by_itself_is_held_against_what_every_form_has(tmp_path: Path) -> None:
    found = by_itself(
        tmp_path, "{{总分}}{{扣分.三级指示}}", "{{自评表.整表}}", "{{自评表.权重}}", "{{基金运行成本·业绩值}}{{总分}"
    )
    assert found == LintedReport(
        5,
        ("“扣分.三级指示”：“扣分”没有这一栏，原样留着，是不是“三级指标”", "“{{总分}”缺了括号，不是“{{名称}}”，原样留着"),
        ("自评表.权重", "基金运行成本·业绩值"),
    )


def test_a_department_s_template_by_itself_has_nothing_that_only_a_form_can_tell(tmp_path: Path) -> None:
    found = by_itself(tmp_path, "{{总执行率}}", "{{单位.平均得份}}", "{{覆盖率}}")
    assert found.untold == ()
    assert [said.partition("，")[0] for said in found.faults] == ["“单位.平均得份”：“单位”没有这一栏", "没有叫“覆盖率”的"]


def test_a_template_for_a_form_and_a_summary_at_once_is_told(tmp_path: Path) -> None:
    assert by_itself(tmp_path, "{{总分}}{{总执行率}}").faults == (
        "“总分”等 1 处是一张表的报告才有的，“总执行率”等 1 处是部门报告才有的：一份模板只写一种",
    )


def test_columns_of_two_tables_in_a_row_are_told_without_a_form(tmp_path: Path) -> None:
    found = by_itself(tmp_path, "| 甲:1 | 乙:1 |", "| {{自评表.权重}} | {{扣分.原因}} |")
    assert found.faults == ("有 1 行（段）里写了两张表的栏，没有填。一行（段）里只写一张表的栏，请分开",)


@pytest.mark.parametrize("template", sorted(path.stem for path in HOME.glob("*.docx")))
def test_the_templates_that_come_with_xlgen_are_sound_by_themselves(template: str) -> None:
    found = lint_report(template)
    assert (found.faults, found.untold) == ((), ())


def test_a_department_s_template_is_held_against_a_folder_and_a_summary(tmp_path: Path) -> None:
    run_demo(tmp_path / "demo")
    (tmp_path / "模板.docx").write_bytes(from_text("{{总执行率}}{{总分}}", "{{项目.项目名称}}"))
    told = LintedReport(3, ("没有叫“总分”的，原样留着",))
    assert lint_report(tmp_path / "模板.docx", tmp_path / "demo" / "returned", tmp_path / "demo" / "issued") == told
    assert lint_report(tmp_path / "模板.docx", summaries.eight()) == told


def test_a_folder_without_forms_is_refused(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(XlgenError, match="里没有自评表"):
        lint_report("部门自评报告", tmp_path / "空")
