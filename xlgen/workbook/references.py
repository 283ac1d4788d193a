"""Names to Excel references: the one bridge from places of the layout to A1 text in formulas."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from xlgen.errors import TemplateError
from xlgen.workbook.addresses import column_letters, spell

QUOTED_SHEET = r"'(?:[^']|'')++'"  # a sheet's name as formulas write it
_REFERENCE = re.compile(rf"=?({QUOTED_SHEET}|[^'!,()\[\]\s]+)!(\$?[A-Z]+\$?[0-9]+(?::\$?[A-Z]+\$?[0-9]+)?)")
Place = tuple[str, int, int]
At = tuple[int, int]  # row and column from 0


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def unquoted(name: str) -> str:
    """A sheet's name without the quotes that formulas put around it."""
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def sheet_and_range(reference: str) -> tuple[str, str] | None:
    """Sheet and address that a defined name refers to, ``=`` or not; None where it is no cell or range of one sheet."""
    match = _REFERENCE.fullmatch(reference)
    return (unquoted(match[1]), match[2]) if match else None


def is_fixed(address: str) -> bool:
    """Whether a cell's or range's address stays where it is whoever asks: every part of it has its ``$``."""
    return address.count("$") == (4 if ":" in address else 2)


def absolute(place: Place) -> str:
    """A place as a defined name refers to it: '自评表'!$G$8."""
    sheet, row, column = place
    return f"{quoted(sheet)}!${column_letters(column)}${row + 1}"


def address_from(places: Mapping[str, Place]) -> Callable[[str], Callable[[tuple[str, ...]], str]]:
    """For a formula's own sheet, the function that writes names as references: one cell, a range, or a list of ranges.

    Of the same names at the same places it is the same function: what a formula is as text is then known by it.
    """
    return _address_from(tuple(places.items()))


@lru_cache(64)
def _address_from(standing: tuple[tuple[str, Place], ...]) -> Callable[[str], Callable[[tuple[str, ...]], str]]:
    places = dict(standing)

    @cache
    def on(sheet: str) -> Callable[[tuple[str, ...]], str]:
        @cache
        def address(names: tuple[str, ...]) -> str:
            missing = [name for name in names if name not in places]
            if missing:
                raise TemplateError(missing[0], "公式用到的单元格没有印在任何一张表上", "把它放进 sheets 的某一行")
            return ",".join(reference([places[name] for name in run], sheet) for run in runs(names, places))

        return address

    return on


def runs(names: Sequence[str], places: Mapping[str, Place]) -> list[tuple[str, ...]]:
    """Names of cells, those together that one reference stands for: neighbours in one column, top to bottom."""
    found: list[tuple[str, ...]] = []
    for name in names:
        sheet, row, column = places[name]
        if found and places[found[-1][-1]] == (sheet, row - 1, column):
            found[-1] += (name,)
        else:
            found.append((name,))
    return found


def reference(run: Sequence[Place], sheet: str) -> str:
    """The range from the first to the last of some places of one column, as formulas of a sheet write it."""
    prefix = "" if run[0][0] == sheet else quoted(run[0][0]) + "!"
    first, last = (spell(row, column) for _, row, column in (run[0], run[-1]))
    return f"{prefix}{first}" if len(run) == 1 else f"{prefix}{first}:{last}"
