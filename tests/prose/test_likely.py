"""Figures whose words are not those of the form: told where they are right, or wrong by a slip of the hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.likely import is_slip
from xlgen.prose.records import FormFigure, Setting

D = Decimal
FIGURES = [
    FormFigure("people", "培训村级代办员人数", "count", D(126), "人", row="1"),
    FormFigure("aim", "培训村级代办员人数", "count", D(120), "人", "target", row="1"),
    FormFigure("spent", "", "money", D("28.46"), "万元", "executed"),
    FormFigure("cost", "人均培训成本", "money", D(388), "元", row="2"),
]


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.mention.written, each.agrees) for each in compared(text, FIGURES, Setting("2025"))]


@pytest.mark.parametrize("text", ["培训代办员126人", "人均成本控制在388元", "通过集中办理使用28.46万元"])
def test_a_figure_that_is_the_same_is_told(text: str) -> None:
    assert [agrees for _, agrees in held(text)] == [True]


@pytest.mark.parametrize("text", ["培训代办员136人", "人均成本控制在338元", "项目组共使用24.86万元"])
def test_a_slip_is_told(text: str) -> None:
    assert [agrees for _, agrees in held(text)] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "培训代办员98人",
        "组织村民136人参观",
        "支付讲师费28.4万元",
        "采购设备使用2.846万元",
        "上年培训代办员136人",
    ],
)
def test_what_may_be_another_figure_is_left_alone(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("written", "right", "slip"),
    [
        ("136", "126", True), ("216", "126", True), ("1126", "126", True), ("12.6", "126", True), ("126", "126", False), ("180", "126", False),
        ("13", "12", False),
    ],
)  # fmt: skip
def test_hands_slip_in_few_ways(written: str, right: str, slip: bool) -> None:
    assert is_slip(D(written), D(right)) is slip


@pytest.mark.parametrize("text", ["五是经费薄，28.46元里接口改造占了大头", "年底调到284600万元", "今年的28.46元较上年增加"])
def test_an_amount_in_the_wrong_one_of_two_units_is_known_whatever_the_words(text: str) -> None:
    assert held(text) == [(text[text.index("2") : text.index("元") + 1], False)]


@pytest.mark.parametrize("text", ["每人补助28.46元", "去年用了28.46元", "2.846万元里有补贴", "单价28.46元/份"])
def test_an_amount_of_one_of_many_of_another_time_or_otherwise_larger_is_left_alone(text: str) -> None:
    assert held(text) == []
