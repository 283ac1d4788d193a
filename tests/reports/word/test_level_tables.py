"""Indicators by levels: one table for each 一级指标, and what each 二级指标 comes to."""

from __future__ import annotations

import pytest

from documents import answers, filled
from filled import issued
from xlgen.reports.word.level_tables import group_table, level_series
from xlgen.returned.answers import read_answers
from xlgen.workbook.ooxml.reader import read_workbook


@pytest.mark.parametrize(
    ("name", "captions"),
    [
        ("xinzhou", ["（一）预算执行指标：分值10分，得分7.88分", "（二）产出指标：分值51.45分，得分38.34分",
                     "（三）效益指标：分值25.7分，得分25.44分", "（四）满意度指标：分值12.85分，得分12.85分"]),
        ("zhangye", ["（一）决策：分值15分，得分13.00分", "（二）过程：分值20分，得分19.93分", "（三）产出：分值35分，得分35.00分",
                     "（四）效益：分值30分，得分21.22分"]),
    ],
)  # fmt: skip
def test_each_first_level_has_a_table_in_the_order_of_the_form(name: str, captions: list[str]) -> None:
    assert [table.caption for table in level_series(answers(name, filled(name)))] == captions


def test_a_form_without_scores_has_one_table_without_rows() -> None:
    snapshot, content = issued("report-yueyang")
    [table] = level_series(read_answers(snapshot, read_workbook(content)))
    assert (table.caption, table.rows) == ("", ())


def test_a_table_has_the_columns_in_which_anything_stands() -> None:
    first = level_series(answers("xinzhou", filled("xinzhou")))[0]
    assert [head.said for head in first.heads] == ["二级指标", "三级指标", "指标值", "完成值", "分值", "得分"]
    assert first.rows == (("预算执行指标", "预算执行率", "100.00%", "78.80%", "10", "7.88"),)


def test_neighbours_of_one_second_level_are_added_up() -> None:
    rows = {row["名称"]: row for row in group_table(answers("nanchang", filled("nanchang"))).rows}
    assert (rows["产出质量"]["分值"], rows["产出质量"]["得分"], rows["产出质量"]["扣分"]) == ("10", "6.00", "4.00")
    assert rows["项目立项"]["说明"] == (
        "立项依据充分性，实际完成值“①是　②是”，得2.50分；立项程序规范性，实际完成值“①是　②是”，得2.50分"
    )


def test_what_a_frame_prints_beside_the_funds_is_the_rate_of_spending() -> None:
    row = group_table(answers("qingdao", filled("qingdao"))).rows[0]
    assert (row["名称"], row["说明"]) == ("预算执行率", "预算执行率96.17%，得9.62分")
