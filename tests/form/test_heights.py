"""Heights as Excel keeps them: rows that are not fixed are fitted anew on opening, and merged cells are passed over then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blanks import TEMPLATES, laid_out
from xlgen.form.layout.heights import LEAST, fit_heights, needed
from xlgen.form.layout.measure import lines_of
from xlgen.form.layout.records import Page
from xlgen.words.widths import units


def kept(page: Page, row: int) -> Decimal | float:
    """Height of a row once Excel has fitted it."""
    if row in page.fixed:
        return page.heights[row]
    own = [needed(page, b) for b in page.blocks if b.row == b.last_row == row and b.column == b.last_column]
    return max([LEAST, *own])


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_text_merged_down_is_still_whole_when_excel_has_fitted_the_rows(name: str) -> None:
    cut = [
        (page.name, block.text or (block.cell.name if block.cell else ""))
        for page in laid_out(name).pages
        for block in page.blocks
        if block.last_row > block.row
        and needed(page, block) > sum(kept(page, row) for row in range(block.row, block.last_row + 1)) + 0.5
    ]
    assert cut == []


def test_rows_that_only_a_text_merged_down_makes_high_are_fixed() -> None:
    page = Page("表", (Decimal(8), Decimal(20)), landscape=False)
    page.put((0, 1), (0, 0), "group", "服务对象满意度指标" * 4)
    page.put((0, 0), (1, 1), "cell")
    page.put((1, 1), (1, 1), "cell")
    fit_heights(page)
    assert (page.fixed, sum(page.heights.values())) == ({0, 1}, needed(page, page.blocks[0]))


def test_rows_high_enough_by_themselves_may_grow() -> None:
    page = Page("表", (Decimal(8), Decimal(20)), landscape=False)
    page.put((0, 1), (0, 0), "group", "产出")
    page.put((0, 0), (1, 1), "cell")
    page.put((1, 1), (1, 1), "cell")
    fit_heights(page)
    assert page.fixed == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_text_that_explains_a_score_touches_the_right_border(name: str) -> None:
    """Its rows hold all of its lines, each shorter than the cell by an indent, in pixels of half-width characters of 10 points."""
    for page in laid_out(name).pages:
        texts = [b for b in page.blocks if page.name == "评分规则说明" and b.cell and isinstance(b.cell.value, str)]
        for block in texts:
            lines = str(block.cell.value if block.cell else "").split("\n")
            wide = int(sum(page.widths[block.column : block.last_column + 1]) * 8)
            assert max(map(units, lines)) * 20 / 3 <= wide - 12 or max(map(len, lines)) == 1
            assert page.heights[block.row] >= 14.5 * len(lines)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_source_of_money_is_named_on_two_lines(name: str) -> None:
    """Its column is as wide as the longest label wants: 其中：当年财政拨款 is no tower of three lines."""
    most = 3 if name == "project-beijing" else 2  # 其中：本年一般公共预算拨款, beside how each indicator is scored
    high = [
        (block.cell.value, lines)
        for page in laid_out(name).pages
        for block in page.blocks
        if block.cell and block.cell.name.startswith("funds.") and block.cell.name.endswith(".label") and block.cell.value
        and (lines := lines_of(str(block.cell.value), sum(page.widths[block.column : block.last_column + 1]))) > most
    ]  # fmt: skip
    assert high == []
