"""What was to be, what is of a part, and what is of another year."""

from __future__ import annotations

import pytest

from xlgen.prose.mentions import mentions
from xlgen.prose.plans_told import is_another_time, is_of_other_years, is_planned
from xlgen.prose.records import Mention, Setting
from xlgen.prose.sentences import sentences


def last(text: str, heading: str = "") -> Mention:
    return [each for sentence in sentences(text, heading) for each in mentions(sentence)][-1]


@pytest.mark.parametrize(
    "text",
    [
        "年度目标：培训120人，合格率95%",
        "计划培训120人，合格率95%",
        "其中第一期培训32人，合格率95%",
        "力争培训有新成效，合格率95%",
    ],
)
def test_what_follows_a_plan_or_a_part_is_of_it_too(text: str) -> None:
    assert is_planned(last(text))


@pytest.mark.parametrize(
    "text",
    [
        "计划培训120人，实际培训126人", "对照年度目标，合格率96%", "完成年度任务，合格率96%", "超过预期，合格率96%", "目标完成情况较好，合格率96%",
        "其中第一期培训32人，全年合格率96%",
    ],
)  # fmt: skip
def test_what_was_done_is_no_plan(text: str) -> None:
    assert not is_planned(last(text))


@pytest.mark.parametrize(("heading", "planned"), [("（二）绩效目标", True), ("下一步打算", True), ("目标完成情况", False)])
def test_a_heading_may_say_that_figures_are_of_plans(heading: str, planned: bool) -> None:
    assert is_planned(last("合格率95%", heading)) is planned


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("上年培训110人，合格率94%", True),
        ("下年拟安排40万元，其中财政拨款35万元", True),
        ("上年培训110人，今年培训126人", False),
        ("上年结转5万元，支出5万元", False),
    ],
)
def test_years_before_and_to_come_are_others(text: str, other: bool) -> None:
    assert is_of_other_years(last(text)) is other


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("2024年支出25万元", True),
        ("2025年支出25万元", False),
        ("5月支付10万元", True),
        ("截至6月底，支出10万元", True),
        ("截至2025年12月31日，支出10万元", False),
    ],
)
def test_another_year_and_some_months_are_another_time(text: str, other: bool) -> None:
    assert is_another_time(last(text), Setting("2025")) is other
