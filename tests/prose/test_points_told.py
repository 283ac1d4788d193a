"""Points in sentences: of the whole, of rows that a heading names, of groups of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal


def rows(*told: tuple[str, int, int]) -> list[FormFigure]:
    return [
        FormFigure(f"{label}.{role}", label, "score", D(value), role=role, row=label if len(label) > 2 else f"level1.{label}")
        for label, points, score in told
        for role, value in (("score", score), ("points", points), ("lost", points - score))
    ]


FIGURES = [
    *rows(("资金到位率", 5, 5), ("预算执行率", 5, 3), ("决算真实性", 2, 2), ("产出", 40, 30)),
    FormFigure("total", "总分", "score", D("84.5"), role="total"),
]


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.mention.written, each.agrees) for each in compared(text, FIGURES, Setting())]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("自评总得分84.5分", "自评总得分85.4分"),
        ("预算执行率\n支出较慢，得3分。", "预算执行率\n支出较慢，得5分。"),
        ("预算执行率\n支出较慢，扣2分。", "预算执行率\n支出较慢，扣3分。"),
        ("决策真实性\n账表一致，此项得2分。", "决策真实性\n账表一致，此项得1分。"),
        ("产出情况\n得30分。", "产出情况\n得40分。"),
        ("资金到位率得5分。", "资金到位率得3分。"),
    ],
)
def test_points_are_those_of_what_the_heading_or_the_clause_names(right: str, wrong: str) -> None:
    assert [agrees for _, agrees in held(right)] == [True]
    assert [agrees for _, agrees in held(wrong)] == [False]


def test_a_heading_that_names_several_rows_tells_their_sum() -> None:
    heading = "1、资金到位率、预算执行率情况分析（分值{}分，得分{}分）"
    assert [agrees for _, agrees in held(f"{heading.format(10, 8)}\n完")] == [True, True]
    assert [agrees for _, agrees in held(f"{heading.format(10, 9)}\n完")] == [True, False]


def test_points_under_a_heading_that_may_name_either_of_two_rows_are_wrong_of_none() -> None:
    alike = rows(("培训完成率", 5, 5), ("培训合格率", 5, 3))
    text = "培训完成合格率情况\n工作较好，得{}分。"
    assert [each.agrees for each in compared(text.format(3), alike, Setting())] == [True]
    assert list(compared(text.format(9), alike, Setting())) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("三、自评结论\n绩效自评得分84.5分。", "三、自评结论\n绩效自评得分85.4分。"),
        ("三、结论\n各项得分为产出指标30分、资金到位率5分。", "三、结论\n各项得分为产出指标40分、资金到位率5分。"),
        ("预算执行率满分5分，得3分。", "预算执行率满分5分，得5分。"),
        ("一、概况\n预算执行率指标分值5分，按比例扣2分。", "一、概况\n预算执行率指标分值5分，按比例扣1分。"),
    ],
)
def test_points_of_the_whole_of_a_list_and_of_an_earlier_clause(right: str, wrong: str) -> None:
    assert {agrees for _, agrees in held(right)} == {True}
    assert [agrees for _, agrees in held(wrong)].count(False) == 1


def test_a_group_that_a_sentence_only_speaks_of_gets_no_points() -> None:
    text = "决算真实性\n为保证产出，账表一致，故此项得2分。小组会议讨论产出，得2分。"
    assert [agrees for _, agrees in held(text)] == [True, True]


def test_points_for_each_of_several_cases_are_not_those_that_were_got() -> None:
    assert held("预算执行率\n进度良好，得5分；进度较慢，得4分；没有进度，得0分。") == []


def test_points_in_a_list_are_those_that_the_sentence_speaks_of() -> None:
    said = {
        "资金到位率5分、预算执行率3分": True,
        "资金到位率5分、预算执行率4分": False,
        "扣分多的是：预算执行率2分": True,
        "扣分多的是：预算执行率3分": False,
    }
    assert {text: held(f"一、概况\n{text}。")[-1][1] for text in said} == said


def test_a_figure_says_which_row_the_points_behind_it_are_of() -> None:
    row = FormFigure("达标率", "达标率", "percent", D("0.9"), row="预算执行率")
    told = [
        each.agrees
        for each in compared("一、概况\n达标率90%，这一项得4分。", [*FIGURES, row], Setting())
        if each.mention.unit == "分"
    ]
    assert told == [False]


def test_below_the_heading_of_a_group_a_sentence_may_be_about_one_of_its_rows() -> None:
    row = FormFigure("数量.score", "检查家数", "score", D(12), role="score", row="8", under=("产出",))
    text = "（一）产出\n{}得{}分。"
    said = [("完成检查，", 12), ("完成检查，", 30), ("完成检查，", 11), ("", 11)]
    told = [list(compared(text.format(*each), [*FIGURES, row], Setting())) for each in said]
    assert [[each.agrees for each in one] for one in told] == [[True], [True], [], [False]]


@pytest.mark.parametrize("text", ["部门整体自评总得分95分", "结业测试平均得分88分", "三、结论\n同类项目自评得分90分"])
def test_points_of_others_are_left_alone(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize("text", ["此项得3分", "工作情况\n得3分。", "每迟一天扣3分，扣完为止"])
def test_points_of_nobody_knows_what_are_left_alone(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("资金到位率、预算执行率两项指标合计得8分。", "资金到位率、预算执行率两项指标合计得7分。"),
        ("一、概况\n预算执行率，5分的分值得到3分。", "一、概况\n预算执行率，5分的分值得到4分。"),
        ("一、概况\n失分的是预算执行率，5分只得3分。", "一、概况\n失分的是预算执行率，5分只得4分。"),
        ("一、概况\n三是预算执行率得3分，原因是付款晚。", "一、概况\n三是预算执行率得4分，原因是付款晚。"),
        ("一、概况\n预算执行率分值均为5分。", "一、概况\n预算执行率分值均为4分。"),
    ],
)
def test_points_in_the_words_of_offices(right: str, wrong: str) -> None:
    assert {agrees for _, agrees in held(right)} == {True}
    assert [agrees for _, agrees in held(wrong)].count(False) == 1


def test_points_lost_for_a_reason_may_be_some_of_those_lost() -> None:
    text = "（三）产出\n政策宣传不够，扣{}分。"
    assert [held(text.format(lost)) for lost in (4, 10)] == [[], [("10分", True)]]
    assert held(text.format(12)) == [("12分", False)]
    assert held("预算执行率\n年中付款较慢，扣1分。") == []


def test_points_in_turn_are_those_of_the_groups_in_the_order_of_the_form() -> None:
    groups = [
        figure for label, points, score in (("产出", 50, 40), ("效益", 30, 25)) for figure in rows((label, points, score))
    ]
    text = "一、概况\n两项得分依次为40分、{}分。"
    assert [[each.agrees for each in compared(text.format(x), groups, Setting())] for x in (25, 24)] == [
        [True, True],
        [True, False],
    ]


def test_points_of_an_item_that_the_form_does_not_have_are_left_alone() -> None:
    assert held("一、概况\n预算执行率得3分，按内部标准，制度修订5分、得5分。") == [("3分", True)]


def test_a_rate_that_may_stand_in_a_label_is_only_right() -> None:
    figure = FormFigure("pass", "培训合格率100%", "percent", D("0.9"), row="9")
    told = [[each.agrees for each in compared(f"培训合格率{x}%", [figure], Setting())] for x in (90, 100, 80)]
    assert told == [[True], [], [False]]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("一、概况\n预算执行率5分，得3分。", "一、概况\n预算执行率4分，得3分。"),
        ("一、概况\n评价总分100分，自评84.5分。", "一、概况\n评价总分100分，自评85.4分。"),
        ("三、预算执行率\n付款偏慢，为此少得2分。", "三、预算执行率\n付款偏慢，为此少得3分。"),
        ("一、概况\n其中产出扣10分、预算执行率扣2分。", "一、概况\n其中产出扣10分、预算执行率扣3分。"),
        ("三、产出\n资金到位率、预算执行率两项指标合计得8分，拉低了总分84.5分。", "三、产出\n资金到位率、预算执行率两项指标合计得8分，拉低了总分48.5分。"),
        ("一、概况\n自评表满分100分，其中预算执行率5分。", "一、概况\n自评表满分100分，其中预算执行率9分。"),
    ],
)  # fmt: skip
def test_points_got_had_and_lost_as_offices_say_it(right: str, wrong: str) -> None:
    figures = [*FIGURES, FormFigure("points", "总分值", "score", D(100), role="full")]
    told = [[each.agrees for each in compared(text, figures, Setting())] for text in (right, wrong)]
    assert (set(told[0]), told[1].count(False)) == ({True}, 1)


def test_two_points_of_a_group_together_are_those_of_the_group() -> None:
    assert [agrees for _, agrees in held("三、绩效\n产出两项合计得30分。")] == [True]
    assert [agrees for _, agrees in held("三、绩效\n产出两项合计得33分。")] == [False]


def test_points_of_items_that_nothing_is_said_of_are_not_those_of_the_row_of_the_heading() -> None:
    assert held("三、预算执行率\n考核办法、补助办法已印发，得2分和1分。") == []


def test_rates_in_turn_are_those_of_the_groups_in_the_order_of_the_form() -> None:
    rates = [
        FormFigure(name, f"{name}得分率", "percent", D(x), row=f"level1.{name}")
        for name, x in (("产出", "0.8"), ("效益", "0.9"))
    ]
    told = [[each.agrees for each in compared(f"一、概况\n折合得分率依次为80%、{x}%。", rates, Setting())] for x in (90, 99)]
    assert told == [[True, True], [True, False]]


@pytest.mark.parametrize(
    "text",
    [
        "三、预算执行率\n站内把这一项拆开，电话响应1分得1分。",
        "三、预算执行率\n分系统看，核心系统占2分，全年没有中断，得2分。",
        "一、概况\n预算执行率得3分，其中制度修订5项、得1分。",
        "三、产出\n失分在修订一项，该项6分只得4分。",
        "一、概况\n资金到位率、预算执行率、决算真实性三项，共扣2分。",
    ],
)
def test_points_of_what_is_named_otherwise_or_of_all_that_is_listed_are_not_the_rows(text: str) -> None:
    assert False not in [agrees for _, agrees in held(text)]


def test_lines_of_a_list_keep_the_heading_of_their_row() -> None:
    text = "2. 预算执行率\n（1）评分档次为：达到98%得满分，再低不得分\n（2）该项分值5分，自评得{}分\n完"
    assert [agrees for _, agrees in held(text.format(3))] == [True, True]
    assert [agrees for _, agrees in held(text.format(2))] == [True, False]


def test_points_of_a_project_with_a_year_in_its_name_are_of_this_year() -> None:
    figures = rows(("2020年医疗救助补助", 100, 89))
    told = [
        [each.agrees for each in compared(text, figures, Setting("2021"))]
        for text in ("2020年医疗救助补助得89分。", "2020年得89分。")
    ]
    assert told[1] == []
