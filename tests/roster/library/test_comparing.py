"""A list held against the library of an office's own indicators."""

from __future__ import annotations

import pytest

from rosters import put, sound, workbook_of
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.library.comparing import filled_in
from xlgen.roster.library.known_indicators import KnownIndicator
from xlgen.roster.read import read_roster

LIBRARY = [
    KnownIndicator({"三级指标": "培训人数", "计量单位": "人", "指标性质": "≥", "评分方法": "正向比率"}),
    KnownIndicator({"三级指标": "检查机构数", "计量单位": "家"}),
    KnownIndicator({"三级指标": "检查机构数", "计量单位": "户"}),
    KnownIndicator({"三级指标": "追回基金", "计量单位": "万元", "指标性质": "正向", "评分标准": "", "评分方法": "达标得分"}),
]
STANDARD = [{"三级指标": "满意度"}]  # its points stand in the standard: nobody else's are right


def told(*edits, library=LIBRARY):
    sheets = sound()
    for edit in edits:
        edit(sheets)
    spec = load_template("project")
    _, findings = read_roster(workbook_of(sheets), spec, load_methods(spec), library)
    return [(each.code, each.cell, each.message) for each in findings if each.code in ("XL171", "XL172")]


@pytest.mark.parametrize(
    ("title", "value", "cell", "said"),
    [
        ("计量单位", "人次", "G2", "“培训人数”的计量单位是“人次”，指标库里是“人”"),
        ("指标性质", "≤", "E2", "“培训人数”的指标性质是“≤”，指标库里是“≥”"),
        ("评分方法", "达标得分", "I2", "“培训人数”的评分方法是“达标得分”，指标库里是“正向比率”"),
    ],
)
def test_what_is_not_as_in_the_library_is_told(title, value, cell, said):
    assert ("XL171", cell, said) in told(put("指标", 1, title, value))


@pytest.mark.parametrize(
    ("row", "title", "value"),
    [
        (1, "指标性质", "正向"),  # the same in another word
        (1, "评分方法", "比率法"),  # another name of the method
        (1, "评分方法", ""),  # by the target
        (4, "计量单位", "户"),  # the library has it of both
        (1, "三级指标", "培训次数"),  # another indicator
        (1, "三级指标", "出动车辆"),  # one that is new
        (1, "三级指标", "人数"),  # so short that it stands in many others
    ],
)
def test_what_is_the_same_or_new_is_not(row, title, value):
    assert told(put("指标", row, title, value)) == []


@pytest.mark.parametrize("name", ["培训人员数", "村医培训人数", "培训总人数"])
def test_a_name_that_is_almost_one_of_the_librarys_is_told(name):
    assert told(put("指标", 1, "三级指标", name)) == [("XL172", "D2", f"指标库里有“培训人数”，这里是“{name}”")]


def test_without_a_library_nothing_is_told():
    assert told(put("指标", 1, "计量单位", "人次"), library=[]) == []


def test_blanks_are_filled_where_the_library_has_the_indicator_once():
    lines = [{"三级指标": "培训人数", "计量单位": "", "指标性质": "≤"}, {"三级指标": "检查机构数"}, {"三级指标": "追回基金"}]
    assert filled_in(lines, LIBRARY) == 5
    assert lines[0] == {"三级指标": "培训人数", "计量单位": "人", "指标性质": "≤", "评分方法": "正向比率"}
    assert lines[1] == {"三级指标": "检查机构数"}
    assert (
        filled_in(STANDARD, [KnownIndicator({"三级指标": "满意度", "评分方法": "分档计分", "评分标准": "≥90%:10; 其余:0"})])
        == 0
    )
    assert lines[2] == {"三级指标": "追回基金", "计量单位": "万元", "指标性质": "正向", "评分方法": "达标得分"}
