"""What the cells of a workbook hold, by a small reader of its own: zipfile and ElementTree, nothing of xlgen, no part that holds no values.

It asks nothing of content types, themes and properties, so that damage there does not keep it from comparing values.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree

_MAIN = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BUILT_IN = {9: "0%", 10: "0.00%", **dict.fromkeys((*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)), "d")}
_OLD_DAYS = 1462  # between the system of 1904 and that of 1900


@dataclass(frozen=True)
class Held:
    """One cell: the type and the text of its value, the text of its formula, whether it shows a percentage or a day."""

    kind: str
    text: str
    formula: str
    shown: str


Sheets = Mapping[str, Mapping[tuple[int, int], Held]]


def sheets_of(content: bytes) -> tuple[Sheets, bool]:
    """Cells of each sheet by row and column from 0, and whether days count from 1904; any exception where it cannot be read."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = {name.replace("\\", "/").lower(): name for name in archive.namelist()}

    def root(part: str) -> ElementTree.Element:
        return ElementTree.fromstring(archive.read(parts[part.lower()]))

    [book] = {target for kind, target in _led(parts, root, "").values() if kind == "officeDocument"}
    index, led = root(book), _led(parts, root, book)
    texts = [text for kind, target in led.values() if kind == "sharedStrings" for text in _texts(root(target))]
    shown = [each for kind, target in led.values() if kind == "styles" for each in _shown(root(target))]
    found: dict[str, Mapping[tuple[int, int], Held]] = {}
    for tab in _at(index, "sheets", "sheet"):
        key = next(value for name, value in tab.attrib.items() if name.endswith("}id"))  # whatever became of its vocabulary
        kind, target = led[key]
        found[tab.attrib["name"]] = dict(_cells(root(target), texts, shown)) if kind == "worksheet" else {}
    old = any(each.get("date1904") in ("1", "true") for each in _at(index, "workbookPr"))
    return found, old


def _led(parts: Mapping[str, str], root: object, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    file = posixpath.join(folder, "_rels", f"{name}.rels")
    found = {}
    for each in root(file).iter(_RELATION) if file.lower() in parts else ():  # type: ignore[operator]
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, each.attrib["Target"])).lstrip("/")
            found[each.attrib["Id"]] = each.attrib["Type"].rpartition("/")[2], target
    return found


def _at(above: ElementTree.Element, *path: str) -> Iterator[ElementTree.Element]:
    """Elements at a path below one, of either spelling of the vocabulary."""
    if not path:
        yield above
        return
    for below in above:
        space, _, name = below.tag.removeprefix("{").partition("}")
        if name == path[0] and space in _MAIN:
            yield from _at(below, *path[1:])


def _texts(root: ElementTree.Element) -> list[str]:
    return [_rich(each) for each in _at(root, "si")]


def _rich(element: ElementTree.Element) -> str:
    """The text of an element, runs joined in their order, phonetic guides left out."""
    pieces = []
    for below in element:
        name = below.tag.rpartition("}")[2]
        for each in (below,) if name == "t" else _at(below, "t") if name == "r" else ():
            text = each.text or ""
            pieces.append(text if each.get(_SPACE) == "preserve" else text.strip(" \t\r\n"))
    return "".join(pieces)


def _shown(root: ElementTree.Element) -> list[str]:
    """What each style shows its numbers as: ``percent``, ``date`` or ``general``."""
    codes = {each.get("numFmtId"): each.get("formatCode", "") for each in _at(root, "numFmts", "numFmt")}
    found = []
    for each in _at(root, "cellXfs", "xf"):
        number = each.get("numFmtId", "0")
        code = re.sub(r'"[^"]*"|\\.|_.|\[[^]]*]', "", codes.get(number, _BUILT_IN.get(int(number), ""))).lower()
        found.append("percent" if "%" in code else "date" if set(code) & set("ymdhs") else "general")
    return found


def _cells(root: ElementTree.Element, texts: list[str], shown: list[str]) -> Iterator[tuple[tuple[int, int], Held]]:
    row = -1
    for line in _at(root, "sheetData", "row"):
        row = int(line.attrib["r"]) - 1 if "r" in line.attrib else row + 1
        column = -1
        for cell in _at(line, "c"):
            letters = cell.get("r", "").rstrip("0123456789")
            column = _number(letters) if letters else column + 1
            held = _held(cell, texts, shown)
            if held.text or held.formula:
                yield (row, column), held


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _held(cell: ElementTree.Element, texts: list[str], shown: list[str]) -> Held:
    kind = cell.get("t", "n")
    text = "".join(each.text or "" for each in _at(cell, "v"))
    if kind == "inlineStr":
        text = "".join(_rich(each) for each in _at(cell, "is"))
    if kind == "s" and text:
        text = texts[int(text)]
    formula = "".join((each.text or "").strip() or f"({each.get('t')})" for each in _at(cell, "f"))
    style = cell.get("s", "0")
    looks = shown[int(style)] if style.isdecimal() and style.isascii() and int(style) < len(shown) else "general"
    return Held("text" if kind in ("s", "str", "inlineStr") else kind, text, formula, looks)


def days(held: Held, old: bool) -> tuple[float, ...]:
    """Numbers that the cell may mean: as it is written, and counted from 1900 where the book counts from 1904."""
    number = float(held.text)
    return (number, number + _OLD_DAYS) if old else (number,)
