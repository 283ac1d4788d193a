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


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("决策、过程、产出的得分率依次为86%、99%和75%", ["决策得分率为", "过程得分率为", "产出得分率为"]),
        ("产出指标包括数量、质量两类，分值分别为25分、17分", ["数量分值为", "质量分值为"]),
        (
            "4.真实性和合规性分值分别为2分、4分，得分分别为2分、3分",
            ["真实性分值为", "合规性分值为", "真实性得分为", "合规性得分为"],
        ),
        ("培训费、工作经费分别执行9万元、5万元", ["培训费执行", "工作经费执行"]),
        ("全年支出分别为9万元、5万元", ["全年支出分别为", "全年支出分别为、"]),
    ],
)
def test_names_may_stand_in_the_clause_before_and_for_a_second_list(text: str, before: list[str]) -> None:
    (sentence,) = sentences(text)
    assert [each.before for each in mentions(sentence)] == before


def test_what_stands_before_a_colon_is_said_of_the_number_behind_it() -> None:
    found = [each for sentence in sentences("·分值：25分\n5.年初预算：3万元。") for each in mentions(sentence)]
    assert [(each.before, each.written) for each in found] == [("分值", "25分"), ("年初预算", "3万元")]


def test_a_number_of_a_list_without_a_unit_may_be_called_longer() -> None:
    text = "金额单位：万元\n全年预算资金30.00，实际到位资金30；按需支出权重12.9，得分12.9。"
    told = [(each.written, each.unit) for sentence in sentences(text) for each in mentions(sentence)]
    assert told == [("30.00", "万元"), ("30", "万元"), ("12.9", "分"), ("12.9", "分")]


def test_a_name_with_the_sign_of_and_in_it_is_one_name() -> None:
    (sentence,) = sentences("编制完整性、上报及时性分值依次为2分、3分")
    assert [each.before for each in mentions(sentence)] == ["编制完整性分值为", "上报及时性分值为"]
