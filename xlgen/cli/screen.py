"""A table of texts as lines for a screen: columns as wide as needed, the widest folded where the screen is narrower."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from xlgen.words.widths import FULL, units

GAP, LEAST = "  ", 8  # between columns; a column is not folded to less


def table_lines(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """The lines: the first row is the heading, a line of dashes below it."""
    widths = _fitted([max(map(_wide, column)) for column in zip(*rows, strict=True)], width)
    for number, row in enumerate(rows):
        folded = [_folded(text, room) for text, room in zip(row, widths, strict=True)]
        for pieces in zip_longest(*folded, fillvalue=""):
            yield GAP.join(_padded(piece, room) for piece, room in zip(pieces, widths, strict=True)).rstrip()
        if number == 0:
            yield GAP.join("-" * room for room in widths)


def _wide(text: str) -> int:
    return units(text, FULL)


def _fitted(wanted: list[int], width: int) -> list[int]:
    """Widths of columns that fit the screen: the widest give way first, none to less than ``LEAST``."""
    fitted = list(wanted)
    while sum(fitted) + len(GAP) * (len(fitted) - 1) > width and max(fitted) > LEAST:
        fitted[fitted.index(max(fitted))] -= 1
    return fitted


def _folded(text: str, room: int) -> list[str]:
    """A text in pieces that are no wider than their column; a number or a Latin word stays whole where it can."""
    pieces = [""]
    for word in re.findall(r"[!-~]+|.", text, re.DOTALL):
        if _wide(pieces[-1] + word) > room and pieces[-1]:
            pieces.append("")
        for sign in word.lstrip() if not pieces[-1] else word:
            if _wide(pieces[-1] + sign) > room:
                pieces.append("")
            pieces[-1] += sign
    return pieces


def _padded(text: str, room: int) -> str:
    return text + " " * (room - _wide(text))
