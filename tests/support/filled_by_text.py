"""Issued forms filled in, spoiled and told by text alone: none of the code that reads or checks forms is used."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from html import escape
from io import BytesIO

Parts = dict[str, str]
_NAME = re.compile(r"""<definedName name="([^"]+)">'?([^'<!]+)'?!\$([A-Z]+)\$(\d+)</definedName>""")


def filled_in(form: bytes, values: Mapping[str, str | float], again: Mapping[str, str] | None = None) -> bytes:
    """A form with values in cells, by the names of the cells; with ``again`` other texts of its parts are replaced, too."""
    with zipfile.ZipFile(BytesIO(form)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    book = parts["xl/workbook.xml"].decode()
    sheets = re.findall(r'<sheet name="([^"]+)"', book)
    places = {name: (sheet, column + row) for name, sheet, column, row in _NAME.findall(book)}
    for name, value in values.items():
        sheet, cell = places[name]
        part = f"xl/worksheets/sheet{sheets.index(sheet) + 1}.xml"
        parts[part] = _put(parts[part].decode(), cell, value).encode()
    for old, new in (again or {}).items():
        for part in [name for name in parts if name.endswith(".xml")]:
            parts[part] = parts[part].replace(old.encode(), new.encode())
    return _zip(parts)


def without_marks(form: bytes) -> bytes:
    """A form copied by hand into a new workbook: what is printed of it, no names, no hidden sheet."""
    import openpyxl

    own = openpyxl.load_workbook(BytesIO(form))["自评表"]
    copy = openpyxl.Workbook()
    for row in own.iter_rows():
        for cell in row:
            if cell.value is not None and not str(cell.value).startswith("="):
                copy.active.cell(cell.row, cell.column).value = cell.value
    out = BytesIO()
    copy.save(out)
    return out.getvalue()


def _put(sheet: str, cell: str, value: str | float) -> str:
    found = re.search(rf'<c r="{cell}"((?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', sheet)
    assert found, cell
    text = f'<c r="{cell}"{found[1]} t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
    number = f'<c r="{cell}"{found[1]}><v>{value}</v></c>'
    return sheet[: found.start()] + (text if isinstance(value, str) else number) + sheet[found.end() :]


def _zip(parts: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
