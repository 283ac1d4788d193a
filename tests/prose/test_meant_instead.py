"""A figure that is told as written, and named better than the one it was held against, is the one that is meant."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal
FIGURES = [
    FormFigure("initial", "年初预算数", "money", D("2958.92"), "万元", "initial", row="facts.initial"),
    FormFigure("spent", "", "money", D("865"), "万元", "executed"),
    FormFigure("fiscal", "", "money", D(800), "万元", "executed", "当年财政拨款"),
    FormFigure("fund", "", "money", D(336), "万元", "budget", "医疗救助补助资金"),
    FormFigure("goal", "绩效目标合理性", "score", D("2.5"), role="points", row="1", under=("决策", "绩效目标")),
    FormFigure("goals", "绩效目标", "score", D(5), role="points", row="level2.绩效目标"),
]


def held(text: str) -> list[tuple[str, bool]]:
    return [(each.figures[0].name, each.agrees) for each in compared(text, FIGURES, Setting())]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2.医疗救助补助资金，预算336万元。", "fund"),
        ("分来源看如下。\n——财政拨款预算800万元，执行800万元。", "fiscal"),
        ("2.绩效目标。分值5分。", "goals"),
    ],
)
def test_the_figure_as_written_is_meant_where_it_is_named_better(text: str, name: str) -> None:
    assert held(text)[-1] == (name, True)


def test_a_slip_that_is_another_figure_nobody_speaks_of_stays_a_slip() -> None:
    assert held("一、概况\n全年执行336万元。") == [("spent", False)]
