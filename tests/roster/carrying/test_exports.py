"""Exports of other programs, with their own sheets and titles, and earlier lists, as lines of a project list."""

from __future__ import annotations

from decimal import Decimal

import pytest

from rosters import sound, workbook_of
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.carrying.exports import carried_from
from xlgen.workbook.ooxml.reader import read_workbook

EXPORT = [
    ["2026年项目库导出"],
    ["序号", "项目代码", "二级项目名称", "部门名称", "预算单位", "预算数（元）", "指标名称", "计算符号", "目标值", "度量单位", "权重", "资金性质"],
    [1, "001", "培训", "医保局", "医保中心", 300000, "培训人数", "≥", 120, "人", 50, "一般公共预算"],
    [2, "", "", "", "", "", "满意度", "≥", "90%", "%", 10, ""],
    [3, "002", "监管", "医保局", "稽核所", "1,200.50", "检查家数", "≥", 80, "家", 60, "一般公共预算"],
    ["", "合计", "", "", "", 301200.5, "", "", "", "", "", ""],
]  # fmt: skip


def carried(sheets, remembered=None, template="project"):
    spec = load_template(template)
    return carried_from(read_workbook(workbook_of(sheets)), spec, load_methods(spec), remembered or {})


def test_one_sheet_gives_projects_and_indicators():
    found = carried({"导出": EXPORT})
    assert [(line["项目编码"], line["项目名称"], line["实施单位"]) for line in found.lines["项目"]] == [
        ("001", "培训", "医保中心"),
        ("002", "监管", "稽核所"),
    ]
    assert [(line["项目编码"], line["三级指标"], line["指标值"], line["分值"]) for line in found.lines["指标"]] == [
        ("001", "培训人数", Decimal(120), Decimal(50)),
        ("001", "满意度", "90%", Decimal(10)),
        ("002", "检查家数", Decimal(80), Decimal(60)),
    ]


def test_amounts_whose_title_names_another_unit_are_counted_in_that_of_the_form():
    found = carried({"导出": EXPORT})
    assert [line["全年预算数"] for line in found.lines["项目"]] == [Decimal(30), Decimal("0.12005")]
    assert "“预算数（元）”按“元”折算成万元" in found.told


def test_what_is_not_used_and_what_was_left_out_is_told():
    found = carried({"导出": EXPORT, "说明": [["本表由系统导出"]]})
    assert found.unused == ["资金性质"]
    assert "没有用的工作表：“说明”" in found.told
    assert "有 1 行指标的项目编码空着，照上一行取用" in found.told
    assert "“导出”表有 1 行没有项目编码，或是合计行，没有带过来" in found.told


def test_what_a_clerk_said_of_a_title_goes_before_everything_else():
    remembered = {"资金性质": "项目名称", "二级项目名称": "", "部门名称": "实施单位"}
    [first, _] = carried({"导出": EXPORT}, remembered).lines["项目"]
    assert (first["项目名称"], first["实施单位"]) == ("一般公共预算", "医保局")
    assert "主管部门" not in first


def test_a_clerk_may_name_a_column_of_the_offices_own():
    [first, _] = carried({"导出": EXPORT}, {"资金性质": "资金性质"}).lines["项目"]
    assert first["资金性质"] == "一般公共预算"


def test_what_was_remembered_of_indicators_makes_no_columns_of_projects():
    remembered = {"指标名称": "三级指标", "目标值": "指标值", "资金性质": "资金性质"}
    found = carried({"导出": EXPORT}, remembered)
    assert {"三级指标", "指标值"} & {*found.lines["项目"][0]} == set()
    assert "资金性质" in found.lines["项目"][0]
    assert "资金性质" not in found.lines["指标"][0]


def test_an_earlier_list_goes_along_with_the_columns_of_the_offices_own_but_not_with_what_became_of_it():
    sheets = sound()
    sheets["项目"] = [
        [*line, *more]
        for line, more in zip(
            sheets["项目"], [("业务处室", "执行率", "支付进度"), ("社保科", 0.9, 0.8), ("", "", "")], strict=True
        )
    ]
    found = carried(sheets | {"示例-项目": sheets["项目"]})
    assert found.lines["项目"][0]["业务处室"] == "社保科"
    assert [line for line in found.lines["项目"] if {"执行率", "支付进度"} & {*line}] == []
    assert found.unused == ["执行率", "支付进度"]
    assert [len(lines) for lines in found.lines.values()] == [2, 6]
    assert not found.told


def test_a_column_that_only_another_form_has_is_told():
    rows = [["项目编码", "项目名称", "全年预算数", "上年结转"], ["P1", "甲", 10, 5]]
    found = carried({"项目": rows}, template="project-sichuan")
    assert found.unused == ["上年结转"]
    assert "上年结转" not in found.lines["项目"][0]


def test_lines_of_one_project_that_differ_are_told():
    rows = [["项目编码", "项目名称", "全年预算数"], ["P1", "甲", 10], ["P1", "甲", 20]]
    found = carried({"项目": rows})
    assert [line["全年预算数"] for line in found.lines["项目"]] == [Decimal(10)]
    assert found.told == ["项目编码“P1”有几行，“全年预算数”各不相同，用了第一行"]


@pytest.mark.parametrize(("title", "why"), [("预算单位名称", "已有另一列作“实施单位”"), ("三级指标名", "是不是“三级指标”")])
def test_a_title_that_is_not_used_is_told_with_what_it_may_be(title, why):
    rows = [["项目编码", "项目名称", "实施单位", "三级指标", "指标值", title], ["P1", "甲", "中心", "人数", 3, "某"]]
    [column] = [each for each in carried({"导出": rows}).columns if each.title == title]
    assert (column.ours, column.why) == ("", why)


def test_errors_in_cells_are_told_with_their_place():
    def break_one(book):
        book["项目"]["G2"].value = "#DIV/0!"
        book["项目"]["G2"].data_type = "e"

    spec = load_template("project")
    found = carried_from(read_workbook(workbook_of(sound(), break_one)), spec, load_methods(spec), {})
    assert found.told == ["项目!G2：“全年预算数”是错误值 #DIV/0!"]
