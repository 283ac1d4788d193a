"""How high a text stands in a cell: spreadsheets cannot fit rows to merged cells, so heights are computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from math import ceil

from xlgen.words.widths import units

SIZE = {"title": 16, "text": 11, "heading1": 11, "note": 9, "status": 9}  # points of the font by role; 10 otherwise
LINE = {"title": 24.0, "text": 16.0, "heading1": 18.0, "note": 13.5, "plain": 15.0}  # points per line of print, by role
LEAST = {
    "title": 28.0,
    "heading": 20.0,
    "signature": 22.0,
    "seal": 40.0,
    "plain": 22.0,
    "label": 20.0,
    "cell": 20.0,
    "subtitle": 18.0,
}
TYPE_LINE, TYPE_SIZE, PADDING = 14.5, 10, 4.0
CHARACTER, EDGE = 8, 5  # pixels of a column per character of its width and besides, with 宋体 11 as the default font
INDENT = 12  # pixels that a cell's margins and an indent take
# what stays on one line: a word or a number, or one sign, with the brackets and marks that hang on it
_PIECE = re.compile(r"[“‘（《〔【]*(?:[!-~]+|.)[，。；：、！？”’）》〕】]* *")
SURE = 0.95  # of a line is room for sure: where 宋体 is missing, Latin letters run a little wider


def points_wide(width: Decimal | float) -> float:
    """Width of a column of so many characters, in points."""
    return int(float(width) * CHARACTER + EDGE) * 0.75


def lines_of(text: str, width: Decimal | float, size: float = TYPE_SIZE) -> int:
    """Lines a text of a font size takes in a cell that is ``width`` characters wide."""
    room = _room(width, size)
    full = max(room - room % 2 - 1, 2.0)
    # a line may end early before a number or a mark
    return sum(1 if units(line.rstrip()) <= room else ceil(units(line) / full) for line in text.split("\n"))


def _room(width: Decimal | float, size: float) -> float:
    """Half-width characters that stand on a line; a Chinese character is as wide as it is high, all others half as wide."""
    return max((float(width) * CHARACTER - INDENT) * SURE * 0.75 / size * 2, 3.0)


@lru_cache(maxsize=20_000)
def folded(text: str, width: Decimal | float) -> str:
    """The text in lines that end an indent before the right border of a cell: no program has one there. Joined they are the text."""
    room = _room(float(width) - INDENT / CHARACTER, TYPE_SIZE)
    return "\n".join(part for line in text.split("\n") for part in _lines(line, room))


def _lines(text: str, room: float) -> Iterator[str]:
    line = ""
    for found in _PIECE.findall(text):
        for piece in [found] if units(found) <= room else found:
            if line and units(line + piece.rstrip()) > room:
                yield line
                line = ""
            line += piece
    yield line


@lru_cache(maxsize=20_000)  # the forms of a batch hold the same texts
def height_of(role: str, text: str, width: Decimal | float, tall: int = 1) -> float:
    """Points a block needs: its text's lines, or ``tall`` lines where that is more, and never less than its role wants."""
    lines = max(lines_of(text, width, SIZE.get(role, TYPE_SIZE)), tall)
    return max(LEAST.get(role, 18.0), lines * LINE.get(role, TYPE_LINE) + PADDING)
