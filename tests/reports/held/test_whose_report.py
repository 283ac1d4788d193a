"""Whose report it is."""

from __future__ import annotations

import pytest

from xlgen.reports.held.report_text import ReportText
from xlgen.reports.held.whose_report import KnownProject, whose_report
from xlgen.word.passages import Passage, WordTable

BATCH = [
    KnownProject("P001", "村级培训"), KnownProject("P002", "村级培训二期"), KnownProject("P003", "基金监管检查项目"),
    KnownProject("P004", "宣传经费"), KnownProject("P005", "宣传经费"), KnownProject("D001", "某县医保局", is_department=True),
]  # fmt: skip


def whose(*lines: str, file: str = "报告", rows: tuple[dict[int, str], ...] = ()) -> list[str]:
    places = tuple(f"第{i}段" for i in range(1, len(lines) + 1))
    report = ReportText([Passage(lines, places)], [WordTable(1, rows)] if rows else [])
    return [each.code for each in whose_report(report, BATCH, file)]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (("某县医保局村级培训绩效自评报告", "比基金监管检查少。"), ["P001"]),
        (("村级培训二期绩效自评报告",), ["P002"]),
        (("绩效自评报告", "一、概况", "基金监管检查项目由某县医保局实施。"), ["P003"]),
        (("绩效自评报告", "一、概况", "村级培训和基金监管检查。"), ["P001", "P003"]),
        (("某县医保局部门整体支出绩效自评报告",), ["D001"]),
        (("某县医保局宣传经费绩效自评报告", "一、概况", "项目编码 P005。"), ["P005"]),
        (("绩效自评报告",), []),
    ],
)  # fmt: skip
def test_the_title_tells_before_anything_else(lines: tuple[str, ...], codes: list[str]) -> None:
    assert whose(*lines) == codes


def test_what_stands_beside_its_label_tells_before_the_text() -> None:
    rows = ({0: "项目名称", 1: "村级培训"}, {0: "实施单位", 1: "某县医保局"})
    assert whose("绩效自评报告", "一、概况", "比基金监管检查少。", rows=rows) == ["P001"]


def test_the_name_of_the_file_only_parts_those_that_are_named() -> None:
    assert whose("绩效自评报告", "一、概况", "村级培训和基金监管检查。", file="P003 报告") == ["P003"]
    assert whose("绩效自评报告", file="P003 报告") == []
