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
        ("合格率96%", "pass"),
        ("县财政局批复该项目预算30万元", "budget"),
        ("项目预算调整为30万元", "budget"),
        ("预算资金执行29.4万元", "executed"),
        ("完成支出29.4万元", "executed"),
        ("资金使用率98%", "rate"),
        ("完成全年预算的98%", "rate"),
        ("预算30万元、支出29.4万元", "executed"),
        ("考核合格率96%、参保群众的满意度93%", "public"),
        ("共有126名学员参加培训", "people"),
        ("预算执行率仅为98%", "rate"),
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
        "设备使用率98%",
        "安排项目经费3万元用于宣传",
        "完成率98%",
        "抽查学员30人，合格率98%",
        "上年支出40万元，完成支出29万元",
        "年度目标：合格率98%",
    ],
)
def test_what_may_be_another_figure_is_left_alone(text: str) -> None:
    assert names(text) == []


def test_in_the_row_of_an_indicator_its_label_may_stand_among_other_words() -> None:
    text = "各乡镇送来的学员参加结业考核合格率96%"
    assert (names(text), names(text, Setting("2025", row="2"))) == ([], ["pass"])


@pytest.mark.parametrize(("text", "name"), [("检查机构12家", ["places"]), ("检查机构12家、30个", [])])
def test_another_word_of_measure_will_do_where_nothing_else_is_counted(text: str, name: list[str]) -> None:
    figures = [FormFigure("places", "检查机构数量", "count", D(12), "个", row="9")]
    found = [each for sentence in sentences(text) for each in mentions(sentence)]
    assert [figure.name for figure in figures_of(found[0], figures, SETTING)] == name


@pytest.mark.parametrize(
    ("text", "name"), [("财政拨款24万元、上年结转5万元", ["carried"]), ("财政下达30万元", ["budget", "fiscal"])]
)
def test_a_source_of_money_is_known_by_its_short_name(text: str, name: list[str]) -> None:
    figures = [
        FormFigure("budget", "", "money", D(30), "万元", "budget"),
        FormFigure("fiscal", "", "money", D(25), "万元", "budget", "当年财政拨款"),
        FormFigure("carried", "", "money", D(5), "万元", "budget", "上年结转资金"),
    ]
    found = [each for sentence in sentences(text) for each in mentions(sentence)]
    assert [figure.name for figure in figures_of(found[-1], figures, SETTING)] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("年度目标：培训人数120人", ["aim"]),
        ("实施期目标：培训人数360人", []),
        ("三年目标：培训人数120人", []),
        ("目标：培训人数120人", ["aim"]),
    ],
)
def test_what_was_to_be_reached_in_the_year_is_held_against_the_target(text: str, name: list[str]) -> None:
    figures = [*FIGURES, FormFigure("aim", "培训人数", "count", D(120), "人", "target", row="1")]
    (found,) = (each for sentence in sentences(text) for each in mentions(sentence))
    assert [figure.name for figure in figures_of(found, figures, SETTING)] == name


def test_how_many_indicators_there_are_is_known_also_among_plans() -> None:
    figures = [FormFigure("rows", "三级指标", "count", D(8), "个", "rows", row="rows")]
    (found,) = (each for sentence in sentences("共设三级指标8项", "（二）绩效目标") for each in mentions(sentence))
    assert [figure.name for figure in figures_of(found, figures, SETTING)] == ["rows"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("——财政拨款预算25万元，执行24.5万元", ["fiscal"]),
        ("——财政拨款预算25万元，全年执行29.4万元", ["executed"]),
        ("当年收到29.4万元", []),
        ("30万元只用了29.4万元", ["executed"]),
        ("追加预算4万元", []),
        ("其他2.3万元", []),
        ("考核合格率争取达到97%", []),
    ],
)
def test_amounts_of_sources_of_parts_and_hopes(text: str, name: list[str]) -> None:
    figures = [*FIGURES, FormFigure("other", "", "money", D(0), "万元", "budget", "其他资金")]
    *_, found = (each for sentence in sentences(text) for each in mentions(sentence))
    assert [figure.name for figure in figures_of(found, figures, SETTING)] == name


def test_a_sum_of_projects_may_be_meant_where_projects_are_spoken_of() -> None:
    figures = [*FIGURES, FormFigure("sum", "分项执行数合计", "money", D("28.4"), "万元")]
    told = [
        [
            figure.name
            for figure in figures_of(
                [each for sentence in sentences(text) for each in mentions(sentence)][-1], figures, SETTING
            )
        ]
        for text in ("清单上各项目预算合计30万元，执行合计28.4万元", "一、概况\n执行合计28.4万元")
    ]
    assert told == [["sum", "executed"], ["executed"]]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("扣分之处在支付，98%的执行率没有达到满分标准", ["rate"]),
        ("0.6万元的结余情况已反馈", ["left"]),
        ("政府采购年初预算12万元", []),
        ("执行率有98%", ["rate"]),
    ],
)
def test_amounts_and_rates_that_are_called_behind_or_of_something_else(text: str, name: list[str]) -> None:
    more = [
        FormFigure("left", "", "money", D("0.6"), "万元", "balance"),
        FormFigure("first", "年初预算数", "money", D(30), "万元", "initial", row="facts.initial"),
    ]
    found = next(each for sentence in sentences(text) for each in mentions(sentence))
    assert [figure.name for figure in figures_of(found, [*FIGURES, *more], SETTING)] == name


def test_of_two_sources_the_one_that_the_clause_names_is_told_in_whatever_order_they_come() -> None:
    sources = ("当年财政拨款", "上年结转资金")
    figures = [FormFigure(name, "", "percent", D(1), "", "rate", name) for name in ("", *sources)]
    found = [each for sentence in sentences("当年财政拨款执行率100%，上年结转资金执行率100%") for each in mentions(sentence)]
    for known in (figures, figures[::-1]):
        assert [figures_of(each, known, SETTING)[0].source for each in found] == list(sources)
