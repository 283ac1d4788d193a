"""A form that is a little too high for a page gives up lines to write on; its widths stay as its author drew them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blanks import TEMPLATES
from widths import TOO_HIGH, page_of, projects
from xlgen.form.layout.fitting import fit_to_page
from xlgen.form.layout.heights import fit_heights
from xlgen.form.layout.paging import LEAST_SCALE, excess
from xlgen.form.layout.records import Page
from xlgen.form.records import Cell


def sealed(rows: int, tall: int = 1) -> Page:
    """A page with a name and a text to be told in each row."""
    page = Page("表", (Decimal(40), Decimal(60)), landscape=False)
    for row in range(rows):
        page.put((row, row), (0, 0), "cell", cell=Cell(f"t.{row}.name", "名称", "text", value="指标"))
        page.put((row, row), (1, 1), "cell", cell=Cell(f"t.{row}.reason", "原因", "text", tall=tall))
    page.last_row = rows - 1
    return page


def too_high(page: Page) -> float:
    return excess(sum(page.filled_on_paper), page.landscape, LEAST_SCALE)


def lines(page: Page) -> set[int]:
    return {block.cell.tall for block in page.blocks if block.cell}


@pytest.mark.parametrize(
    ("rows", "tall", "left"),
    [(12, 5, {1, 5}), (18, 5, {1, 3}), (18, 4, {1, 3}), (30, 4, {1, 2}), (60, 4, {1, 4})],
    ids=["fits as drawn", "gives up two lines", "gives up one", "gives up as many as forty characters leave", "never fits"],
)
def test_lines_to_write_on_that_are_left(rows: int, tall: int, left: set[int]) -> None:
    page = sealed(rows, tall)
    fit_to_page(page)
    assert lines(page) == left
    assert (too_high(page) <= 0) == (rows < 60)


def test_widths_stay_as_drawn() -> None:
    page = sealed(18, 5)
    fit_to_page(page)
    assert page.widths == (Decimal(40), Decimal(60))


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "department"])
def test_short_forms_of_a_template_stand_on_one_page(template: str) -> None:
    """Filled with what is usual, at the widths the template says, with some points to spare."""
    high = {}
    for name, project in projects(template):
        page = page_of(template, project)
        fit_to_page(page)
        if too_high(page) > 0:
            high[name] = round(too_high(page))
    assert high == {name: TOO_HIGH[name] for name, _ in projects(template) if name in TOO_HIGH}


def test_rows_that_no_application_fits_hold_forty_characters() -> None:
    page = Page("表", (Decimal(8), Decimal(12)), landscape=False)
    page.put((0, 0), (0, 1), "cell", cell=Cell("achieved", "完成情况", "text"))
    fit_heights(page)
    assert page.fixed == {0}
    assert page.heights == page.filled
    assert page.heights[0] > 3 * 14.5
