"""Columns of a form's table: from left to right, with their heads as printed and what stands over them."""

from __future__ import annotations

import pytest

from documents import issued
from xlgen.reports.word.printed_columns import printed_columns


def test_heads_are_those_of_the_form_with_what_stands_over_them() -> None:
    found = printed_columns(issued("xinzhou")[0], "funds")
    assert [(each.said, each.over) for each in found] == [
        ("项目", ""), ("行次", ""), ("年度总金额", ""), ("小计", "财政资金"), ("中央级", "财政资金"), ("省级", "财政资金"),
        ("市级", "财政资金"), ("县区级", "财政资金"), ("上年结转资金", ""), ("其他资金", ""),
    ]  # fmt: skip


def test_a_head_keeps_its_remark_and_its_name_does_not() -> None:
    found = printed_columns(issued("gaoyi")[0], "projects")
    assert [(each.called, each.said) for each in found][2:4] == [("预算数", "预算数（调整后）"), ("执行数", "执行数（至年底）")]


@pytest.mark.parametrize("name", ["gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye"])
def test_every_column_of_every_form_has_a_name_of_its_own(name: str) -> None:
    snapshot = issued(name)[0]
    for table in snapshot.labels:
        found = printed_columns(snapshot, table)
        assert all(each.is_printed for each in found)
        assert len({each.called for each in found}) == len(found), table
