"""Bare figures of tables, by the label of their row and the head of their column."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from xlgen.prose.records import FormFigure
from xlgen.prose.table_figures import cells, compared_cell, is_bare

D = Decimal
SPENT = FormFigure("spent", "", "money", D("28.46"), "万元", "executed")
LABELS = {
    ("培训人数", "完成值"): (FormFigure("people", "培训人数", "count", D(126), "人", row="1"),),
    ("培训人数", "得分"): (FormFigure("score", "培训人数", "score", D("9.5"), role="score", row="1"),),
    ("产出指标", "得分"): (FormFigure("group", "产出指标", "score", D(48), role="score", row="level1.产出指标"),),
    ("合格率", "完成值"): (FormFigure("pass", "合格率", "percent", D("0.963"), row="2"),),
    ("资金总额", "执行数"): (SPENT,),
}


def held(*rows: Mapping[int, str], unit: str = "") -> list[tuple[str, str, bool]]:
    found = [compared_cell(cell, LABELS, unit) for cell in cells(rows)]
    return [(each.mention.written, each.figures[0].name, each.agrees) for each in found if each]


def test_row_and_column_together_name_a_cell() -> None:
    head, row = {0: "三级指标", 1: "完成值", 2: "得分"}, {0: "培训人数", 1: "126人", 2: "9.6"}
    assert held(head, row) == [("126人", "people", True), ("9.6", "score", False)]


def test_the_form_may_print_it_the_other_way_round() -> None:
    assert held({0: "项目", 1: "资金总额"}, {0: "执行数（万元）", 1: "28.46"}) == [("28.46", "spent", True)]


def test_a_head_spans_the_columns_until_the_next_one() -> None:
    assert held({0: "名称", 1: "完成值", 3: "备注"}, {0: "培训人数", 1: "", 2: "126"}) == [("126", "people", True)]


def test_a_blank_cell_of_the_head_is_merged_with_the_one_above() -> None:
    rows = {0: "名称", 1: "完成值"}, {0: "", 1: ""}, {0: "培训人数", 1: "125"}
    assert held(*rows) == [("125", "people", False)]


@pytest.mark.parametrize(("written", "agrees"), [("96.3%", True), ("96.3", True), ("96.4", False)])
def test_a_percentage_may_lack_its_sign(written: str, agrees: bool) -> None:
    assert held({0: "名称", 1: "完成值"}, {0: "合格率", 1: written}) == [(written, "pass", agrees)]


@pytest.mark.parametrize(
    ("head", "unit", "written", "agrees"),
    [
        ("执行数（元）", "", "284,600", True), ("执行数", "元", "284600", True), ("执行数", "", "284600", True), ("执行数（元）", "", "28.46", False),
        ("执行数", "", "28.64", False),
    ],
)  # fmt: skip
def test_amounts_are_in_the_unit_of_their_head_or_in_any_where_none_is_said(
    head: str, unit: str, written: str, agrees: bool
) -> None:
    assert held({0: "来源", 1: head}, {0: "资金总额", 1: written}, unit=unit) == [(written, "spent", agrees)]


def test_a_row_is_in_its_own_unit_whatever_stands_above_the_table() -> None:
    labels = {("人均成本", "完成值"): (FormFigure("cost", "人均成本", "money", D(388), "元", row="3"),)}
    found = [compared_cell(cell, labels, "万元") for cell in cells([{0: "名称", 1: "完成值"}, {0: "人均成本", 1: "388"}])]
    assert [each.agrees for each in found if each] == [True]


@pytest.mark.parametrize(
    "rows",
    [
        [{0: "一级指标", 1: "三级指标", 2: "得分"}, {0: "产出指标", 1: "参训的人数", 2: "9"}],
        [{0: "一级指标", 1: "二级指标", 2: "得分"}, {0: "产出指标", 1: "", 2: "9"}],
        [{0: "名称", 1: "上年完成值"}, {0: "培训人数", 1: "110"}],
        [{0: "名称", 1: "复核得分"}, {0: "培训人数", 1: "9"}],
        [{0: "名称", 1: "完成值"}, {0: "培训人数", 1: "126人次"}],
        [{0: "名称", 1: "完成值"}, {0: "合格率", 1: "0.96"}],
    ],
)
def test_what_is_not_certain_is_left_alone(rows: list[Mapping[int, str]]) -> None:
    assert held(*rows) == []


def test_a_group_is_told_in_a_table_of_groups() -> None:
    assert held({0: "一级指标", 1: "得分"}, {0: "产出指标", 1: "48"}) == [("48", "group", True)]


@pytest.mark.parametrize(
    ("text", "bare"), [("≥95%", True), ("1,234.50", True), ("126人", True), ("培训126人", False), ("2025-12-31", False)]
)
def test_a_bare_figure_has_nothing_beside_its_unit(text: str, bare: bool) -> None:
    assert is_bare(text) is bare


def test_a_sum_of_points_is_the_total_where_all_stand_above_it() -> None:
    total = FormFigure("total", "总分", "score", D("70"), role="total")
    labels = {("合计", "得分"): (total,)}
    told = [
        [
            compared_cell(cell, labels)
            for cell in cells([{0: "指标", 1: "得分"}, {0: "甲", 1: "40"}, {0: "乙", 1: below}, {0: "合计", 1: said}])
        ][-1]
        for below, said in (("30", "70"), ("30", "85"), ("9", "49"))
    ]
    assert [each and each.agrees for each in told] == [True, False, None]


def test_a_cell_may_say_itself_what_its_figure_is() -> None:
    assert held({0: "培训人数", 1: "得分9.5分", 2: "完成值：136人"}) == [
        ("9.5分", "score", True),
        ("136人", "people", False),
    ]


def test_a_row_may_be_called_by_some_signs_of_its_label_in_their_order() -> None:
    figure = FormFigure("visits", "检查定点医药机构家数", "score", D(15), role="score", row="1")
    labels = {("检查定点医药机构家数", "得分"): (figure,), ("检查合格率", "得分"): (SPENT,)}
    told = [
        compared_cell(cell, labels) for cell in cells([{0: "指标", 1: "得分"}, {0: "检查家数", 1: "10"}, {0: "检查", 1: "10"}])
    ]
    assert [(each.figures[0].name, each.agrees) if each else None for each in told] == [("visits", False), None]


def test_a_sum_of_money_is_only_right_or_wrong_where_its_parts_stand_above() -> None:
    labels = {("合计", "执行数"): (SPENT,)}
    rows = [{0: "用途", 1: "执行数（万元）"}, {0: "水电", 1: "20"}]
    told = [compared_cell([*cells([*rows, {0: "合计", 1: said}])][-1], labels) for said in ("28.46", "25.4")]
    assert [each and each.agrees for each in told] == [True, None]


def test_a_group_may_be_called_a_kind() -> None:
    figure = FormFigure("group", "产出", "score", D(30), role="score", row="level1.产出")
    told = [
        compared_cell(cell, {("产出", "得分"): (figure,)}) for cell in cells([{0: "类别", 1: "得分"}, {0: "产出类", 1: "26.4"}])
    ]
    assert [each and each.agrees for each in told] == [False]
