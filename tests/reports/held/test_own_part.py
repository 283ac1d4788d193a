"""What of a report on several projects is about one of them."""

from __future__ import annotations

import pytest

from xlgen.reports.held.own_part import OwnPart, own_part
from xlgen.reports.held.project_names import project_names
from xlgen.reports.held.report_text import ReportText
from xlgen.word.passages import Passage, WordTable

OWN = {"name": "2025年村级培训项目", "code": "P001"}


def part(*lines: str, rows: tuple[dict[int, str], ...] = (), line: int = 0) -> OwnPart:
    """Of a report of these lines and one table, which stands behind so many of them."""
    report = ReportText([Passage(lines, tuple(f"第{i}段" for i in range(1, len(lines) + 1)))], [WordTable(1, rows, "", line)])
    return own_part(report, project_names(OWN, ["基金监管检查"], report))


@pytest.mark.parametrize(
    ("lines", "own"),
    [
        (("（一）村级培训项目", "预算30万元。", "1.执行情况", "执行29万元。", "（二）基金监管检查", "预算52万元。"), {0, 1, 2, 3}),
        (("（一）村级培训项目", "预算30万元。", "（二）没有下发的项目", "预算52万元。"), {0, 1}),
        (("（一）村级培训项目", "预算30万元。", "三、存在问题", "预算52万元。"), {0, 1}),
        (("村级培训项目自评报告", "一、概况", "预算30万元。", "基金监管检查自评报告", "一、概况"), {0, 1, 2}),
        (("2025年度各项目", "1.村级培训：得分96分。", "2.基金监管检查：得分98分。", "合计194分。"), {1}),
        (("（一）村级培训项目", "比基金监管检查少22万元。", "预算30万元。"), {0, 2}),
        (("村级培训、基金监管检查两个项目得分96分。", "村级培训等8个项目得分96分。"), set()),
        (("今年的村级培训得分96分。",), set()),
    ],
)  # fmt: skip
def test_lines_under_the_heading_and_items_of_a_project(lines: tuple[str, ...], own: set[int]) -> None:
    assert part(*lines).lines[0] == own


def test_rows_in_which_the_project_stands_alone_in_a_cell() -> None:
    rows = (
        {0: "项目名称", 1: "得分"},
        {0: "村级培训（待核实，临时计入）", 1: "96"},
        {0: "村级培训和监管", 1: "90"},
        {0: "合计", 1: "93"},
    )
    assert part(rows=rows).rows[1] == {1: "村级培训（待核实，临时计入）"}


def test_a_table_under_the_heading_is_its_own() -> None:
    rows = ({0: "资金来源", 1: "预算数"}, {0: "财政拨款", 1: "30"})
    assert part("（一）村级培训项目", "（二）基金监管检查", rows=rows, line=1).whole == {1}
    assert part("（一）村级培训项目", "（二）基金监管检查", rows=rows, line=2).whole == set()


def test_a_table_under_the_heading_that_lists_other_projects_is_not() -> None:
    rows = ({0: "项目名称", 1: "预算数"}, {0: "基金监管检查", 1: "52"})
    assert part("（一）村级培训项目", rows=rows, line=1).whole == set()


def test_a_table_headed_with_the_name_as_a_form_is_its_own() -> None:
    rows = ({0: "项目名称", 1: "村级培训"}, {0: "预算数", 1: "30"})
    assert part(rows=rows).whole == {1}


def test_a_report_that_never_names_the_project_has_nothing_of_it() -> None:
    assert part("（一）基金监管检查", "预算52万元。").is_empty
