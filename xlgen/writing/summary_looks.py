"""How a summary looks: fonts, colours and number formats by role and type, in XlsxWriter's words, and heights of its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from xlgen.excel_limits import MAX_TEXT
from xlgen.form.layout.looks import FORMATS, SCORE
from xlgen.form.layout.measure import height_of, points_wide
from xlgen.form.layout.palette import ALERT, ALERTED, ASIDE, HEAD, HEAD_FONT, LINK, TEXT_FONT
from xlgen.language.operators import Value
from xlgen.rollup.arrangement import SummaryPage, TextLine
from xlgen.rollup.grids import Grid
from xlgen.rollup.spots import Spot
from xlgen.writing.new_book import A3, A4

LONGEST = MAX_TEXT // 1000 * 1000  # characters of a text
SURE = MAX_TEXT // 2  # fewer characters fit whatever they are
BODY: dict[str, Any] = {"font_name": TEXT_FONT, "font_size": 10, "valign": "vcenter"}
HEADING = {"font_name": HEAD_FONT, "bg_color": HEAD, "border": 1, "align": "center", "text_wrap": True}
LINES: dict[str, dict[str, Any]] = {  # by role, with the height of the row
    "title": {"font_name": HEAD_FONT, "font_size": 16, "align": "center"},
    "left": {"align": "left"},
    "right": {"align": "right"},
    "verdict": {"align": "left", "bold": True},
    "heading1": {"font_name": HEAD_FONT, "font_size": 11, "align": "left"},
    "note": {"align": "left", "text_wrap": True},
    "signature": {"align": "left", "valign": "bottom"},
}
DATA_TAB = "#BFBFBF"  # of the tabs of sheets that need not be printed
LEAST_SCALE = 0.81  # of print: what is wider goes onto larger paper, for texts of 10 points are to come out at 8
WIDE = {A4: (523, 769), A3: (769, 1118)}  # points between the margins, upright and across
HEIGHTS = {"title": 32.0, "heading1": 24.0, "signature": 36.0}
TYPES: dict[str, dict[str, Any]] = {
    "text": {"align": "left", "text_wrap": True, "indent": 1},
    "any": {"align": "center", "text_wrap": True},
    "code": {"align": "center", "text_wrap": True},
    "count": {"align": "center", "num_format": FORMATS["count"]},
    "number": {"align": "center", "num_format": "General"},
    "whole": {"align": "center", "num_format": "#,##0"},
    "sum": {"align": "center", "num_format": "#,##0.00##"},
    "money": {"align": "right", "indent": 1, "num_format": FORMATS["money"]},
    "percent": {"align": "center", "num_format": FORMATS["percent"]},
    "score": {"align": "center", "num_format": SCORE},
    "order": {"align": "right", "num_format": "0.0000000"},
    "date": {"align": "center", "num_format": FORMATS["date"]},
    "path": {"align": "left", "font_size": 9, "font_color": ASIDE},
    "link": {"align": "center", "font_color": LINK, "underline": 1},
}
ALARM = {"font_color": ALERT, "bg_color": ALERTED, "bold": True}
WRAPPED = {kind for kind, said in TYPES.items() if "text_wrap" in said}
LEAST = {
    "validate": "decimal",
    "criteria": "between",
    "minimum": 0,
    "maximum": 100,
    "input_title": "等级界限",
    "input_message": "填 0—100，从高到低。得分不低于此数的为这一等级。",
    "error_title": "填写有误",
    "error_message": "请填 0—100 的数。",
}


def fitting(text: str) -> str:
    """As much of a text as a cell takes, which counts signs beyond U+FFFF twice."""
    if len(text) < SURE:
        return text
    return text[:LONGEST].encode("utf-16-le", "surrogatepass")[: 2 * MAX_TEXT].decode("utf-16-le", "ignore")


def paper_of(page: SummaryPage) -> int:
    """The paper on which a sheet can be read."""
    wide = sum(points_wide(width) for width in page.widths[: page.paper[1]])
    return A4 if wide * LEAST_SCALE <= WIDE[A4][page.landscape] else A3


def line_height(page: SummaryPage, line: TextLine, shown: str) -> float:
    """Points a text across the sheet needs."""
    return HEIGHTS.get(line.role) or height_of(
        "plain" if line.role == "note" else line.role, shown, sum(page.widths[at] for at in line.columns(page))
    )


def headings_height(grid: Grid) -> float:
    """Points the headings of a table need."""
    return 33.0 if any("\n" in column.label for column in grid.columns) else 24.0


LEAST_HEIGHT = 18.0  # points of a row
KEPT = 4_000  # texts of a column whose heights are kept


def row_heights(page: SummaryPage, spot: Spot) -> Callable[[Sequence[Value]], float]:
    """Points a row of a table needs for its texts on paper, from its values."""
    wraps = _wrapped(page, spot)

    def height(row: Sequence[Value]) -> float:
        return min(max([_needed(row[i], wide) for i, wide in wraps], default=LEAST_HEIGHT), page.tallest)

    return height


def _wrapped(page: SummaryPage, spot: Spot) -> list[tuple[int, float]]:
    """Columns of texts on paper that take several lines, by number, each with its width."""
    wraps: list[tuple[int, float]] = []
    at = spot.column
    for i, column in enumerate(spot.grid.columns):
        if at < page.paper[1] and column.type in WRAPPED:
            wraps.append((i, sum(page.widths[at : at + column.span])))
        at += column.span
    return wraps


def _needed(value: Value, wide: float) -> float:
    if isinstance(value, str) and (len(value) * 2 > wide or "\n" in value):
        return max(LEAST_HEIGHT, height_of("", value, wide))
    return LEAST_HEIGHT


class RowHeights:
    """The same for many rows, column by column; what a text needs is found once."""

    def __init__(self, page: SummaryPage, spot: Spot) -> None:
        self._wraps = [(i, wide, dict[Value, float]()) for i, wide in _wrapped(page, spot)]
        self._tallest = page.tallest

    def of(self, columns: Sequence[Sequence[Value]]) -> list[float]:
        """Points each row needs."""
        found = [down for i, wide, known in self._wraps if max(down := _heights(columns[i], wide, known)) > LEAST_HEIGHT]
        if not found:
            return [min(LEAST_HEIGHT, self._tallest)] * len(columns[0])
        return [min(most, self._tallest) for most in (map(max, *found) if len(found) > 1 else found[0])]


def _heights(values: Sequence[Value], wide: float, known: dict[Value, float]) -> list[float]:
    if len(known) > KEPT:
        known.clear()
    found = [*map(known.get, values)]
    if None in found:
        for row, height in enumerate(found):
            if height is None:
                found[row] = known[values[row]] = _needed(values[row], wide)
    return found  # type: ignore[return-value]  # all are found
