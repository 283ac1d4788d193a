"""A whole table: its columns in which anything stands, figures to the right, long texts to the left."""

from __future__ import annotations

import pytest

from xlgen.reports.word.fact_tables import FactTable, side_of

TABLE = FactTable("表", ("项", "空", "数"), ({"项": "甲", "空": "", "数": "1"},))


def test_columns_without_a_word_are_left_out() -> None:
    found = TABLE.whole()
    assert ([head.said for head in found.heads], found.rows) == (["项", "数"], (("甲", "1"),))


def test_a_table_without_rows_has_all_its_columns() -> None:
    assert [head.said for head in FactTable("表", ("项", "数"), ()).whole().heads] == ["项", "数"]


def test_a_table_without_columns_has_its_name_for_a_head() -> None:
    assert [head.said for head in FactTable("表", (), ()).whole().heads] == ["表"]


@pytest.mark.parametrize(
    ("texts", "side"),
    [
        (["1.00", "", "1,234.5", "78.80%"], "right"),
        (["30.00", "—"], "right"),
        (["—", "—"], "center"),
        (["≥95.00%", "有效提升"], "center"),
        (["甲", "部分业务流程有待优化，将加强培训"], "left"),
        (["其中：单位缴纳", "　　　个人缴纳"], "left"),
        ([], "center"),
    ],
)
def test_the_side_goes_by_what_stands_in_a_column(texts: list[str], side: str) -> None:
    assert side_of(texts) == side
