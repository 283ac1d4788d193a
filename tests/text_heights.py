"""Which printed texts are higher than their cells: LibreOffice fits a row to each text, and that is compared with the form.

Text beyond the edge of a cell is not drawn, yet stands in a PDF, so that reading the PDF proves nothing about it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import openpyxl
import xlsxwriter
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

SPARE = 0.76  # points: heights are kept in whole pixels


@dataclass(frozen=True, slots=True)
class Text:
    """A printed text: where it stands, its font and indent, and the room it has: pixels wide, points high."""

    place: str
    text: str
    font: str
    size: float
    indent: int
    width: int
    height: float


def texts_cut(books: Mapping[str, bytes], office: ModuleType, folder: Path) -> dict[str, list[str]]:
    """By workbook, each text that needs more height than its cell has: place, height needed, height there."""
    texts = {key: list(_texts(content)) for key, content in books.items()}
    needed = _needed(sorted({_like(text) for each in texts.values() for text in each}), office, folder)
    return {
        key: [
            f"{t.place}: {needed[_like(t)]:g} > {t.height:g} {t.text[:20]}" for t in each if needed[_like(t)] > t.height + SPARE
        ]
        for key, each in texts.items()
    }


Like = tuple[int, str, float, int, str]  # what decides the height of a text


def _like(text: Text) -> Like:
    return text.width, text.font, text.size, text.indent, text.text


def _texts(content: bytes) -> Iterator[Text]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content), data_only=True):
        if sheet.sheet_state == "visible":
            yield from _texts_on(sheet)


def _texts_on(sheet: Worksheet) -> Iterator[Text]:
    merged = {area.start_cell.coordinate: area for area in sheet.merged_cells.ranges}
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and cell.value:
                area = merged.get(cell.coordinate)
                yield _text(sheet, cell, *((area.max_row, area.max_col) if area else (cell.row, cell.column)))


def _text(sheet: Worksheet, cell: Cell, last_row: int, last_column: int) -> Text:
    widths = [sheet.column_dimensions[get_column_letter(c)].width for c in range(cell.column, last_column + 1)]
    heights = [sheet.row_dimensions[r].height or 15.0 for r in range(cell.row, last_row + 1)]
    place, font = f"{sheet.title}!{cell.coordinate}", cell.font
    pixels = sum(round(width * 7) for width in widths)  # the file counts digits of 7 pixels
    return Text(place, cell.value, font.name, font.size, int(cell.alignment.indent), pixels, sum(heights))


def _needed(texts: list[Like], office: ModuleType, folder: Path) -> dict[Like, float]:
    """Height LibreOffice gives a row that holds nothing but the text, in points."""
    source = folder / "measure.xlsx"
    columns = {width: column for column, width in enumerate(sorted({text[0] for text in texts}))}
    with xlsxwriter.Workbook(
        source, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    ) as book:
        sheet = book.add_worksheet()
        for width, column in columns.items():
            sheet.set_column_pixels(column, column, width)
        for row, (width, font, size, indent, text) in enumerate(texts):
            look = book.add_format({"font_name": font, "font_size": size, "text_wrap": True, "indent": indent})
            sheet.write_string(row, columns[width], text, look)
    [measured] = office.recalculate([source], folder / "measured")
    heights = openpyxl.load_workbook(measured).worksheets[0].row_dimensions
    return {text: heights[row].height or 15.0 for row, text in enumerate(texts, 1)}
