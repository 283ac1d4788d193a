"""How high the rows of a page must be for the longest text they may hold."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from xlgen.form.layout.measure import height_of
from xlgen.form.layout.records import LEAST, Block, Lines, Page
from xlgen.form.records import NUMERIC, Cell
from xlgen.language.nodes import Call, Const, Expr
from xlgen.language.operators import IF, OPS
from xlgen.language.per_formula import per_formula

USUAL = "字" * 40  # what a filler writes where a text is asked


def fit_heights(page: Page) -> None:
    """Rows as high as their longest text; a text merged down is spread over its rows, each takes its share of what is missing.

    Rows that no application fits have room for what is usually written; the others grow under the filler's hands.
    """
    width, heights = _widths(page), page.heights
    for block in sorted(page.blocks, key=lambda b: b.last_row - b.row):
        rows = range(block.row, block.last_row + 1)
        for row in rows:
            heights.setdefault(row, LEAST)
        missing = _needed(block, width(block)) - (sum([heights[row] for row in rows]) if len(rows) > 1 else heights[block.row])
        if missing > 0:
            for row in rows:
                heights[row] += missing / len(rows)
            if len(rows) > 1:  # Excel fits rows anew on opening and passes merged cells over: what they need would be lost
                page.fixed.update(rows)
        # a merged text on one row cannot be fitted by the application, so its height is fixed
        if block.column != block.last_column or block.role in ("title", "heading", "seal"):
            page.fixed.add(block.row)
    page.filled = dict(page.heights)
    for block in page.blocks:
        if block.cell is not None and (text := usual_text(block)):
            page.filled[block.row] = max(page.filled[block.row], height_of(block.role, text, width(block)))
    page.heights |= {row: page.filled[row] for row in page.fixed}


def needed(page: Page, block: Block) -> float:
    """Points that the longest text of a block needs."""
    return _needed(block, _widths(page)(block))


def _needed(block: Block, width: float) -> float:
    text, lines = (block.text or shown(block.cell)), (block.cell.tall if block.cell else 1)
    return height_of(block.role, text, width, lines)


def _widths(page: Page) -> Callable[[Block], float]:
    """Characters that a block is wide, each run of columns added up once."""
    known: dict[Lines, float] = {}

    def across(block: Block) -> float:
        columns = block.column, block.last_column
        if columns not in known:
            known[columns] = float(sum(page.widths[columns[0] : columns[1] + 1], Decimal(0)))
        return known[columns]

    return across


def usual_text(block: Block) -> str:
    """What a filler writes into a block where a text is asked, else nothing."""
    asks = block.cell and block.cell.is_input and block.cell.type not in (*NUMERIC, "date", "choice")
    return {"cell": USUAL, "signature": USUAL[:6]}.get(block.role, "") if asks else ""


def shown(cell: Cell | None) -> str:
    """The longest text a cell may show as issued."""
    if cell is None:
        return ""
    if cell.formula is not None:
        return _longest(cell.formula)
    return cell.value if isinstance(cell.value, str) else "" if cell.value is None else str(cell.value)


@per_formula
def _longest(expr: Expr) -> str:
    """About the longest text a formula may give; numbers need no more than a line."""
    match expr:
        case Const(str() as text):
            return text
        case Call(op, args) if op is OPS["join"]:
            return "".join(_longest(arg) or "000" for arg in args)
        case Call(op, (_, *branches)) if op in IF.values():
            return max(map(_longest, branches), key=len)
    return ""
