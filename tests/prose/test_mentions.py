"""Numbers with their units, and the words around them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.mentions import counts_alike, in_unit, mentions
from xlgen.prose.sentences import sentences


def said(text: str) -> list[tuple[str, str, str]]:
    return [(each.before, each.written, each.kind) for sentence in sentences(text) for each in mentions(sentence)]


def test_each_figure_has_the_words_of_its_own_clause() -> None:
    assert said("全年执行29.4万元，预算执行率98%") == [("全年执行", "29.4万元", "money"), ("预算执行率", "98%", "percent")]


def test_figures_in_a_row_share_the_words_before_them() -> None:
    assert said("培训4期、126人")[1] == ("培训、", "126人", "count")


def test_thousands_and_decimals_are_read() -> None:
    (found,) = (each for sentence in sentences("支出1,234.50万元") for each in mentions(sentence))
    assert (found.value, found.places) == (Decimal("1234.50"), 2)


def test_a_number_without_a_unit_is_none() -> None:
    assert said("1.完成；编号 3") == []


@pytest.mark.parametrize(
    ("x", "unit", "wanted", "expected"),
    [
        ("0.5", "万人次", "人次", "5000"),
        ("294000", "元", "万元", "29.4"),
        ("1.2", "亿元", "万元", "12000"),
        ("3", "名", "人", "3"),
    ],
)
def test_units_of_one_thing_are_converted(x: str, unit: str, wanted: str, expected: str) -> None:
    assert in_unit(Decimal(x), unit, wanted) == Decimal(expected)


def test_units_of_different_things_are_not() -> None:
    assert in_unit(Decimal(3), "人", "人次") is None


def test_what_stands_behind_the_number_before_is_told_by_itself() -> None:
    found = [each for sentence in sentences("合格率96%、满意度93%") for each in mentions(sentence)]
    assert [(each.near, each.alone) for each in found] == [("合格率", False), ("满意度", False)]


def test_a_clause_begins_behind_a_comma_or_a_colon() -> None:
    (found,) = (each for sentence in sentences("情况如下：已支出30万元") for each in mentions(sentence))
    assert found.sentence.text[found.clause :] == "已支出30万元"


@pytest.mark.parametrize(
    ("unit", "wanted", "alike"), [("家", "个", True), ("份", "册", True), ("人", "人次", False), ("个", "套", False)]
)
def test_some_words_of_measure_say_the_same(unit: str, wanted: str, alike: bool) -> None:
    assert counts_alike(unit, wanted) is alike


def test_names_of_a_list_go_to_the_numbers_of_another() -> None:
    (sentence,) = sentences("年初预算、实际支出分别为30万元和29.4万元")
    assert [each.before for each in mentions(sentence)] == ["年初预算为", "实际支出为"]


def test_a_number_of_a_list_has_the_unit_that_stands_above() -> None:
    told = [each for sentence in sentences("金额单位：万元。\n搬迁经费，预算97.35，得分98；") for each in mentions(sentence)]
    assert [(each.written, each.unit) for each in told] == [("97.35", "万元"), ("98", "分")]
