"""The workbook's own part: sheets added behind the last and taken out again, defined names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from xlgen.patching.draft import (
    OFFICE,
    Draft,
    child,
    declare,
    free_name,
    relate,
    related,
    sheet_parts,
    sheet_relations,
    unrelate,
    workbook_part,
)  # fmt: skip
from xlgen.patching.xml import Element, insert_last, take_out

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# what must stand before the defined names (ECMA-376 part 1, 18.2.27)
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


def empty_sheet(widths: Mapping[int, float]) -> bytes:
    """A worksheet for A4 across, one page wide; ``widths`` in characters by column from 0."""
    columns = "".join(
        f'<col min="{column + 1}" max="{column + 1}" width="{width:g}" customWidth="1"/>'
        for column, width in sorted(widths.items())
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}" xmlns:r="{OFFICE}">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/>{f"<cols>{columns}</cols>" if columns else ""}<sheetData></sheetData>'
        '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/></worksheet>'
    ).encode()


def add_sheet(draft: Draft, name: str, widths: Mapping[int, float]) -> str:
    """A new empty sheet behind the last; its part."""
    book = workbook_part(draft)
    part = free_name(draft, "xl/worksheets/sheet%d.xml")
    draft.put(part, empty_sheet(widths))
    declare(draft, part, _SHEET)
    key = relate(draft, book, "worksheet", part)
    sheets = child(draft.tree(book), "sheets")
    if sheets is None:
        raise ValueError("工作簿没有工作表清单（请用 WPS 或 Excel 打开后另存为 .xlsx）")
    number = max((int(each.attributes.get("sheetId", "0")) for each in sheets.children), default=0) + 1
    prefix = sheets.name.removesuffix("sheets")
    said = f'<{prefix}sheet name={quoteattr(name)} sheetId="{number}" xmlns:r="{OFFICE}" r:id="{key}"/>'
    draft.edit(book, insert_last(draft.read(book), sheets, said.encode()))
    return part


def remove_sheet(draft: Draft, name: str) -> None:
    """Take out the last sheet, with its part and all that only it used. ValueError for any other: names count sheets."""
    book = workbook_part(draft)
    order = list(sheet_parts(draft))
    if not order or order[-1] != name:
        raise ValueError(f"只能删除最后一张工作表，“{name}”不是（请在 WPS 或 Excel 中删除）")
    key, part = sheet_relations(draft)[name], sheet_parts(draft)[name]
    sheets = child(draft.tree(book), "sheets")
    assert sheets, "it has the sheet"
    draft.edit(book, take_out(draft.read(book), sheets.children[-1]))
    for each in related(draft, part).values():
        if each.kind in ("comments", "vmlDrawing"):
            draft.drop(each.target)
    draft.drop(part)
    unrelate(draft, book, key)


def change_names(draft: Draft, names: Mapping[str, str | None]) -> None:
    """Set workbook-wide names to what they refer to (without ``=``), or take them out where that is None."""
    book = workbook_part(draft)
    xml, root = draft.read(book), draft.tree(book)
    group = child(root, "definedNames")
    own = {key: each for each in (group.children if group else ()) if (key := _global_name(each)) in _folded(names)}
    new = "".join(_name(root, name, target) for name, target in names.items() if target is not None)
    edits = [take_out(xml, each) for each in own.values()]
    if group is None:
        if new:
            p = root.name.removesuffix("workbook")
            before = next(found for kind in _BEFORE_NAMES if (found := child(root, kind)))
            at = take_out(xml, before)[1]
            edits.append((at, at, f"<{p}definedNames>{new}</{p}definedNames>".encode()))
    elif len(own) == len(group.children) and not new:
        edits = [take_out(xml, group)]
    else:
        edits.append(insert_last(xml, group, new.encode()))
    draft.edit(book, *edits)


def _folded(names: Mapping[str, str | None]) -> set[str]:
    return {name.casefold() for name in names}


def _global_name(element: Element) -> str:
    return "" if "localSheetId" in element.attributes else element.attributes.get("name", "").casefold()


def _name(root: Element, name: str, target: str) -> str:
    p = root.name.removesuffix("workbook")
    return f"<{p}definedName name={quoteattr(name)}>{escape(re.sub('^=', '', target))}</{p}definedName>"
