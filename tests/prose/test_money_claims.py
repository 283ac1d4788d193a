"""Claims that more was spent, or less; and what says so of something else, of another time, or denies it."""

from __future__ import annotations

import pytest

from xlgen.prose.money_claims import money_claims


def said(text: str, own: str = "") -> list[tuple[str, str]]:
    return [(each.way, each.subject) for each in money_claims(text, own)]


@pytest.mark.parametrize(
    ("text", "way", "subject"),
    [
        ("全年支出超出预算", "over", "全年支出"),
        ("项目超支2.3万元。", "over", "项目"),
        ("因物价上涨，项目资金超预算", "over", "项目资金"),
        ("预算执行存在超支情况", "over", "预算执行存在"),
        ("实际支出超过了全年预算数", "over", "实际支出"),
        ("超支1,234.50元", "over", ""),
        ("项目资金结余０.６万元", "saved", "项目资金"),
        ("全年节约财政资金2%", "saved", "全年"),
        ("资金结余：1.2万元", "saved", "资金"),
        ("主要原因：项目超支", "over", "项目"),
        ("成本有所节约", "saved", "成本有所"),
    ],
)
def test_a_claim_is_read_with_what_it_is_about(text: str, way: str, subject: str) -> None:
    assert said(text) == [(way, subject)]


def test_the_cost_of_a_row_is_spoken_of_as_cost() -> None:
    assert said("人均成本超支12元", "人均成本") == [("over", "成本")]


def test_the_first_clause_of_a_sentence_leads() -> None:
    claims = money_claims("资金有结余，经费节约2万元。项目超支")
    assert [(each.clause, each.leads) for each in claims] == [
        ("资金有结余", True),
        ("经费节约2万元", False),
        ("项目超支", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "全年支出未超预算",
        "项目没有结余",
        "不存在超支情况",
        "防止项目超支",
        "上年项目超支",
        "项目资金结余拟于下年使用",
        "部分项目超支",
        "会议费超支",
        "通过招标节约资金3万元",
        "项目结余已上缴财政",
        "上年结转结余5万元",
        "超额完成任务",
        "节约用水",
        "如项目超支，由单位自筹",
        "建设节约型机关",
        "超预算单位数为零",
        "项目超支控制率100%",
        "预算执行率98%",
        "资金结余",
        "资金结余：0万元",
        "项目资金结余0.00元",
        "全年超支0元",
        "项目超支情况",
        "节约资金支出",
    ],
)
def test_what_says_less_or_something_else_is_left_alone(text: str) -> None:
    assert said(text) == []
