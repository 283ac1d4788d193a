"""Damage that people do to a form, done to the file's parts: cells go elsewhere and take merges, names, formulas and rules along.

Quick enough for hundreds of cases; tests/support/damage.py does some of the same through LibreOffice.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterable, Iterator

from xlgen.workbook.addresses import column_letters, parse, spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, change_book

Goes = Callable[[int, int], tuple[int, int] | None]  # where a cell of the sheet goes, None: it is deleted
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(
    r"""("(?:[^"]|"")*")|(?:('(?:[^']|'')+'|[\w.]+)!)?(\$?[A-Z]{1,3}\$?\d+)(?::(\$?[A-Z]{1,3}\$?\d+))?(?![\w(])"""
)
for prefix, uri in (("", MAIN[1:-1]), ("r", RELATION[1:-3])):
    ET.register_namespace(prefix, uri)


# ---- what people do -------------------------------------------------------------------------------------------------


def insert_rows(content: bytes, sheet: str, at: int, count: int = 1) -> bytes:
    """Blank rows before a row, all counted from 0."""
    return moved(content, sheet, lambda row, column: (row + count * (row >= at), column))


def insert_columns(content: bytes, sheet: str, at: int, count: int = 1) -> bytes:
    """Blank columns before a column."""
    return moved(content, sheet, lambda row, column: (row, column + count * (column >= at)))


def delete_rows(content: bytes, sheet: str, at: int, count: int = 1) -> bytes:
    """Rows gone; names of their cells become #REF!."""
    return moved(content, sheet, lambda r, c: None if at <= r < at + count else (r - count * (r >= at + count), c))


def delete_columns(content: bytes, sheet: str, at: int, count: int = 1) -> bytes:
    """Columns gone; names of their cells become #REF!."""
    return moved(content, sheet, lambda r, c: None if at <= c < at + count else (r, c - count * (c >= at + count)))


def cut_and_paste(content: bytes, sheet: str, source: str, target: str) -> bytes:
    """A block cut and pasted over another place, as G14:H15 over G16: what stood there is gone, names of it become #REF!."""
    (top, left), (bottom, right) = (parse(end) for end in (source.split(":") * 2)[:2])
    down, across = (new - old for new, old in zip(parse(target), (top, left), strict=True))

    def goes(row: int, column: int) -> tuple[int, int] | None:
        if top <= row <= bottom and left <= column <= right:
            return row + down, column + across
        covered = top <= row - down <= bottom and left <= column - across <= right
        return None if covered else (row, column)

    return moved(content, sheet, goes)


def swap_rows(content: bytes, sheet: str, one: int, other: int, first_column: int = 2) -> bytes:
    """Two rows changed places by cutting and pasting, from a column on."""
    there = {one: other, other: one}
    return moved(content, sheet, lambda r, c: (there.get(r, r) if c >= first_column else r, c))


def sort_rows(content: bytes, sheet: str, order: Iterable[int], first_column: int = 2) -> bytes:
    """Contents of rows put into another order, names staying where they are: what sorting does."""
    order = list(order)
    there = dict(zip(order, sorted(order), strict=True))
    return moved(content, sheet, lambda r, c: (there.get(r, r) if c >= first_column else r, c), contents_only=True)


def rename(content: bytes, sheet: str, name: str) -> bytes:
    """A sheet under another name; names and formulas follow."""
    old, new = (f"'{each}'!" for each in (sheet, name.replace("'", "''")))

    def edit(part: str, root: ET.Element) -> None:
        for each in root.iter():
            if each.tag in (f"{MAIN}f", f"{MAIN}definedName") and each.text:
                each.text = each.text.replace(old, new)
            if each.tag == f"{MAIN}sheet" and each.get("name") == sheet:
                each.set("name", name)
            if each.tag == f"{MAIN}hyperlink" and each.get("location"):
                each.set("location", str(each.get("location")).replace(old, new))

    return _edited(content, edit)


def without(content: bytes, *tags: str) -> bytes:
    """Elements of all sheets gone, such as dataValidations or sheetProtection."""

    def edit(part: str, root: ET.Element) -> None:
        for each in [child for child in root if child.tag.removeprefix(MAIN) in tags]:
            root.remove(each)

    return _edited(content, edit)


def resultless(content: bytes) -> bytes:
    """Formulas without the results that were saved with them, as programs that do not calculate leave them."""

    def edit(part: str, root: ET.Element) -> None:
        for cell in root.iter(f"{MAIN}c"):
            if cell.find(f"{MAIN}f") is not None:
                for each in cell.findall(f"{MAIN}v"):
                    cell.remove(each)

    return _edited(content, edit)


