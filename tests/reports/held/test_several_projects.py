"""Whether a report is about several projects: by what stands alone in it, not by what is mentioned."""

from __future__ import annotations

import pytest

from xlgen.reports.held.project_names import project_names
from xlgen.reports.held.report_text import ReportText
from xlgen.reports.held.several_projects import other_project, several
from xlgen.word.passages import Passage, WordTable

BATCH = ("村级代办员培训", "基金监管检查", "参保宣传项目")
OWN = {"name": "村级代办员培训", "code": "P001"}


def read(*lines: str, rows: tuple[dict[int, str], ...] = ()) -> ReportText:
    return ReportText(
        [Passage(lines, tuple(f"第{i}段" for i in range(1, len(lines) + 1)))], [WordTable(1, rows)] if rows else []
    )


def sign(*lines: str, rows: tuple[dict[int, str], ...] = ()) -> str:
    report = read(*lines, rows=rows)
    return several(report, project_names(OWN, BATCH, report))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("某局绩效自评报告", "本部门共8个项目应当自评。"), "第2段“本部门共8个项目应当自评”"),
        (("某局绩效自评报告", "一、概况", "对12个支出项目开展了绩效评价。"), "第3段“对12个支出项目开展了绩效评价”"),
        (("某局绩效自评报告", "1．村级代办员培训，预算30万元。", "2．基金监管检查，预算52万元。"), "第3段“2．基金监管检查，预算52万元。”"),
        (("某局绩效自评报告", "（一）基金监管检查项目", "预算52万元。"), "第2段“（一）基金监管检查项目”"),
        (("某局部门整体支出绩效自评报告", "预算52万元。"), "标题“某局部门整体支出绩效自评报告”"),
        (("2025年村级代办员培训绩效自评报告", "一、概况", "2025年基金监管检查绩效自评报告", "一、概况"), "第3段“2025年基金监管检查绩效自评报告”"),
    ],
)  # fmt: skip
def test_what_makes_a_report_one_on_several(lines: tuple[str, ...], said: str) -> None:
    assert sign(*lines) == said


def test_a_table_that_lists_projects_with_their_scores_makes_it_one_though_nobody_knows_the_batch() -> None:
    rows = ({0: "项目名称", 1: "得分"}, {0: "村级代办员培训", 1: "96"}, {0: "不知道的项目", 1: "90"}, {0: "合计", 1: "93"})
    assert sign("某局绩效自评结果", rows=rows) == "表1第3行“不知道的项目”"


@pytest.mark.parametrize(
    "lines",
    [
        ("村级代办员培训绩效自评报告", "二、其他", "本单位共有8个项目开展自评。", "1．基金监管检查，预算52万元。"),
        ("绩效自评报告", "与基金监管检查统筹安排，村级代办员培训没有另付场地费。"),
        ("绩效自评报告", "村级代办员培训由3个项目组成。"),
        ("绩效自评报告", "本单位只有1个项目开展自评。"),
    ],
)  # fmt: skip
def test_what_does_not(lines: tuple[str, ...]) -> None:
    assert sign(*lines) == ""


@pytest.mark.parametrize(
    ("lines", "other"),
    [
        (("某局基金监管检查绩效自评报告", "一、概况", "1．检查机构20家。"), "基金监管检查"),
        (("某局基金监管检查绩效自评报告", "一、概况", "比村级代办员培训多22万元。"), ""),
        (("某局基金监管检查绩效自评报告", "一、概况", "参保宣传项目绩效自评报告", "一、概况"), ""),
        (("绩效自评报告", "一、概况", "基金监管检查52万元。"), ""),
    ],
)  # fmt: skip
def test_a_report_on_one_other_project_is_no_report_on_several(lines: tuple[str, ...], other: str) -> None:
    report = read(*lines)
    assert other_project(report, project_names(OWN, BATCH, report)) == other
