"""A workbook as plain records: what its cells hold, nothing of how the file says it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from xlgen.workbook import addresses as a1
from xlgen.workbook.references import At, is_fixed, sheet_and_range

Format = Literal["general", "percent", "date"]
State = Literal["visible", "hidden", "veryHidden"]
Bounds = tuple[int, int, int, int]  # first row and column, last row and column


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value as Excel writes it, such as ``#DIV/0!``."""

    text: str


CellValue = Decimal | str | bool | CellError | None


@dataclass(frozen=True, slots=True)
class CellRecord:
    """A cell with content: its typed or cached value, its formula without ``=`` (None: a constant), its kind of format.

    ``value`` is None where a formula shows nothing; dates are serials of the 1900 system, whichever the file uses.
    """

    value: CellValue
    formula: str | None
    format: Format


UNSEEN = "\ufffd"  # stands in a text for each control character, which programs show and keep differently
UNTOLD = "（原文读不出）"  # stands for the formula of a cell where the file's format keeps no text of it that can be read
PICTURE = "［图片］"  # the value of a cell that holds a picture: there, but nothing that can be read


def cell_record(value: CellValue, formula: str | None, shown_as: Format) -> CellRecord:
    """The record of a cell. WPS keeps a picture inside a cell as the formula DISPIMG, of which re-saving may leave an error or a text."""
    said = formula or (value if isinstance(value, str) else "")
    if "DISPIMG(" in said[:20].upper():
        return CellRecord(PICTURE, None, "general")
    return CellRecord(value, formula, shown_as)


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell is dressed, as far as it changes what is printed or may be typed: its number format's code, and its lock."""

    code: str = "General"
    locked: bool = True


@dataclass(frozen=True, slots=True)
class SheetRecord:
    """A sheet; ``cells`` by (row, column) from 0, blank ones left out; ``merges`` as first row, column, last row, column.

    A merge may cover the whole sheet: never walk through its cells. Sheets of charts have no cells. ``hidden_columns`` are
    first and last of each run; ``styles`` are those of all cells that the file names, blank or not, where they were asked; ``unsaved`` are cells whose formula was saved without any result, not even an empty text.
    """

    name: str
    state: State
    cells: Mapping[tuple[int, int], CellRecord]
    merges: tuple[Bounds, ...] = ()
    protected: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    unsaved: frozenset[tuple[int, int]] = frozenset()
    styles: Mapping[tuple[int, int], CellStyle] = field(default_factory=dict)
    _merged: frozenset[Bounds] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_merged", frozenset(self.merges))

    def is_merged(self, area: Bounds) -> bool:
        """Whether these cells are one; asked of each name of a form, which may be a thousand."""
        return area in self._merged


@dataclass(frozen=True, slots=True)
class WorkbookRecord:
    """A workbook: sheets by name in the order of their tabs, and the text each workbook-wide defined name refers to.

    ``external_links``: the file refers to cells of other workbooks, whose values cannot be checked here. ``untold``: its
    format tells no formula's text, each is ``UNTOLD``.
    """

    sheets: Mapping[str, SheetRecord]
    names: Mapping[str, str]
    external_links: bool = False
    untold: bool = False

    def locate(self, name: str) -> tuple[str, int, int] | None:
        """Sheet, row and column of the one cell, or first cell of the one merged range, that a name stands for.

        None where there is no such name or it stands for anything else: #REF!, a constant, several areas, unmerged cells,
        a place that moves with the cell that asks, a sheet that is not there.
        """
        found = _corners(self.names.get(name, ""))
        sheet = self.sheets.get(found[0]) if found else None
        if found is None or sheet is None:
            return None
        _, first, last = found
        return (sheet.name, *first) if first == last or sheet.is_merged((*first, *last)) else None


@lru_cache(maxsize=1 << 16)  # forms of one kind have the same
def _corners(target: str) -> tuple[str, At, At] | None:
    """Sheet, first and last cell of what a name refers to; None where it is no range or moves with the cell that asks."""
    called, address = sheet_and_range(target) or ("", "")
    if not is_fixed(address):
        return None
    corners = address.split(":")
    try:
        return called, a1.parse(corners[0]), a1.parse(corners[-1])
    except ValueError:
        return None
