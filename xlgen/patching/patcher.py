"""Write cells of an existing .xlsx and leave every other byte as it was.

Members of the zip that are not touched are copied with their headers and compressed bytes; in a touched sheet only the
``<c>`` elements asked for (and ``ht`` of rows asked for) are spliced. Stands behind the guarded reader: nothing here limits
how large a member may become.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from decimal import Decimal

from xlgen.patching.cell import Change
from xlgen.patching.rows import sheet_edits
from xlgen.patching.sheet import read_sheet
from xlgen.patching.xml import Element, parse_part, splice
from xlgen.patching.zip import Package, assemble, open_package

__all__ = ["Change", "patch"]


def patch(
    source: bytes,
    cells: Mapping[str, Mapping[tuple[int, int], Change]],
    heights: Mapping[str, Mapping[int, Decimal]] = {},
    *,
    overwrite: bool = False,
) -> bytes:
    """The workbook with these cells changed: sheet name → (row, column) from 0 → change; ``heights`` in points by row.

    A cell keeps its style; one that is missing takes that of its row or column. A formula is typed over only with
    ``overwrite``, and never where other cells or the calculation chain build on it. ValueError, in words for people,
    where the file or a change does not allow it; nothing is written by halves.
    """
    package = open_package(source)
    parts = _sheet_parts(package)
    chained = "xl/calcchain.xml" in package.members
    renewed: dict[str, bytes] = {}
    for name in sorted({*cells, *heights}):
        if name not in parts:
            raise ValueError(f"工作簿中没有工作表“{name}”（现有：{'、'.join(parts)}）")
        part = parts[name]
        xml = renewed.get(part) or package.read(part)
        sheet = read_sheet(name, part, xml, overwrite, chained)
        patched = splice(xml, sheet_edits(sheet, cells.get(name, {}), heights.get(name, {})))
        if patched != xml:
            renewed[part] = patched
    return assemble(package, renewed)


def _sheet_parts(package: Package) -> dict[str, str]:
    """Member of every sheet, by the sheet's name."""
    workbook = next(
        (part for kind, part in _related(package, "").values() if kind.endswith("/officeDocument")), "xl/workbook.xml"
    )
    related = _related(package, workbook)
    sheets = (list_ for list_ in parse_part(workbook, package.read(workbook)).children if list_.local == "sheets")
    return {
        sheet.attributes["name"]: related[key][1]
        for sheet in next(sheets, Element("", {}, 0, 0, ())).children
        for attribute, key in sheet.attributes.items()
        if attribute.endswith(":id") and key in related and "name" in sheet.attributes
    }


def _related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Type and member by relationship id of one part ("" is the package)."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    return {
        item.attributes.get("Id", ""): (item.attributes.get("Type", ""), _resolve(folder, target))
        for item in parse_part(listing, package.read(listing)).children
        if (target := item.attributes.get("Target"))
    }


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join(folder, target.replace("\\", "/"))).lstrip("/").lower()
