"""Headings, as far as their texts tell."""

from __future__ import annotations

import pytest

from xlgen.reports.held.headings import is_heading, leads, rank


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("一、概况", True), ("村级培训项目", True), ("预算30万元。", False), ("金额单位：万元", False), ("2025年12月3日", False), ("具体如下：", False), ("长" * 45, False),
    ],
)  # fmt: skip
def test_a_short_line_without_a_stop_is_a_heading(line: str, expected: bool) -> None:
    assert is_heading(line) is expected


@pytest.mark.parametrize(
    ("line", "depth"),
    [
        ("第一部分 概况", 1),
        ("二、概况", 2),
        ("（三）概况", 3),
        ("4．概况", 4),
        ("（5）概况", 5),
        ("⑥概况", 6),
        ("概况", 0),
        ("3.5万元", 0),
    ],
)
def test_its_number_says_how_deep_it_stands(line: str, depth: int) -> None:
    assert rank(line) == depth


@pytest.mark.parametrize(
    "line", ["村级培训得96分", "1. 村级培训得96分", "（一）“村级培训”得96分", "项目一：村级培训", "2025年度村级培训"]
)
def test_a_line_begins_with_a_name_behind_its_number(line: str) -> None:
    said = line.replace(" ", "").replace("（", "(").replace("）", ")")
    assert leads(line, said.index("村级培训"))


def test_a_name_within_a_line_does_not_lead_it() -> None:
    assert not leads("今年村级培训得96分", 2)
