"""Execution against score: axes that hold every project, and no more dots than can be told apart."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from page_tags import Tags
from summaries import eight, project
from xlgen.reports.html import score_sections
from xlgen.reports.html.score_sections import overall_section, spread_section
from xlgen.reports.html.summed_tables import summed_tables
from xlgen.rollup.records import Rollup


def spread(*projects: tuple[str, str, str]) -> str:
    lines = tuple(project(f"P{n}", *each) for n, each in enumerate(projects, 1))
    return spread_section(summed_tables(Rollup(lines), draws=True), {}).body


@pytest.mark.parametrize(
    ("executed", "marks"),
    [
        ("90", ["50%", "60%", "70%", "80%", "90%", "100%"]),
        ("40", ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ("114.73", ["50%", "70%", "90%", "110%", "120%"]),
        ("540", ["50%", "150%", "250%", "350%", "450%", "540%"]),
        ("99999", ["50%", "100000%"]),
    ],
)
def test_rates_are_marked_from_where_the_lowest_is_at_as_many_places_as_there_is_room_for(
    executed: str, marks: list[str]
) -> None:
    texts = Tags(spread(("100", executed, "90"))).texts
    assert [each for each in texts if re.fullmatch(r"\d+%", each)] == marks


def test_scores_are_marked_where_a_grade_begins() -> None:
    texts = Tags(spread(("100", "90", "90"))).texts
    assert [each for each in texts if each in ("50", "中 60", "良 80", "优 90", "100")] == [
        "50",
        "中 60",
        "良 80",
        "优 90",
        "100",
    ]


def test_more_projects_than_can_be_told_apart_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(score_sections, "MOST_DOTS", 2)
    body = spread(("100", "90", "90"), ("100", "80", "70"), ("100", "95", "80"))
    assert [tag for tag, _ in Tags(body).found].count("circle") == 2
    assert "P1" not in body
    assert "图上是得分最低的 2 个，共 3 个。" in body


def test_a_summary_of_too_little_says_so_in_red() -> None:
    body = overall_section(summed_tables(eight(), draws=False)).body
    (said,) = re.findall('<p class="grave">(.*?)</p>', body)
    assert said == "覆盖率（按项目数） 66.67%、覆盖率（按预算数） 0.00%。覆盖率不到 80%：合计数只说计入的项目，说明不了全部。"


def test_a_summary_of_all_says_nothing_in_red() -> None:
    whole = Rollup((project("A", "1", "1", "90", issued_budget=Decimal(1)),))
    assert "grave" not in overall_section(summed_tables(whole, draws=False)).body


def test_where_no_project_has_both_there_is_no_section() -> None:
    assert spread(("0", "0", "90")) == ""
