"""Figures of a text held against the form, at the decimals that are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal
FIGURES = [
    FormFigure("executed", "", "money", D("140.414"), "万元", "executed"),
    FormFigure("rate", "", "percent", D("0.961712"), "", "rate"),
    FormFigure("sheets", "发放资料份数", "count", D(105000), "份", row="1"),
]


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("执行140.41万元", True),
        ("执行140万元", True),
        ("执行1404140元", True),
        ("执行140.42万元", False),
        ("执行1404.14万元", False),
        ("执行率96.17%", True),
        ("执行率96.2%", True),
        ("执行率96%", True),
        ("执行率97%", False),
        ("执行率９６.１７％", True),
        ("发放资料10.5万份", True),
        ("发放资料10.6万份", False),
    ],
)
def test_a_figure_agrees_at_the_decimals_that_are_written(text: str, agrees: bool) -> None:
    assert [each.agrees for each in compared(text, FIGURES, Setting())] == [agrees]


def test_what_the_form_says_is_told_as_it_would_be_written() -> None:
    (told,) = compared("执行1404241元", FIGURES, Setting())
    assert (str(told.expected), told.figures[0].name) == ("1404140", "executed")


def test_a_text_without_figures_of_the_form_gives_nothing() -> None:
    assert list(compared("各项工作按计划完成，惠及 8 个乡镇", FIGURES, Setting())) == []


def test_behind_an_amount_that_is_none_of_the_form_only_what_agrees_is_told() -> None:
    other = "卫生室项目筹集20万元，支出19.4万元，执行率97%"
    assert list(compared(other, FIGURES, Setting())) == []
    assert [each.agrees for each in compared("卫生室项目筹集20万元，支出140.41万元", FIGURES, Setting())] == [True]
