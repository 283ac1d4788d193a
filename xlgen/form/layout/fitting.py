"""A form that is a little too high for one page gives up empty lines to write on; nothing else of it changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlgen.form.layout.heights import fit_heights
from xlgen.form.layout.measure import TYPE_LINE
from xlgen.form.layout.paging import LEAST_SCALE, excess
from xlgen.form.layout.records import Block, Page

LINES_LEFT = (4, 3, 2, 1)  # lines to write on, where an author wants more


def fit_to_page(page: Page) -> None:
    """Rows as high as they must be, with as many lines to write on as one page has room for; all where it never has."""
    fit_heights(page)
    whole = page.blocks
    to_give = TYPE_LINE * sum(block.cell.tall - 1 for block in whole if block.cell)
    if not 0 < _too_high(page) <= to_give:
        return
    for lines in LINES_LEFT:
        _fit(page, shorter(whole, lines))
        if _too_high(page) <= 0:
            return
    _fit(page, whole)


def shorter(blocks: Sequence[Block], lines: int) -> list[Block]:
    """The blocks with no more than so many lines to write on."""
    return [
        replace(block, cell=replace(block.cell, tall=lines)) if block.cell and block.cell.tall > lines else block
        for block in blocks
    ]


def _too_high(page: Page) -> float:
    """Points of the filled form that one page has no room for."""
    return excess(sum(page.filled_on_paper), page.landscape, LEAST_SCALE)


def _fit(page: Page, blocks: list[Block]) -> None:
    page.blocks = blocks
    page.heights.clear()
    page.fixed.clear()
    fit_heights(page)
