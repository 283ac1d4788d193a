"""Points of the whole form: the total, what could be got, the indicators without spending, means of projects."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal
FIGURES = [
    FormFigure("total", "总分", "score", D("89.15"), role="total"),
    FormFigure("points", "总分值", "score", D(100), role="full"),
    FormFigure("own.points", "绩效指标", "score", D(90), role="own_points"),
    FormFigure("own.score", "绩效指标", "score", D(90), role="own_score"),
    FormFigure("mean", "简单平均得分", "score", D("97.84"), role="mean"),
]


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.figures[0].name, each.agrees) for each in compared(text, FIGURES, Setting())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("指标体系由3个一级指标构成，满分{}分", "points"),
        ("指标共8项，总分{}分", "points"),
        ("评分表总分{}分，90分以上为优秀", "points"),
        ("绩效指标得{}分", "own"),
        ("各项目简单平均得分{}分", "mean"),
        ("七、附件\n自评得分{}分，与决算一致", "total"),
    ],
)
def test_points_are_those_of_the_whole_that_the_words_say(text: str, name: str) -> None:
    right = next(figure.value for figure in FIGURES if figure.name.startswith(name))
    assert held(text.format(right)) == [(next(each.name for each in FIGURES if each.value == right), True)]
    assert [agrees for _, agrees in held(text.format(right - 10 if name != "total" else "89.51"))] == [False]


@pytest.mark.parametrize(
    "text", ["上一年度该项目自评得分98.7分", "如果不算预算执行，得90分", "七、附件\n自评得分30分，与决算一致。"]
)
def test_points_of_another_year_of_some_or_of_nobody_knows_what_are_left_alone(text: str) -> None:
    assert held(text) == []


def test_a_total_behind_what_could_be_got_is_the_total() -> None:
    assert held("1.自评表，总分100分，得分89.15分。") == [("points", True), ("total", True)]


@pytest.mark.parametrize(
    "text",
    [
        "（三）评分办法\n总分{}分，其中预算执行率10分。",
        "一、概况\n总分{}分，共扣10.85分。",
        "指标权重：绩效指标90分，总分{}分。",
    ],
)
def test_what_could_be_got_is_called_the_total_where_points_are_set(text: str) -> None:
    told = [[(each.mention.written, each.agrees) for each in compared(text.format(x), FIGURES, Setting())] for x in (100, 93)]
    assert ([("100分", True) in told[0], ("93分", False) in told[1]]) == [True, True]


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("一、得分汇总\n合计分值100分，得分89.15分。", [True, True]),
        ("一、得分汇总\n●合计：分值97分，得分89.15分", [False, True]),
        ("一、得分汇总\n合计分值100分，得分98.15分。", [True, False]),
    ],
)
def test_what_is_added_up_in_the_end_is_the_whole(text: str, agrees: list[bool]) -> None:
    assert [each.agrees for each in compared(text, FIGURES, Setting())] == agrees


def test_the_mean_that_is_only_called_one_is_the_plain_one() -> None:
    figures = [*FIGURES, FormFigure("weighed", "加权平均得分", "score", D("97.09"), role="mean")]
    told = [
        [(each.figures[0].name, each.agrees) for each in compared(text, figures, Setting())]
        for text in ("平均得分97.84分", "按金额加权平均得分97.84分")
    ]
    assert told == [[("mean", True)], [("weighed", False)]]
