"""How high a text stands in a cell: spreadsheets cannot fit rows to merged cells, so heights are computed."""

from __future__ import annotations

import unicodedata
from decimal import Decimal
from math import ceil

LINE = {"title": 26.0, "text": 16.0, "heading1": 18.0, "note": 13.5, "plain": 15.0}  # points per line of print, by role; 10 pt text otherwise
LEAST = {"title": 34.0, "heading": 30.0, "signature": 26.0, "plain": 26.0, "label": 24.0, "cell": 22.0, "subtitle": 20.0}
TYPE_LINE, PADDING = 13.5, 6.0


def units(text: str) -> int:
    """Width in half-width characters, the unit of column widths: Chinese characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def lines_of(text: str, width: Decimal | float) -> int:
    """Lines a text takes in a cell that is ``width`` half-width characters wide."""
    room = max(float(width) - 1.6, 2.0)  # the cell's own margins
    return sum(max(1, ceil(units(line) / (room - room % 2 if units(line) > room else room))) for line in text.split("\n"))


def height_of(role: str, text: str, width: Decimal | float, tall: int = 1) -> float:
    """Points a block needs: its text's lines, or ``tall`` lines where that is more, and never less than its role wants."""
    lines = max(lines_of(text, width), tall)
    return max(LEAST.get(role, 18.0), lines * LINE.get(role, TYPE_LINE) + PADDING)
