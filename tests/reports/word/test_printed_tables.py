"""Tables of a form as printed, whole: every column and every row of it, under its own name and the usual ones."""

from __future__ import annotations

import pytest

from documents import answers, filled
from xlgen.reports.word.form_facts import form_facts
from xlgen.word.word_tables import WholeTable


def whole(name: str, table: str) -> WholeTable:
    [found] = form_facts(answers(name, filled(name))).whole(f"{table}.整表")
    return found


@pytest.mark.parametrize(
    ("name", "rows", "columns"), [("xinzhou", 7, 10), ("qingdao", 1, 9), ("nanchang", 1, 7), ("gaoyi", 3, 4), ("zhangye", 3, 6)]
)
def test_the_funding_of_every_form_has_the_printed_columns(name: str, rows: int, columns: int) -> None:
    found = whole(name, "资金矩阵")
    assert (len(found.rows), len(found.heads)) == (rows, columns)


def test_the_matrix_says_what_the_form_prints() -> None:
    found = whole("xinzhou", "项目资金")
    assert found.rows[3] == ("全年执行资金", "(4)", "23.64", "23.64", "", "", "23.64", "", "", "")
    assert [row[2] for row in found.rows] == ["30.00", "30.00", "30.00", "23.64", "6.36", "100.00%", "78.80%"]
    assert [head.side for head in found.heads][:4] == ["center", "center", "right", "right"]


@pytest.mark.parametrize(("name", "rows"), [("xinzhou", 8), ("qingdao", 8), ("nanchang", 26), ("gaoyi", 29), ("zhangye", 4)])
def test_the_indicators_of_every_form_are_there(name: str, rows: int) -> None:
    assert len(whole(name, "自评表").rows) == rows


def test_the_projects_of_a_department_are_there_and_a_form_without_has_none() -> None:
    assert (len(whole("gaoyi", "分项清单").rows), whole("xinzhou", "分项清单").rows) == (19, ())


def test_neighbours_of_one_level_are_joined() -> None:
    assert [head.said for head in whole("xinzhou", "自评表").heads if head.joined] == ["一级指标", "二级指标"]
