"""What the rows and columns of a sheet say for their cells: styles of blank ones, heights and widths."""

from __future__ import annotations

from dataclasses import dataclass

from xlgen.workbook.opc.revision import child
from xlgen.workbook.opc.xml import Element
from xlgen.workbook.references import At

_YES = ("1", "true")
_DIGIT, _PADDING = (
    7,
    5,
)  # pixels of a digit of the standard font, and of the room beside the text, as Excel has it for Calibri 11
_NARROW = _DIGIT + _PADDING  # up to here a width is a part of one digit
_STANDARD = 8.43  # characters of a column that says nothing


@dataclass(frozen=True, slots=True)
class Columns:
    """A run of columns, from 0, with what they say."""

    first: int
    last: int
    style: int
    width: float | None  # characters
    hidden: bool


@dataclass(frozen=True, slots=True)
class RowsColumns:
    """Rows and columns of a sheet."""

    row_styles: dict[int, int]
    heights: dict[int, float | None]  # points of the rows that the file has, None: as an application finds it right
    hidden_rows: frozenset[int]
    columns: tuple[Columns, ...]
    height: float  # of rows that are not there
    width: float

    def style(self, at: At) -> int:
        """Style number of a cell that is not in the file, -1 where its row and column say none."""
        return self.row_styles[at[0]] if at[0] in self.row_styles else next((each.style for each in self._of(at[1])), -1)

    def width_of(self, column: int) -> float:
        """Characters of a column, as Excel counts them; 0 where it is hidden."""
        said = next(iter(self._of(column)), None)
        if said is not None and said.hidden:
            return 0.0
        return self.width if said is None or said.width is None else said.width

    def height_of(self, row: int) -> float | None:
        """Points of a row, 0 where it is hidden; None where the file leaves it to the application."""
        return 0.0 if row in self.hidden_rows else self.heights.get(row, self.height)

    def is_hidden(self, column: int) -> bool:
        """Whether a column is hidden."""
        return any(each.hidden for each in self._of(column))

    def _of(self, column: int) -> list[Columns]:
        return [each for each in self.columns if each.first <= column <= each.last]


def read_rows_columns(root: Element) -> RowsColumns:
    """What a worksheet's root says of rows and columns."""
    said, listed, data = (child(root, name) for name in ("sheetFormatPr", "cols", "sheetData"))
    frame = said.attributes if said else {}
    rows, number = {}, 0
    for each in data.children if data else ():
        if each.local == "row":
            number = int(each.attributes.get("r", number + 1))
            rows[number - 1] = each.attributes
    width = frame.get("defaultColWidth")
    return RowsColumns(
        {row: int(said.get("s") or "-1") for row, said in rows.items() if said.get("customFormat") in _YES},
        {row: float(said["ht"]) if "ht" in said else None for row, said in rows.items()},
        frozenset(row for row, said in rows.items() if said.get("hidden") in _YES),
        tuple(_columns(each) for each in (listed.children if listed else ())),
        float(frame.get("defaultRowHeight", "15")),
        in_characters(float(width)) if width else _STANDARD,
    )


def _columns(element: Element) -> Columns:
    said, width = element.attributes, element.attributes.get("width")
    places = int(said.get("min", 0)) - 1, int(said.get("max", 0)) - 1
    return Columns(
        *places, int(said.get("style", "-1")), in_characters(float(width)) if width else None, said.get("hidden") in _YES
    )


def in_characters(width: float) -> float:
    """A width of the file, room beside the text included, as Excel shows it (ECMA-376 part 1, 18.3.1.13)."""
    pixels = width * _DIGIT
    return round(pixels / _NARROW if pixels < _NARROW else (pixels - _PADDING) / _DIGIT, 2)


def in_file(characters: float) -> float:
    """A width as Excel shows it, as the file keeps it."""
    pixels = characters * _NARROW if characters < 1 else characters * _DIGIT + _PADDING
    return int(pixels / _DIGIT * 256) / 256
