"""Lists of a page: units that lead to their projects, projects to choose among, those with the lowest scores where room is short."""

from __future__ import annotations

import pytest

from page_tags import Tags
from summaries import eight, project
from xlgen.reports.html import list_sections
from xlgen.reports.html.list_sections import offices_section, pendings_section, projects_listed, projects_section
from xlgen.reports.html.summed_tables import summed_tables
from xlgen.rollup.records import Rollup

THREE = Rollup((project("A", "1", "1", "90"), project("B", "1", "1", "60"), project("C", "1", "1", "75")))


def test_the_name_of_a_unit_narrows_to_its_projects() -> None:
    tags = Tags(offices_section(summed_tables(eight(), draws=False), "units").body)
    assert [each for tag, each in tags.found if tag == "a"] == [
        {"href": "#projects", "data-picks": unit} for unit in ("甲中心", "*中心", "“>90”", ">90") if unit in tags.texts
    ]


def test_one_unit_alone_needs_no_table_of_units() -> None:
    assert offices_section(summed_tables(THREE, draws=False), "units").body == ""


def test_where_there_is_room_projects_stand_in_their_order() -> None:
    assert list(projects_listed(summed_tables(THREE, draws=False))) == [0, 1, 2]


def test_where_room_is_short_the_lowest_scores_stay_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = summed_tables(THREE, draws=False)
    rows = projects_listed(tables)
    monkeypatch.setitem(list_sections.ROOM, "projects", len(rows[1].encode()) + len(rows[2].encode()))
    listed = projects_listed(tables)
    body = projects_section(tables, listed).body
    assert list(listed) == [1, 2]
    assert "共 3 个，列的是得分最低的。" in body
    assert "另有 1 个项目没有列出，全部用 xlgen rollup 看。" in body


def test_projects_are_chosen_by_what_there_is() -> None:
    tables = summed_tables(eight(), draws=False)
    options = [
        each["value"] for tag, each in Tags(projects_section(tables, projects_listed(tables)).body).found if tag == "option"
    ]
    assert {"审核通过", "退回修改", "未报送", "优", "良", "中", "差", "*中心"} <= set(options)
    assert "待核实" not in options


def test_where_all_counts_it_is_said() -> None:
    assert pendings_section(summed_tables(THREE, draws=False)).body == "<p>都计入了。</p>"
