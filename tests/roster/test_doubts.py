"""What is odd in a roster: told by lint and by issue, and issued all the same."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rosters import put, sound, told, workbook_of
from xlgen import flows
from xlgen.findings import Severity


@pytest.mark.parametrize(
    ("edits", "finding"),
    [
        ([put("项目", 2, "主管部门", "县民政局")], ("XL157", "项目!C3", "主管部门有 2 个：县医保局、县民政局")),
        ([put("项目", 2, "年度", 2024)], ("XL157", "项目!E3", "年度有 2 个：2025、2024")),
        ([put("项目", 1, "实施单位", "县医保局（机关）"), put("项目", 2, "实施单位", "县医保局 (机关)")],
         ("XL159", "项目!D3", "“县医保局 (机关)”与第 2 行的“县医保局（机关）”只差空格或全角、半角")),
        ([put("项目", 1, "实施单位", "县医保局（机关）"), put("项目", 2, "实施单位", "县医保局机关")],
         ("XL159", "项目!D3", "“县医保局机关”与第 2 行的“县医保局（机关）”只差空格、标点或大小写")),
        ([put("项目", 1, "实施单位", "ABC中心"), put("项目", 2, "实施单位", "abc中心")],
         ("XL159", "项目!D3", "“abc中心”与第 2 行的“ABC中心”只差空格、标点或大小写")),
        ([put("项目", 2, "主管部门", "县 医保局")], ("XL159", "项目!C3", "“县 医保局”与第 2 行的“县医保局”只差空格或全角、半角")),
        ([put("指标", 5, "三级指标", "检查机构 数")], ("XL158", "指标!D6", "三级指标“检查机构 数”与第 5 行同名（一项在产出指标，一项在效益指标）")),
        ([put("指标", 4, "三级指标", "资金支付率")], ("XL162", "指标!D5", "“资金支付率”放在数量指标里，量的是花钱的快慢，不是做了多少事")),
        ([put("指标", 4, "三级指标", "预算执行率")], ("XL162", "指标!D5", "“预算执行率”放在数量指标里，量的是花钱的快慢，不是做了多少事")),
        ([put("指标", 5, "三级指标", "基金安全作用明显"), put("指标", 5, "指标值", "95%"), put("指标", 5, "计量单位", "%")],
         ("XL163", "指标!D6", "“基金安全作用明显”的指标值是95%，没有说量什么")),
        ([put("指标", 5, "三级指标", "预算执行率")], ("XL167", "指标!D6", "表式已有预算执行率 10 分，这里又列了一项“预算执行率”")),
        ([put("指标", 6, "三级指标", "无投诉"), put("指标", 6, "指标值", "100%")], ("XL164", "指标!D7", "“无投诉”说的是投诉，不是满意度")),
    ],
)  # fmt: skip
def test_each_doubt_is_told_with_its_cell(edits, finding):
    sheets = sound()
    for edit in edits:
        edit(sheets)
    assert told(workbook_of(sheets)) == [finding]


def test_one_indicator_of_forty_points_and_missing_kinds_are_told_before_anything_is_issued(tmp_path: Path):
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sound()))
    linted = [finding for _, finding in flows.lint([tmp_path / "清单.xlsx"])]
    issued = flows.issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10")
    assert list(issued.findings) == linted
    assert len(issued.files) == 2
    assert [(f.code, f.place, f.severity) for f in linted] == [
        ("XL161", "项目!A2", Severity.NOTE), ("XL161", "项目!A3", Severity.NOTE),
        ("XL160", "指标!H2", Severity.WARNING), ("XL160", "指标!H5", Severity.WARNING),
    ]  # fmt: skip
    assert linted[0].message == "项目“村医培训”的产出指标里没有质量指标、时效指标、成本指标"


@pytest.mark.parametrize(
    "edits",
    [
        [put("指标", 4, "三级指标", "政策执行率"), put("指标", 4, "二级指标", "质量指标")],
        [put("指标", 5, "三级指标", "能力明显提升率"), put("指标", 5, "指标值", "95%"), put("指标", 5, "计量单位", "%")],
        [put("指标", 6, "三级指标", "投诉群众满意度")],
        [put("指标", 4, "三级指标", "满意度"), put("项目", 2, "实施单位", "县医保中心")],
        [put("项目", 1, "实施单位", "第1-2中心"), put("项目", 2, "实施单位", "第12中心")],
    ],
)
def test_what_only_looks_like_it_is_left_alone(edits):
    sheets = sound()
    for edit in edits:
        edit(sheets)
    assert [code for code, _, _ in told(workbook_of(sheets)) if code not in ("XL158", "XL120")] == []


def test_just_below_forty_points_is_nothing(tmp_path: Path):
    sheets = sound()
    for row in (1, 4):
        put("指标", row, "分值", Decimal("39.99"))(sheets)
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sheets))
    assert "XL160" not in {finding.code for _, finding in flows.lint([tmp_path / "清单.xlsx"])}
