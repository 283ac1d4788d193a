"""A template is held against a form: what cannot be filled is said, and what can is counted."""

from __future__ import annotations

from pathlib import Path

from documents import filled, issued
from word_files import from_text
from xlgen.flows.reporting.report_lint import lint_report


def held(template: bytes, form: bytes, folder: Path) -> tuple[int, list[str]]:
    (folder / "模板.docx").write_bytes(template)
    (folder / "表.xlsx").write_bytes(form)
    return lint_report(folder / "模板.docx", folder / "表.xlsx")


def test_a_sound_template_has_no_faults(tmp_path: Path) -> None:
    assert held(from_text("{{总分}}{{基金运行成本·业绩值}}", "{{扣分.原因}}"), filled("xinzhou"), tmp_path) == (3, [])


def test_what_is_blank_in_a_blank_form_is_no_fault(tmp_path: Path) -> None:
    assert held(from_text("{{总分}}{{填报人}}"), issued("xinzhou")[1], tmp_path) == (2, [])


def test_a_wrong_name_is_told_with_the_nearest(tmp_path: Path) -> None:
    said = held(from_text("{{总分}}{{扣分.三级指示}}{{总分}"), filled("xinzhou"), tmp_path)
    assert said == (
        2,
        ["“扣分.三级指示”：“扣分”没有这一栏，原样留着，是不是“三级指标”", "“{{总分}”缺了括号，不是“{{名称}}”，原样留着"],
    )
