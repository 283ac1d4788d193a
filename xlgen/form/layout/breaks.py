"""Where a page of a sheet ends on paper, and what is printed again after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from xlgen.form.layout.heights import fit_heights
from xlgen.form.layout.paging import (
    KEEP,
    LEAST_SCALE,
    Merge,
    excess,
    fitted_scale,
    one_page_scale,
    page_breaks,
    pieces,
    print_scale,
    printable_height,
)
from xlgen.form.layout.records import Block, Page


def paginate(page: Page) -> None:
    """One page where that is read well, filled with what is usual; else pages end where groups end."""
    widest = print_scale(page.widths, page.landscape)
    filled = sum(page.filled_on_paper)
    scale = one_page_scale(filled, page.landscape, widest)
    if scale is None and one_page_scale(sum(page.on_paper), page.landscape, widest):
        scale = LEAST_SCALE
    if scale is None:
        _tear(page, widest)
    elif scale < widest or excess(filled, page.landscape, fitted_scale(page.widths, page.landscape)) > 0:
        page.scale = scale


def _tear(page: Page, scale: int) -> None:
    """End pages where groups end; a label torn by a page's end is printed again on the next page."""
    whole = page.blocks
    room = printable_height(page.landscape, scale)
    for _ in range(4):  # a label printed again may want higher rows, and those another break
        filled = page.filled_on_paper
        heights = filled if sum(filled) < 2 * room else page.on_paper  # of two pages neither overflows
        breaks = page_breaks(heights, room, page.repeat, list(merges(whole)))
        if breaks == page.breaks:
            return
        page.breaks, page.scale = breaks, scale if breaks else None
        page.blocks = [piece for block in whole for piece in _torn(block, breaks)]
        fit_heights(page)


def merges(blocks: Sequence[Block]) -> Iterator[Merge]:
    """What had better not be torn: groups, the finer the dearer; headings from what they head; the signatures at the end."""
    columns = sorted({block.column for block in blocks if block.role == "group"})
    signed = {block.row for block in blocks if block.role in ("signature", "seal")}
    for block in blocks:
        if block.role in ("group", "side") and block.last_row > block.row:
            yield Merge(block.row, block.last_row, 1.0 if block.role == "side" else 2.0 + 3.0 * columns.index(block.column))
        if block.role in ("title", "subtitle", "heading", "heading1"):
            yield Merge(block.row, block.last_row + 1, KEEP)
    first = last = max(signed, default=0)
    while first - 1 in signed:
        first -= 1
    if signed:
        yield Merge(first - 1, last, KEEP)  # with the line above, so that no page holds signatures alone


def _torn(block: Block, breaks: Sequence[int]) -> Iterator[Block]:
    """The block, or where a page ends inside it one for each page."""
    for first, last in pieces(block.row, block.last_row, breaks):
        text = block.text if first == block.row or not block.text else f"{block.text}\n（续）"
        yield replace(block, row=first, last_row=last, text=text)
