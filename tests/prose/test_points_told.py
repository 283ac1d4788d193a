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


@pytest.mark.parametrize("text", ["此项得3分", "工作情况\n得3分。", "每迟一天扣3分，扣完为止"])
def test_points_of_nobody_knows_what_are_left_alone(text: str) -> None:
    assert held(text) == []