def nameless(content: bytes, names: Callable[[str], bool] = lambda _: True) -> bytes:
    """Defined names gone, all or some."""
    return change_book(content, BookChanges(names={name: None for name in read_workbook(content).names if names(name)}))


# ---- how ------------------------------------------------------------------------------------------------------------


def moved(content: bytes, sheet: str, goes: Goes, contents_only: bool = False) -> bytes:
    """The workbook once cells of a sheet have gone elsewhere; ``contents_only``: names, rules and other sheets stay."""
    own = _part_of(content, sheet)

    def edit(part: str, root: ET.Element) -> None:
        here = sheet if part == own else ""
        for each in root.iter():
            if each.tag == f"{MAIN}f" and each.text and (here or not contents_only):
                each.text = moved_formula(each.text, sheet, here, goes)
            elif each.tag == f"{MAIN}definedName" and each.text and not contents_only:
                each.text = moved_formula(each.text, sheet, "", goes)
            elif here and not contents_only and each.get("sqref"):
                each.set("sqref", " ".join(filter(None, (_range(ref, goes) for ref in str(each.get("sqref")).split()))))
            elif here and not contents_only and each.tag in (f"{MAIN}mergeCell", f"{MAIN}hyperlink", f"{MAIN}dimension"):
                each.set("ref", _range(str(each.get("ref")), goes) or "A1")
        if here:
            _move_cells(root, goes)

    return _edited(content, edit)


def _move_cells(root: ET.Element, goes: Goes) -> None:
    data = root.find(f"{MAIN}sheetData")
    assert data is not None
    cells: dict[tuple[int, int], ET.Element] = {}
    heights: dict[int, dict[str, str]] = {}
    arriving: set[tuple[int, int]] = set()
    for row in list(data):
        at = int(row.get("r", "0")) - 1
        heights.setdefault((goes(at, 0) or (at, 0))[0], dict(row.attrib))
        for cell in row:
            old = parse(cell.get("r", ""))
            new = goes(*old)
            if new and (new != old or new not in arriving):
                cells[new] = cell
                arriving |= {new} if new != old else set()
        data.remove(row)
    for at in sorted({r for r, _ in cells} | set(heights)):
        row = ET.SubElement(data, f"{MAIN}row", heights.get(at, {}) | {"r": str(at + 1)})
        row.attrib.pop("spans", None)
        for place in sorted(place for place in cells if place[0] == at):
            cells[place].set("r", spell(*place))
            row.append(cells[place])


def moved_formula(text: str, sheet: str, here: str, goes: Goes) -> str:
    """A formula, or where a name leads, once the cells of a sheet have gone; ``here`` is the sheet it stands on."""

    def reference(match: re.Match[str]) -> str:
        if match[1] or (match[2] or here).strip("'").replace("''", "'") != sheet:
            return match[0]
        new = _range(":".join(filter(None, (match[3], match[4]))), goes)
        return (f"{match[2]}!" if match[2] else "") + (new or "#REF!")

    return _REFERENCE.sub(reference, text)


def _range(text: str, goes: Goes) -> str:
    ends = [parse(end) for end in text.split(":")]
    dollars = "$" in text
    rows = range(ends[0][0], ends[-1][0] + 1)
    columns = range(ends[0][1], ends[-1][1] + 1)
    corners = [goes(*end) for end in ends]
    if None in corners or len({(new[0] - old[0], new[1] - old[1]) for new, old in zip(corners, ends, strict=True) if new}) > 1:
        left = [new for row in (rows[0], *rows[1:], rows[-1]) for column in columns if (new := goes(row, column))]
        if not left:
            return ""
        corners = [(min(r for r, _ in left), min(c for _, c in left)), (max(r for r, _ in left), max(c for _, c in left))]
    said = [f"${column_letters(c)}${r + 1}" if dollars else spell(r, c) for r, c in filter(None, corners)]
    return ":".join(dict.fromkeys(said) if len(ends) == 1 else said)


def _part_of(content: bytes, sheet: str) -> str:
    archive = zipfile.ZipFile(io.BytesIO(content))
    book, relations = (ET.fromstring(archive.read(f"xl/{name}")) for name in ("workbook.xml", "_rels/workbook.xml.rels"))
    key = next(each.get(RELATION) for each in book.iter(f"{MAIN}sheet") if each.get("name") == sheet)
    target = next(str(each.get("Target")) for each in relations if each.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"  # openpyxl writes it from the root


def _edited(content: bytes, edit: Callable[[str, ET.Element], None]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in _members(source):
            if name == "xl/workbook.xml" or name.startswith("xl/worksheets/sheet"):
                root = ET.fromstring(data)
                edit(name, root)
                data = ET.tostring(root, "utf-8", xml_declaration=True)
            target.writestr(name, data)
    return stream.getvalue()


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    return ((name, archive.read(name)) for name in archive.namelist())
