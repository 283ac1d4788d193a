"""Which printed texts are higher than their cells: LibreOffice fits a row to each text, and that is compared with the form.

Text beyond the edge of a cell is not drawn, yet stands in a PDF, so that reading the PDF proves nothing about it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

SPARE = 0.76  # points: heights are kept in whole pixels
INDENT = 9.0  # points of one step, three blanks of the default font
DIGIT = 8  # pixels of a digit of 宋体 11, the default font, in which the file counts widths (ECMA-376 part 1, 18.3.1.13)
# LibreOffice fits rows to their texts in its own format only: of other applications' files it believes what they say
FLAT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
 office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:automatic-styles>
<style:style style:name="fit" style:family="table-row"><style:table-row-properties style:use-optimal-row-height="true"/></style:style>
{styles}</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="t">{rows}</table:table></office:spreadsheet></office:body></office:document>"""
COLUMN = (
    '<style:style style:name="w{n}" style:family="table-column"><style:table-column-properties style:column-width="{width}pt"/>'
    "</style:style>"
)
CELL = (
    '<style:style style:name="c{n}" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"/>'
    '<style:paragraph-properties fo:margin-left="{indent}pt"/>'
    '<style:text-properties fo:font-family="{font}" style:font-family-asian="{font}" fo:font-size="{size}pt"'
    ' style:font-size-asian="{size}pt"/></style:style>'
)
ROW = (
    '<table:table-row table:style-name="fit">{skipped}<table:table-cell table:style-name="c{n}" office:value-type="string">'
    "{text}</table:table-cell></table:table-row>"
)


@dataclass(frozen=True, slots=True)
class Text:
    """A printed text: where it stands, its font and indent, and the room it has in points."""

    place: str
    text: str
    font: str
    size: float
    indent: int
    width: float
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


Like = tuple[float, str, float, int, str]  # what decides the height of a text


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
    spans = sheet.column_dimensions.values()  # one may stand for several columns
    widths = [span.width for span in spans for c in range(span.min, span.max + 1) if cell.column <= c <= last_column]
    heights = [sheet.row_dimensions[r].height or 15.0 for r in range(cell.row, last_row + 1)]
    place, font = f"{sheet.title}!{cell.coordinate}", cell.font
    points = sum(int(width * DIGIT) * 0.75 for width in widths)
    return Text(place, cell.value, font.name, font.size, int(cell.alignment.indent), points, sum(heights))


def _needed(texts: list[Like], office: ModuleType, folder: Path) -> dict[Like, float]:
    """Height LibreOffice gives a row that holds nothing but the text, in points."""
    widths = sorted({width for width, *_ in texts})
    styles = [COLUMN.format(n=n, width=width) for n, width in enumerate(widths)]
    rows = [f'<table:table-column table:style-name="w{n}"/>' for n, _ in enumerate(widths)]
    for n, (width, font, size, indent, text) in enumerate(texts):
        styles.append(CELL.format(n=n, font=font, size=size, indent=indent * INDENT))
        paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n"))
        rows.append(ROW.format(n=n, skipped="<table:table-cell/>" * widths.index(width), text=paragraphs))
    source = folder / "measure.fods"
    source.write_text(FLAT.format(styles="".join(styles), rows="".join(rows)), "utf-8")
    [measured] = office.recalculate([source], folder / "measured")
    heights = openpyxl.load_workbook(measured).worksheets[0].row_dimensions
    return {text: heights[row].height or 0.0 for row, text in enumerate(texts, 1)}
