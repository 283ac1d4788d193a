"""The workbook's own part: sheets added behind the last and taken out again, defined names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from xml.sax.saxutils import escape, quoteattr

from xlgen.workbook.opc.relations import (
    OFFICE,
    declare,
    drop_part,
    only_related,
    relate,
    related,
    sheet_parts,
    sheet_relations,
    unrelate,
    workbook_part,
)
from xlgen.workbook.opc.revision import Revision, child, free_name
from xlgen.workbook.opc.xml import Edit, Element, end_of, insert_last, is_empty_tag, start_tag_end, take_out
from xlgen.workbook.patching.rows_columns import in_file

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
# what must stand before the defined names (ECMA-376 part 1, 18.2.27)
_BEFORE_NAMES = ("externalReferences", "functionGroups", "sheets")


def empty_sheet(widths: Mapping[int, float]) -> bytes:
    """A worksheet for A4 across, one page wide; ``widths`` in characters by column from 0."""
    columns = "".join(
        f'<col min="{column + 1}" max="{column + 1}" width="{in_file(width):.10g}" customWidth="1"/>'
        for column, width in sorted(widths.items())
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{_MAIN}" xmlns:r="{OFFICE}">'
        f'<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"/></sheetViews>'
        f'<sheetFormatPr defaultRowHeight="15"/>{f"<cols>{columns}</cols>" if columns else ""}<sheetData></sheetData>'
        '<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.7" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>'
        "<headerFooter><oddFooter>&amp;L&amp;8&amp;A&amp;R&amp;8第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter></worksheet>"
    ).encode()


def add_sheet(draft: Revision, name: str, widths: Mapping[int, float]) -> str:
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


def printed_names(draft: Revision, name: str, printed: Mapping[str, str]) -> dict[str, str]:
    """Names, by their attributes, that say what of a new sheet is printed: references, with its name, by Print_Area or Print_Titles."""
    number = list(sheet_parts(draft)).index(name)
    return {f' name="_xlnm.{kind}" localSheetId="{number}"': reference for kind, reference in printed.items()}


def local_names(draft: Revision, name: str) -> dict[str, str]:
    """Names of one sheet of the file, with what they refer to."""
    book = workbook_part(draft)
    xml, group = draft.read(book), child(draft.tree(book), "definedNames")
    number = str(list(sheet_parts(draft)).index(name))
    own = [each for each in (group.children if group else ()) if each.attributes.get("localSheetId") == number]
    return {each.attributes["name"]: unescape(xml[start_tag_end(xml, each) : each.close].decode()) for each in own}


def remove_sheet(draft: Revision, name: str) -> None:
    """Take a sheet out, with its part, what only it used, and the names that are local to it."""
    book = workbook_part(draft)
    key, part = sheet_relations(draft)[name], sheet_parts(draft)[name]
    sheets = child(draft.tree(book), "sheets")
    assert sheets, "it has the sheet"
    number = next(i for i, each in enumerate(sheets.children) if each.attributes.get("name") == name)
    _forget_chain(draft, book, sheets.children[number].attributes.get("sheetId", ""))
    _renumber(draft, book, sheets, number)
    for each in related(draft, part).values():
        if each.kind in ("comments", "vmlDrawing"):
            drop_part(draft, each.target)
    drop_part(draft, part)
    unrelate(draft, book, key)
    _close_names(draft, book)


def _forget_chain(draft: Revision, book: str, sheet: str) -> None:
    """A calculation chain that lists cells of a removed sheet goes: applications make a new one, but mend a wrong one."""
    chain = only_related(draft, book, "calcChain")
    if chain and draft.has(chain.target) and any(c.attributes.get("i") == sheet for c in draft.tree(chain.target).children):
        drop_part(draft, chain.target)
        unrelate(draft, book, chain.id)


def _renumber(draft: Revision, book: str, sheets: Element, gone: int) -> None:
    """Take a sheet out of the list, and correct whatever counts sheets: local names, the active tab."""
    xml, root = draft.read(book), draft.tree(book)
    edits = [take_out(xml, sheets.children[gone])]
    names, views = child(root, "definedNames"), child(root, "bookViews")
    local = [each for each in (names.children if names else ()) if "localSheetId" in each.attributes]
    for each in local:
        place = int(each.attributes["localSheetId"])
        if place == gone:
            edits.append(take_out(xml, each))
        elif place > gone:
            edits.append(_with_number(xml, each, "localSheetId", place - 1))
    rest = [each for i, each in enumerate(sheets.children) if i != gone]
    seen = next((i for i, each in enumerate(rest) if each.attributes.get("state", "visible") == "visible"), 0)
    for each in views.children if views else ():
        active = int(each.attributes.get("activeTab", "0"))
        if active >= gone:  # a hidden sheet must not become the active one
            edits.append(_with_number(xml, each, "activeTab", seen if active == gone else active - 1))
    draft.edit(book, *edits)


def _with_number(xml: bytes, element: Element, attribute: str, number: int) -> Edit:
    start, end = element.start, start_tag_end(xml, element)
    pattern = rb"""(\s%s\s*=\s*["'])\d+""" % attribute.encode()
    tag, found = re.subn(pattern, lambda match: match[1] + str(number).encode(), xml[start:end], count=1)
    said = f' {attribute}="{number}"'.encode()
    return start, end, tag if found or not number else re.sub(rb"(?<!\s)\s*+/?>\Z", lambda match: said + match[0], tag)


def change_names(draft: Revision, names: Mapping[str, str | None], printed: Mapping[str, str]) -> None:
    """Set workbook-wide names to what they refer to (without ``=``), or take them out where that is None.

    Those of ``printed``, by their attributes, come before. All is one edit where any name stays: each takes the part apart again,
    and workbooks copied for years hold ten thousands.
    """
    book = workbook_part(draft)
    group = child(draft.tree(book), "definedNames")
    meant = {name.casefold() for name in names}
    own = [each for each in (group.children if group else ()) if _global_name(each) in meant]
    new = {**printed, **{f" name={quoteattr(name)}": target for name, target in names.items() if target is not None}}
    out = [take_out(draft.read(book), each) for each in own]
    if group is None or not own or len(own) < len(group.children):
        _put_names(draft, new, out)
        return
    draft.edit(book, *out)
    _close_names(draft, book)
    _put_names(draft, new, [])


def _close_names(draft: Revision, book: str) -> None:
    """A group without names goes where it was made here, told by the line end in its tag; else it is empty as before."""
    xml, group = draft.read(book), child(draft.tree(book), "definedNames")
    if group is None or group.children:
        return
    start, end = group.start, start_tag_end(xml, group)
    if xml[start:end].endswith(b"\n>"):
        draft.edit(book, take_out(xml, group))
    elif not is_empty_tag(xml, group):
        draft.edit(book, (start, end_of(xml, group), xml[start : end - 1] + b"/>"))


def _put_names(draft: Revision, names: Mapping[str, str], more: list[Edit]) -> None:
    """Names, by their attributes, behind all others, and more edits, in one; the group is made where there is none."""
    book = workbook_part(draft)
    if not names:
        draft.edit(book, *more)
        return
    xml, root = draft.read(book), draft.tree(book)
    p, group = root.name.removesuffix("workbook"), child(root, "definedNames")
    tag = f"{p}definedName"
    said = "".join(f"<{tag}{own}>{escape(target.removeprefix('='))}</{tag}>" for own, target in names.items())
    if group is not None and is_empty_tag(xml, group):
        opened = xml[group.start : group.close].removesuffix(b"/>") + b">"
        draft.edit(book, (group.start, group.close, opened + said.encode() + f"</{group.name}>".encode()))
        return
    if group is not None:
        draft.edit(book, *more, insert_last(xml, group, said.encode()))
        return
    before = next(found for kind in _BEFORE_NAMES if (found := child(root, kind)))
    at = take_out(xml, before)[1]
    draft.edit(book, (at, at, f"<{p}definedNames\n>{said}</{p}definedNames>".encode()))


def _global_name(element: Element) -> str:
    return "" if "localSheetId" in element.attributes else element.attributes.get("name", "").casefold()
