"""Tables of a summary as a page prints them: the very figures of the summary."""

from __future__ import annotations

from decimal import Decimal

import pytest

from page_tags import Tags
from summaries import eight
from xlgen.pages.page_tables import NUMBER, PageColumn
from xlgen.reports.html.summed_tables import overall_lines, summed_tables
from xlgen.rollup.figures import OVERALL, figures

TABLES = summed_tables(eight(), draws=False)


def test_the_overall_figures_are_those_of_the_summary() -> None:
    found = figures(eight()).overall
    told = dict(zip(OVERALL, overall_lines(TABLES), strict=True))
    assert told["budget"][1] == f"{found['budget']:,.2f}"
    assert told["counted"][:2] == ("计入汇总项目数", "4")


def test_texts_speak_of_the_parts_of_the_page_and_not_of_the_book() -> None:
    said = "".join(note for _, _, note in overall_lines(TABLES))
    assert "“没有计入的”" in said
    assert "“未计入清单”" not in said


@pytest.mark.parametrize(
    ("key", "rows"), [("grades", 4), ("levels", 2), ("units", 3), ("projects", 6), ("problems", 1), ("pendings", 2)]
)
def test_lines_have_neither_totals_nor_blanks(key: str, rows: int) -> None:
    assert len(TABLES.lines(key)) == rows


def test_columns_are_called_without_remarks_and_numbers_are_known_as_such() -> None:
    assert TABLES.titles("projects", ("name", "budget")) == [PageColumn("项目名称"), PageColumn("预算数", NUMBER)]


def test_figures_are_decimals_and_blanks_are_0() -> None:
    assert TABLES.numbers("projects.score") == [
        Decimal("88.83"),
        Decimal(100),
        Decimal(60),
        Decimal("88.83"),
        Decimal(0),
        Decimal(0),
    ]


def test_a_table_has_all_its_lines() -> None:
    assert [tag for tag, _ in Tags(TABLES.table("grades", "等级")).found].count("tr") == 1 + 4
