"""Entries of the library: one an indicator of a unit and sign, with what it was in past years."""

from __future__ import annotations

from decimal import Decimal

from xlgen.roster.library.known_indicators import KnownIndicator, entries_in, library_of, merged
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.writing.blank_roster import library_book

LINES = {
    "项目": [{"项目编码": "P1", "项目名称": "培训", "年度": Decimal(2024)}],
    "指标": [
        {
            "项目编码": "P1",
            "一级指标": "产出指标",
            "三级指标": "人数",
            "指标性质": "≥",
            "指标值": Decimal(120),
            "计量单位": "人",
        },
        {"项目编码": "P1", "一级指标": "产出指标", "三级指标": "合格率", "指标性质": "≥", "指标值": "≥95%", "计量单位": "%"},
    ],
}


def test_an_indicator_says_what_it_was_and_where():
    [first, second] = entries_in(LINES, "清单2024")
    assert (first.history, second.history) == (("2024年 培训 ≥120人",), ("2024年 培训 ≥95%",))
    assert first.sources == ("清单2024",)


def test_the_same_indicator_of_two_years_is_one_line_and_the_later_method_holds():
    said = {"三级指标": "人 数", "计量单位": "人"}
    [one] = merged(
        [
            KnownIndicator(said | {"评分方法": "正向比率"}, ("甲",), ("2024年",)),
            KnownIndicator(said | {"三级指标": "人数", "评分方法": "达标得分"}, ("乙",), ("2025年",)),
        ]
    )
    assert (one.name, one.said["评分方法"], one.sources, one.history) == (
        "人数",
        "达标得分",
        ("甲", "乙"),
        ("2024年", "2025年"),
    )


def test_another_unit_is_another_line():
    assert len(merged([KnownIndicator({"三级指标": "人数", "计量单位": unit}) for unit in ("人", "人次", "人")])) == 2


def test_what_is_written_is_read_back():
    entries = merged(entries_in(LINES, "清单2024"))
    assert library_of(read_workbook(library_book(entries))) == entries
