"""How wide a text stands, counted in half-width characters."""

from __future__ import annotations

import unicodedata

FULL = "WF"  # two characters wide everywhere
IN_PRINT = "WFA"  # in a Chinese font: “ ” ≥ · too, which a terminal shows narrow


def units(text: str, full: str = IN_PRINT) -> int:
    """Width in half-width characters, the unit of column widths: Chinese characters count two."""
    return sum(2 if unicodedata.east_asian_width(c) in full else 1 for c in text)
