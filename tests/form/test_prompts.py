"""What an input asks for."""

from __future__ import annotations

from datetime import date

import pytest

from xlgen.form.prompts import heading_of, prompt_of, title_of
from xlgen.form.records import Cell
from xlgen.language.nodes import Const
from xlgen.words.days import serial


@pytest.mark.parametrize(
    ("said", "prompt"),
    [
        ({"type": "choice", "choices": ("是", "否")}, "请从下拉列表中选：是、否"),
        ({"type": "percent"}, "填百分数：直接填 98，看格里显示的是不是 98.00%"),
        ({"type": "money"}, "填数字，单位万元，只填数，不带单位"),
        ({"type": "count", "unit": "人"}, "填整数，单位人，不带单位"),
        ({"type": "number"}, "填数字，不带单位"),
        ({"type": "date"}, "填日期，写明年份，如 2025-12-30"),
        ({"type": "date", "minimum": Const(serial(date(2016, 1, 1)))}, "填日期，写明年份，如 2026-12-30"),
        ({"type": "text"}, "填文字，最多 2000 个字；从别处粘贴时先双击本格"),
        ({"type": "percent", "prompt": "填执行率"}, "填执行率"),
    ],
)
def test_an_input_says_what_to_type(said, prompt):
    assert prompt_of(Cell(name="a.b", label="目标·完成情况", **said), "万元") == prompt


@pytest.mark.parametrize(
    ("duty", "title"),
    [("必填", "目标·完成情况（必填）"), ("失分时填", "目标·完成情况（失分时填）"), ("选填", "目标·完成情况（选填）")],
)
def test_an_input_says_whether_it_must_be_filled(duty, title):
    assert title_of(Cell(name="a.b", label="目标·完成情况"), duty) == title


def test_where_row_and_column_are_too_long_the_column_is_named():
    assert title_of(Cell(name="a", label=f"{'长' * 25}·完成值"), "必填") == "完成值（必填）"


def test_what_must_be_filled_is_said_of_the_longest_heading_too():
    assert title_of(Cell(name="a", label="长" * 40), "失分时填") == "长" * 26 + "（失分时填）"


def test_the_heading_is_the_last_part_of_the_label():
    assert heading_of(Cell(name="a", label="甲·乙·丙", type="text")) == "丙"
