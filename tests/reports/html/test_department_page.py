"""The page on a summary: what it says, that it stays small, and that nothing somebody typed is more than text."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from long_lists import long_rollup
from page_tags import HACKED, HOSTILE, Tags, loads_nothing
from summaries import eight, hostile
from xlgen.errors import XlgenError
from xlgen.reports.html.department_page import department_page
from xlgen.reports.summed import summary_report
from xlgen.rollup.records import Rollup
from xlgen.words.numbers import half_up

BIG = 2_000_000  # bytes


@pytest.mark.parametrize("draws", [True, False])
def test_every_figure_of_the_summary_is_on_its_page(draws: bool) -> None:
    texts = set(Tags(department_page(eight(), draws)).texts)
    found = summary_report(eight())["figures"]
    assert f"{half_up(Decimal(found['budget']), 2):,.2f}" in texts
    assert f"{half_up(Decimal(found['rate']) * 100, 2)}%" in texts
    for key in ("mean", "weighted", "best", "worst", "lost"):
        assert f"{half_up(Decimal(found[key]), 2):f}" in texts, key


def test_every_project_has_its_row_with_its_grade_and_status() -> None:
    page = department_page(eight(), draws=False).decode()
    rows = re.findall(r'<tr id="p\d+">(.*?)</tr>', page, re.DOTALL)
    cells = [Tags(row).texts for row in rows]
    assert [each[0] for each in cells] == ["A", "B", "C", "E", "F", "G"]
    assert cells[0] == ["A", "项目A", "甲中心", "100.00", "50.00", "50.00%", "88.83", "良", "审核通过", "0", "0"]
    assert "退回修改" in cells[-1]


def test_what_does_not_count_is_listed_with_the_reason_and_the_remedy() -> None:
    texts = Tags(department_page(eight(), draws=False)).texts
    assert {"没有收到", "催报", "有 2 处错误", "退回修改后重报"} <= set(texts)


def test_findings_are_told_with_their_cells() -> None:
    texts = Tags(department_page(eight(), draws=False)).texts
    assert {"“得分”为 100", "请恢复公式", "'自评 表'!J12"} <= set(texts)


def test_points_lost_are_told_by_level_by_indicator_and_by_reason() -> None:
    texts = Tags(department_page(eight(), draws=False)).texts
    assert {"按一级指标", "扣分最多的指标", "写得最多的原因", "人数*", "=1+1", "（没有写）"} <= set(texts)


def test_charts_stand_where_they_are_wanted_and_tables_in_either_case() -> None:
    with_charts, without = (Tags(department_page(eight(), draws)) for draws in (True, False))
    assert [tag for tag, _ in with_charts.found].count("svg") == 4  # grades, spread, levels, losses
    assert [tag for tag, _ in without.found].count("svg") == 0
    assert [tag for tag, _ in with_charts.found].count("table") == [tag for tag, _ in without.found].count("table")


def test_a_dot_leads_to_the_row_of_its_project() -> None:
    page = department_page(eight(), draws=True).decode()
    spread = page.partition('id="spread"')[2].partition("</section>")[0]
    led = re.findall(r'<a href="#(p\d+)" tabindex="-1"><title>(\w) ', spread)
    assert sorted(led) == [("p1", "A"), ("p2", "B"), ("p4", "E")]  # C has no budget


def test_ids_are_there_once_and_every_link_leads_to_one() -> None:
    tags = Tags(department_page(long_rollup(40, 4), draws=True))
    ids = tags.ids()
    assert len(ids) == len(set(ids))
    assert {(attributes["href"] or "")[1:] for tag, attributes in tags.found if tag == "a"} <= set(ids)


def test_the_page_of_a_unit_is_of_its_projects_alone() -> None:
    page = department_page(eight(), draws=True, unit="*中心").decode()
    assert "<h1>*中心：" in page
    assert re.findall(r'<tr id="p\d+"><td class="c">(\w)</td>', page) == ["B", "C", "G"]
    assert "项目A" not in page


def test_a_unit_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(XlgenError, match="没有叫“甲中心院”的实施单位，是不是“甲中心”"):
        department_page(eight(), draws=True, unit="甲中心院")


def test_a_summary_in_which_nothing_counts_has_a_page_too() -> None:
    nothing = replace(eight(), projects=tuple(replace(each, counted=False, score=None, items=()) for each in eight().projects))
    assert "没有扣分。" in department_page(nothing, draws=True).decode()
    assert loads_nothing(department_page(Rollup(()), draws=True))


@pytest.mark.parametrize("said", HOSTILE)
def test_what_somebody_typed_is_text(said: str) -> None:
    page = department_page(hostile(said), draws=True)
    assert loads_nothing(page)
    assert f"<script>{HACKED}" not in page.decode()


def test_the_same_summary_gives_the_same_bytes() -> None:
    assert department_page(long_rollup(30, 4), draws=True) == department_page(long_rollup(30, 4), draws=True)


@pytest.mark.slow
def test_five_thousand_projects_fit_in_two_megabytes_and_what_is_left_out_is_told() -> None:
    made = long_rollup(5000, 2)
    long = "很长的项目名称" * 12
    named = replace(
        made,
        projects=tuple(replace(each, name=f"{long}{each.name}", unit=f"{long}{each.unit}") for each in made.projects),
        problems=tuple(replace(each, name=long, finding=replace(each.finding, message=long * 5, hint=long * 3)) for each in made.problems),
        pendings=tuple(replace(each, name=long, unit=long, reason=long, remedy=long) for each in made.pendings),
    )  # fmt: skip
    for rollup in (made, named):
        page = department_page(rollup, draws=True)
        assert len(page) <= BIG
        left = re.findall(r"另有 (\d+) (\S+?)没有列出，全部用 xlgen rollup 看。", page.decode())
        listed = len(re.findall(r'<tr id="p\d+">', page.decode()))
        assert {what: int(count) for count, what in left}["个项目"] == 5000 - listed
        assert "个点" in page.decode()
