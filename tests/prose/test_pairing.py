"""What a figure in a sentence is a figure of, and what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.mentions import mentions
from xlgen.prose.pairing import figures_of
from xlgen.prose.records import FormFigure, Setting
from xlgen.prose.sentences import sentences

D = Decimal
FIGURES = [
    FormFigure("people", "培训人数", "count", D(126), "人", row="1"),
    FormFigure("pass", "考核合格率", "percent", D("0.96"), row="2"),
    FormFigure("public", "参保群众满意度", "percent", D("0.93"), row="3"),
    FormFigure("cost", "人均成本", "money", D(388), "元", row="4"),
    FormFigure("budget", "", "money", D(30), "万元", "budget"),
    FormFigure("executed", "", "money", D("29.4"), "万元", "executed"),
    FormFigure("fiscal", "", "money", D("24.5"), "万元", "executed", "当年财政拨款"),
    FormFigure("rate", "", "percent", D("0.98"), "", "rate"),
]
SETTING = Setting("2025", ("村级代办员项目",))


def names(text: str, setting: Setting = SETTING) -> list[str]:
    found = [each for sentence in sentences(text) for each in mentions(sentence)]
    return [figure.name for figure in figures_of(found[-1], FIGURES, setting)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("全年共培训126人", "people"),
        ("培训人数达到126人", "people"),
        ("全年有126人参加培训", "people"),
        ("培训4期、126人", "people"),
        ("考核合格率为96%", "pass"),
        ("经问卷调查，参保群众满意度93%", "public"),
        ("群众满意度93%", "public"),
        ("人均成本388元", "cost"),
        ("村级代办员项目预算资金30万元", "budget"),
        ("全年实际支出29.4万元", "executed"),
        ("财政拨款执行24.5万元", "fiscal"),
        ("预算执行率98%", "rate"),
        ("实际使用金额占预算批复金额的98%", "rate"),
        ("截至2025年12月31日，支出29.4万元", "executed"),
    ],
)
def test_a_figure_is_known_by_the_words_before_it(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "上年培训100人",
        "2024年培训100人",
        "计划培训120人",
        "其中一期培训32人",
        "每期培训32人",
        "比上年多培训26人",
        "培训人数增加26人",
        "上半年培训60人",
        "截至9月底，支出20万元",
        "培训费支出12万元",
        "培训乡镇人员90人",
        "培训126人次",
        "尚有6人未参加培训",
        "学员满意度90%",
        "支出29.4万元，其中支出12万元",
        "考核合格率98%的目标",
        "计划考核合格率98%",
        "每期考核合格率98%",
    ],
)
def test_what_may_be_another_figure_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_in_the_row_of_an_indicator_its_label_may_stand_among_other_words() -> None:
    text = "各乡镇送来的学员参加结业考核合格率96%"
    assert (names(text), names(text, Setting("2025", row="2"))) == ([], ["pass"])
