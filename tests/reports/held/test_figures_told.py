"""Which figures of a report are compared, where only a part of it is a project's."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from xlgen.prose.records import FormFigure, Setting
from xlgen.reports.held.figures_told import Held, count_figures, told_figures
from xlgen.reports.held.own_part import OwnPart
from xlgen.reports.held.report_text import ReportText
from xlgen.word.passages import Passage, WordTable

BUDGET = FormFigure("funds.budget.total", "", "money", Decimal(30), "万元", "budget")
HELD = Held((BUDGET,), {("年度资金总额", "预算数"): (BUDGET,)}, Setting())


def told(rows: tuple[Mapping[int, str], ...], part: OwnPart | None) -> list[tuple[str, str, bool, str]]:
    found = told_figures(ReportText([], [WordTable(1, rows)]), HELD, part)
    return [(each.place, each.each.found, each.each.agrees, each.sentence) for each in found]


def own(*rows: int) -> OwnPart:
    return OwnPart({}, {1: dict.fromkeys(rows, "村级培训")}, frozenset())


def test_a_row_of_the_project_is_held_against_the_whole_of_it() -> None:
    rows = ({0: "项目名称", 1: "预算数"}, {0: "村级培训", 1: "31"}, {0: "基金监管", 1: "52"})
    assert told(rows, own(1)) == [("表1第2行", "31万元", False, "村级培训 预算数 31")]


@pytest.mark.parametrize(
    "rows",
    [
        ({0: "项目名称", 1: "三级指标", 2: "预算数"}, {0: "村级培训", 1: "培训期数", 2: "31"}),
        ({0: "项目名称", 1: "预算数"}, {1: "其中：财政拨款"}, {0: "村级培训", 1: "31"}),
    ],
)  # fmt: skip
def test_a_row_of_an_indicator_and_a_column_of_a_part_are_not(rows: tuple[Mapping[int, str], ...]) -> None:
    assert told(rows, own(len(rows) - 1)) == []


def test_only_the_lines_of_the_project_are_compared() -> None:
    report = ReportText([Passage(("预算52万元。", "预算31万元。"), ("第1段", "第2段"))], [])
    found = told_figures(report, HELD, OwnPart({0: frozenset({1})}, {}, frozenset()))
    assert [each.place for each in found] == ["第2段"]


def test_figures_are_counted_but_for_the_numbers_of_lines() -> None:
    table = WordTable(1, ({0: "序号", 1: "预算数"}, {0: "1", 1: "30"}))
    assert count_figures(ReportText([Passage(("预算52万元，执行50万元。",), ("第1段",))], [table])) == 3
