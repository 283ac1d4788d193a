"""Where each sheet of a summary is: a list of links beside the first one, on the screen only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xlgen.language.nodes import Call, Const
from xlgen.language.operators import OPS
from xlgen.rollup.arrangement import SummaryPage
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.spots import Spot
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import quoted

GAP, NAME, KIND = 3.0, 20.0, 9.0  # widths
TOP = 3  # row of its heading


def index_grid(pages: Sequence[SummaryPage]) -> Grid:
    """A link to each sheet, and whether it is for paper."""
    columns = (GridColumn("sheet", "转到", "link", NAME), GridColumn("kind", "用处", "code", KIND))
    rows: list[GridRow] = [{"sheet": _link(page.name), "kind": "数据" if page.is_data else "打印"} for page in pages]
    return numbered("index", columns, rows)


def _link(name: str) -> GridEntry:
    return GridEntry(formula=Call(OPS["link"], (Const(f"{quoted(name)}!{spell(0, 0)}"), Const(name))))


def with_index(pages: Sequence[SummaryPage], proof: Grid) -> SummaryPage:
    """The first sheet with the list of all others to its right and, below it, the sentences that other sheets repeat.

    Rows keep the heights of what is on paper.
    """
    [first, *others] = pages
    aside = Spot(index_grid(others), first.name, TOP, len(first.widths) + 1)
    below = Spot(proof, first.name, aside.after + 1, aside.column)
    return replace(
        first,
        widths=(*first.widths, GAP, NAME, KIND),
        spots=(aside, below, *first.spots),
        across=len(first.widths),
        printed=first.last,
    )
