"""Heights as Excel keeps them: rows that are not fixed are fitted anew on opening, and merged cells are passed over then."""

from __future__ import annotations

from decimal import Decimal

import pytest

from blanks import TEMPLATES, laid_out
from xlgen.form.layout.heights import LEAST, needed
from xlgen.form.layout.records import Page


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
