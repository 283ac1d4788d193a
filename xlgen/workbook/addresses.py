"""Cell addresses as Excel spells them; only the layout and the readers of files may ask for them."""

from __future__ import annotations

import re
from functools import cache

from xlgen.excel_limits import MAX_COLUMN, MAX_ROW

_A1 = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


@cache
def column_letters(column: int) -> str:
    """Letters of a column counted from 0: 0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def spell(row: int, column: int) -> str:
    """Address of a cell; row and column count from 0: (7, 6) → G8."""
    return f"{column_letters(column)}{row + 1}"


def parse(address: str) -> tuple[int, int]:
    """Row and column (from 0) of an address, ``$`` signs ignored; ValueError where it is none or beyond Excel's grid."""
    match = _A1.fullmatch(address)
    if not match:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    if column > MAX_COLUMN or int(match[2]) > MAX_ROW:
        raise ValueError(address)
    return int(match[2]) - 1, column - 1
