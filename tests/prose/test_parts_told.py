"""An amount and its parts in one sentence."""

from __future__ import annotations

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import Setting


def held(text: str) -> list[tuple[str, str, bool]]:
    return [(each.mention.written, str(each.expected), each.agrees) for each in compared(text, [], Setting())]


def test_parts_that_do_not_add_up_are_told_with_their_sum() -> None:
    text = "本年支出3686.23万元，其中基本支出158.08万元，项目支出3528.46万元"
    assert held(text) == [("3686.23万元", "3686.54", False)]


def test_parts_that_add_up_agree() -> None:
    assert held("支出30万元（其中：培训25.5万元，资料45000元）") == [("30万元", "30.0000", True)]


def test_what_became_of_the_whole_is_none_of_its_parts() -> None:
    assert held("预算30万元，其中财政拨款20万元、自筹10万元，支出28万元，结余2万元") == [("30万元", "30", True)]


def test_parts_above_the_whole_cannot_be() -> None:
    assert held("支出30万元，其中培训25万元，资料15万元") == [("30万元", "40", False)]


def test_parts_that_lack_a_little_are_meant_to_be_all_of_it() -> None:
    assert held("支出100.00万元，其中培训60万元，资料39.9万元") == [("100.00万元", "99.9", False)]


@pytest.mark.parametrize(
    "text", ["支出30万元，其中培训12万元，资料3万元", "支出30万元，其中培训30万元", "支出30万元，其中每期分别5万元、6万元"]
)
def test_some_of_the_parts_say_nothing(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(("whole", "agrees"), [("3686.54", True), ("3688.54", False)])
def test_the_sum_may_stand_behind_its_parts(whole: str, agrees: bool) -> None:
    assert held(f"基本支出158.08万元，项目支出3528.46万元，合计{whole}万元") == [(f"{whole}万元", "3686.54", agrees)]


@pytest.mark.parametrize(
    "text",
    ["预算30万元，支出28万元，合计31万元", "培训25万元，资料5万元，合计80万元", "财政拨款25万元，其中本级5万元，合计25万元"],
)
def test_amounts_that_are_no_parts_are_not_added_up(text: str) -> None:
    assert held(text) == []


def test_a_part_that_is_the_whole_again_makes_no_sum() -> None:
    assert held("执行20.00万元，其中财政拨款执行200000元，其他执行1.50万元") == []
