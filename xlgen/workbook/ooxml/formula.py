"""Formula text as it stands in a file: moving a shared formula to its cells, and telling calls to other programs."""

from __future__ import annotations

import re
from functools import lru_cache

from xlgen.excel_limits import MAX_COLUMN, MAX_ROW
from xlgen.workbook import addresses as a1

# Text, quoted sheet names, [book] and table columns; "" and '' inside fall in two. Unclosed ones run to the end.
_OPAQUE = r"""("[^"]*(?:"|\Z)|'[^']*(?:'|\Z)|\[[^\]]*(?:\]|\Z))"""
_COLUMN, _ROW = r"(\$?)([A-Z]{1,3})", r"(\$?)([1-9][0-9]{0,6})"
_REFERENCE = re.compile(
    rf"{_OPAQUE}|(?<![\w.\\$])(?:{_COLUMN}{_ROW}|{_COLUMN}:{_COLUMN}|{_ROW}:{_ROW})(?![\w.\\(!])", re.IGNORECASE
)
_LAST_OF_CELL, _LAST_OF_COLUMNS = 5, 9  # the last group of each way to match; rows end with 13, opaque text with 1
_STRIPPED = re.compile(_OPAQUE)


def shift(formula: str, rows: int, columns: int) -> str:
    """A shared formula as the cell ``rows`` below and ``columns`` right of its first cell has it.

    References without ``$`` move; past the edge of the sheet they come in again on the other side, as Excel has it.
    """

    def moved(match: re.Match[str]) -> str:
        way, found = match.lastindex or 0, match.groups()
        try:
            if way == _LAST_OF_CELL:
                return _column(found[1], found[2], columns) + _row(found[3], found[4], rows)
            if way == _LAST_OF_COLUMNS:
                return _column(found[5], found[6], columns) + ":" + _column(found[7], found[8], columns)
        except ValueError:  # past the last column: a name that only looks like a cell
            return match[0]
        return _row(found[9], found[10], rows) + ":" + _row(found[11], found[12], rows) if way > 1 else match[0]

    return _REFERENCE.sub(moved, formula)


def calls_out(formula: str) -> bool:
    """Whether a formula asks another program by DDE (``program|topic!item``): nowhere else does ``|`` stand bare."""
    return "|" in formula and "|" in _STRIPPED.sub("", formula)


@lru_cache(maxsize=4096)
def _column(fixed: str, letters: str, columns: int) -> str:
    if fixed:
        return fixed + letters
    column = a1.parse(f"{letters.upper()}1")[1]
    return a1.column_letters((column + columns) % MAX_COLUMN)


def _row(fixed: str, digits: str, rows: int) -> str:
    return fixed + digits if fixed else str((int(digits) - 1 + rows) % MAX_ROW + 1)
