"""A part of XML with the byte offsets of its elements, and edits spliced in between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from xml.parsers import expat

from xlgen.workbook.collecting import uncollected
from xlgen.workbook.opc.zip import RESAVE

Edit = tuple[int, int, bytes]  # from, to, the bytes that stand there afterwards
_DEPTH = 5  # worksheet, sheetData, row, c, f: deeper elements are not kept
_TAG = re.compile(rb"""<([^\s/>]++)((?:[^>"'/]++|"[^"]*"|'[^']*')*+)/?>""")
_ATTRIBUTE = re.compile(rb"""(?<!\s)\s++([^\s=]++)\s*+=\s*+(?:"[^"]*"|'[^']*')""")


class Element(NamedTuple):  # a tuple: large sheets have hundreds of thousands
    """An element and where it stands, in bytes from the beginning of its part."""

    name: str  # with its prefix
    attributes: Mapping[str, str]
    start: int
    close: int  # where the end tag starts; of an empty-element tag, where that ends
    children: tuple[Element, ...]

    @property
    def local(self) -> str:
        """Name without its prefix."""
        return self.name.rpartition(":")[2]


def count_of(xml: bytes) -> int:
    """How many elements a part holds, or more: ``<`` stands nowhere else but in remarks and the like."""
    return xml.count(b"<") - xml.count(b"</")


def parse_part(part: str, xml: bytes) -> Element:
    """Root of a part with the byte offsets of its elements; ValueError where it is not plain UTF-8 XML."""
    try:
        if b"\0" in xml:  # expat reads UTF-16 without a word, whatever encoding it is told
            raise UnicodeError
        xml.decode()
        return _tree(part, xml)
    except (expat.ExpatError, UnicodeError) as error:
        raise ValueError(f"部件 {part} 不是正确的 UTF-8 XML（{RESAVE}）") from error


def _tree(part: str, xml: bytes) -> Element:
    parser = expat.ParserCreate("UTF-8")
    stack: list[tuple[dict[str, str], int, list[Element]]] = [({}, 0, [])]
    make = tuple.__new__  # as Element does, a third faster

    def declared(_version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in ("utf-8", "utf8"):
            raise ValueError(f"部件 {part} 的编码为 {encoding}，只支持 UTF-8（{RESAVE}）")

    def doctype(*_: object) -> None:
        raise ValueError(f"部件 {part} 含有 DTD 声明，拒绝处理（{RESAVE}）")

    def end(name: str) -> None:
        attributes, start, children = stack.pop()
        if len(stack) <= _DEPTH:
            stack[-1][2].append(make(Element, (name, attributes, start, parser.CurrentByteIndex, tuple(children))))

    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler, parser.EndElementHandler = declared, doctype, end
    parser.StartElementHandler = lambda _, attributes: stack.append((attributes, parser.CurrentByteIndex, []))
    with uncollected():
        parser.Parse(xml, True)
    return stack[0][2][0]


def start_tag_end(xml: bytes, element: Element) -> int:
    """Where what stands inside begins."""
    return _tag(xml, element).end()


def _tag(xml: bytes, element: Element) -> re.Match[bytes]:
    tag = _TAG.match(xml, element.start)
    assert tag, "expat found an element here"
    return tag


def is_empty_tag(xml: bytes, element: Element) -> bool:
    """Whether it is written as ``<c/>``."""
    return xml.startswith(b"/>", element.close - 2) and start_tag_end(xml, element) == element.close


def end_of(xml: bytes, element: Element) -> int:
    """Where the next element may begin."""
    return element.close if is_empty_tag(xml, element) else xml.index(b">", element.close) + 1


def with_attributes(xml: bytes, element: Element, without: Iterable[bytes], added: str) -> bytes:
    """Start tag up to its closing bracket, some attributes left out and others added; the rest as it is spelled."""
    tag = _tag(xml, element)
    kept = (attribute[0] for attribute in _ATTRIBUTE.finditer(tag[2]) if attribute[1] not in without)
    return b"<" + tag[1] + b"".join(kept) + added.encode()


def splice(xml: bytes, edits: Iterable[Edit]) -> bytes:
    """The part with all edits made; what lies between them is copied. Edits must not overlap."""
    pieces, at = [], 0
    for start, end, piece in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [xml[at:start], piece]
        at = end
    return b"".join([*pieces, xml[at:]])


def insert_last(xml: bytes, parent: Element, piece: bytes) -> Edit:
    """The edit that puts a child behind all others."""
    if is_empty_tag(xml, parent):
        return parent.start, parent.close, enclose(with_attributes(xml, parent, (), ""), parent.name, piece)
    return parent.close, parent.close, piece


def take_out(xml: bytes, element: Element) -> Edit:
    """The edit that removes an element with all it holds."""
    return element.start, end_of(xml, element), b""


def enclose(tag: bytes, name: str, body: bytes) -> bytes:
    """An element from its start tag up to the closing bracket and what stands inside."""
    return tag + b">" + body + f"</{name}>".encode() if body else tag + b"/>"
