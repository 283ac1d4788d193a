"""The grade that a sentence gives the whole, held against the form's."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

FIGURES = [FormFigure("grade", word, "grade", Decimal(word == "良")) for word in ("优", "良", "中", "差")]


def held(text: str) -> list[tuple[str, str, bool]]:
    return [(each.found, each.right, each.agrees) for each in compared(text, FIGURES, Setting("2025"))]


@pytest.mark.parametrize(
    "text", ["自评得分较高，等级为“良”。", "综合评价属于“良好”", "自评等级：良好", "绩效评价评为良好等次", "总分较高，为良等级"]
)
def test_the_grade_of_the_form_agrees_in_long_and_short(text: str) -> None:
    assert [agrees for _, _, agrees in held(text)] == [True]


@pytest.mark.parametrize("text", ["自评等级为“优”", "综合评价属于“优秀”", "自评结果为优秀"])
def test_another_grade_is_told_with_that_of_the_form(text: str) -> None:
    assert [(right, agrees) for _, right, agrees in held(text)] == [("良", False)]


@pytest.mark.parametrize(
    "text",
    [
        "上年自评等级为优", "财政部门复核等级为优", "自评中3个项目等级为优", "评价得分90分以上为优秀等级", "出厂水水质等级为优", "自评等级分为优、良、中、差",
        "自评等级为合格", "2024年自评等级为优", "力争自评等级为优", "项目进展良好，受到好评",
    ],
)  # fmt: skip
def test_a_grade_of_anything_else_is_left_alone(text: str) -> None:
    assert held(text) == []


def test_a_form_that_has_no_grade_yet_is_held_against_nothing() -> None:
    unfilled = [FormFigure("grade", word, "grade", Decimal(0)) for word in ("优", "良")]
    assert list(compared("自评等级为优", unfilled, Setting())) == []
