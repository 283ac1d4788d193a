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
