"""Workbooks made in memory through XlsxWriter: opened, guarded and closed alike, each format made once."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any, cast
from xml.sax.saxutils import escape

import xlsxwriter
from xlsxwriter.sharedstrings import SharedStrings
from xlsxwriter.worksheet import Worksheet

from xlgen.form.layout.palette import MARGIN, TEXT_FONT
from xlgen.language.operators import Value
from xlgen.workbook.opc.zip import assemble, open_package

A3, A4 = 8, 9  # numbers of paper: ECMA-376 part 1, 18.3.1.63
MADE = datetime(2020, 1, 1)  # the date of creation of what is made on no day in particular
LONGEST_PROPERTY = 255  # characters
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,  # texts are only ever written as strings
    "strings_to_numbers": False,
    "strings_to_urls": False,
    # column widths count digits of the default font: one that WPS and Excel both have, not the theme's
    "default_format_properties": {"font_name": TEXT_FONT, "font_size": 11, "font_scheme": False},
}


TEXTS = "xl/sharedstrings.xml"
IS_RUNS = re.compile("<r>.*</r>", re.DOTALL).fullmatch  # a text that XlsxWriter takes for rich text

Properties = tuple[tuple[str, Any], ...]  # properties of a format, sorted


class NewBook(xlsxwriter.Workbook):
    """A workbook that makes each format once."""

    def __init__(self, buffer: BytesIO) -> None:
        super().__init__(buffer, OPTIONS)
        self._looks: dict[Properties, Any] = {}

    def look(self, said: Mapping[str, Any]) -> Any:
        """The format of these properties, in XlsxWriter's words."""
        return self.look_of(tuple(sorted(said.items())))

    def look_of(self, said: Properties) -> Any:
        """The same of properties that were sorted once for many cells."""
        if said not in self._looks:
            self._looks[said] = self.add_format(dict(said))
        return self._looks[said]

    def number_of(self, look: Any) -> int:
        """Number of a format, as cells name it: in the order in which they are asked for."""
        return int(look._get_xf_index())  # noqa: SLF001 - XlsxWriter asks so when it writes a cell


class GrowingRows(Worksheet):
    """Rows that applications may fit by themselves: XlsxWriter marks every set height as fixed, which cuts long answers."""

    fixed_rows: frozenset[int] = frozenset()

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[Any] | None = None) -> None:
        super()._xml_start_tag_unencoded(tag, self._loosened(tag, attributes))

    def _xml_empty_tag_unencoded(self, tag: str, attributes: list[Any] | None = None) -> None:
        super()._xml_empty_tag_unencoded(tag, self._loosened(tag, attributes))

    def _loosened(self, tag: str, attributes: list[Any] | None) -> list[Any] | None:
        if tag == "row" and attributes and int(attributes[0][1]) - 1 not in self.fixed_rows:
            return [pair for pair in attributes if pair[0] != "customHeight"]
        return attributes


def written(fill: Callable[[NewBook], None], day: datetime = MADE, **properties: str) -> bytes:
    """Bytes of the workbook that ``fill`` fills; ``properties`` are the document's. Same contents and day, same bytes."""
    buffer = BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("error", UserWarning)  # XlsxWriter warns and goes on where Excel would repair
        book = NewBook(buffer)
        book.set_properties({key: text[:LONGEST_PROPERTY] for key, text in properties.items()} | {"created": day})
        fill(book)
        book.close()
    return _plain(buffer.getvalue(), [text for text in book.str_table.string_array if IS_RUNS(text)])


def _plain(content: bytes, texts: Sequence[str]) -> bytes:
    """The workbook with these texts as texts: XlsxWriter takes what stands between <r> and </r> for rich text, as it is."""
    if not texts:
        return content
    package = open_package(content)
    part, strings = package.read(TEXTS), cast("Any", SharedStrings())
    for text in texts:
        raw = strings._escape_control_characters(text)  # noqa: SLF001 - what XlsxWriter wrote
        part = part.replace(f"<si>{raw}</si>".encode(), f"<si><t>{escape(raw)}</t></si>".encode(), 1)
    return assemble(package, {TEXTS: part})


def cached(value: Value) -> float | str:
    """A formula's result as it is stored with it; XlsxWriter stores 0 unless told."""
    return float(value) if isinstance(value, Decimal) else value if value is not None else ""


def set_paper(sheet: Any, paper: int, landscape: bool, pages_down: int = 0) -> None:
    """Print a sheet one page wide, without grid lines; ``pages_down`` 0: on as many as it takes."""
    sheet.set_paper(paper)
    sheet.set_margins(**MARGIN)
    if landscape:
        sheet.set_landscape()
    sheet.center_horizontally()
    sheet.fit_to_pages(1, pages_down)
    sheet.hide_gridlines(2)
