"""How wide a text stands, counted in half-width characters."""

from __future__ import annotations

import unicodedata

FULL = "WF"  # two characters wide everywhere
IN_PRINT = "WFA"  # in a Chinese font: “ ” ≥ · too, which a terminal shows narrow


class _Widths(dict[str, int]):
    """Width of each character, found when it is first met."""

    def __init__(self, full: str) -> None:
        super().__init__()
        self.full = full

    def __missing__(self, character: str) -> int:
        width = self[character] = 2 if unicodedata.east_asian_width(character) in self.full else 1
        return width


_WIDTHS = {full: _Widths(full) for full in (FULL, IN_PRINT)}


def units(text: str, full: str = IN_PRINT) -> int:
    """Width in half-width characters, the unit of column widths: Chinese characters count two."""
    return sum(map(_WIDTHS[full].__getitem__, text))
