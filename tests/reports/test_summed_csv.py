"""The data of a summary as CSV: read by other programs as it was, and no text of an officer begins a formula."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal

from long_lists import long_rollup
from summaries import eight, project
from xlgen.reports.summed_csv import summary_csv
from xlgen.rollup.records import Rollup


def rows(rollup: Rollup, table: str) -> list[dict[str, str]]:
    content = b"".join(summary_csv(rollup)[table])
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_project_and_every_indicator_that_counts_has_a_row():
    rollup = eight()
    assert [row["项目编码"] for row in rows(rollup, "项目")] == [each.code for each in rollup.projects]
    assert len(rows(rollup, "明细")) == sum(1 for _ in rollup.indicators())


def test_figures_are_plain_numbers_and_grades_are_reckoned():
    [first, *_] = rows(eight(), "项目")
    assert [first[title] for title in ("预算数（万元）", "执行率", "自评得分", "自评等级", "状态")] == [
        "100",
        "0.5",
        "88.83",
        "良",
        "审核通过",
    ]


def test_no_text_begins_a_formula_and_negative_numbers_stay_numbers():
    made = replace(project("=A", "1", "3", "90"), name="+甲", goal="-乙")
    [row] = rows(Rollup((made,)), "项目")
    assert [row[title] for title in ("项目编码", "项目名称", "分项目标", "结余（万元）")] == ["'=A", "'+甲", "'-乙", "-2"]


def test_columns_of_the_office_stand_behind():
    made = replace(project("A", "1", "1", "90"), further={"联系科室": "社保科"})
    [row] = rows(Rollup((made,)), "项目")
    assert list(row.items())[-1] == ("联系科室", "社保科")


def test_many_rows_have_one_mark_and_all_of_them():
    rollup = long_rollup(120, 8)
    content = b"".join(summary_csv(rollup)["明细"])
    assert content.count(b"\xef\xbb\xbf") == 1
    assert sum(Decimal(row["得分"]) for row in rows(rollup, "明细")) == sum(item.score or 0 for _, item in rollup.indicators())


def test_quotients_have_eight_decimals():
    [row] = rows(Rollup((project("A", "3", "1", "90"),)), "项目")
    assert row["执行率"] == "0.33333333"
