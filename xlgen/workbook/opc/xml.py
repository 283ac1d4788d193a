"""A part of XML with the byte offsets of its elements, and edits spliced in between."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple
from xml.parsers import expat

from xlgen.workbook.collecting import uncollected
from xlgen.workbook.opc.zip import RESAVE

Edit = tuple[int, int, bytes]  # from, to, the bytes that stand there afterwards
_BELOW_ROOT, _FIRST = 2, 5  # levels above; bytes up to where a declaration may begin
_DEPTH = 5  # worksheet, sheetData, row, c, f: deeper elements are not kept
_TAG = re.compile(rb"""<([^\s/>]++)((?:[^>"'/]++|"[^"]*"|'[^']*')*+)/?>""")
_ATTRIBUTE = re.compile(rb"""(?<!\s)\s++([^\s=]++)\s*+=\s*+(?:"[^"]*"|'[^']*')""")


class Element(NamedTuple):  # a tuple: large sheets have hundreds of thousands
    """An element and where it stands, in bytes from the beginning of its part."""

    name: str  # with its prefix
    attributes: Mapping[str, str]
    start: int
    close: int  # where the end tag starts; of an empty-element tag, where that ends
    children: Sequence[Element]

    @property
    def local(self) -> str:
        """Name without its prefix."""
        return self.name.rpartition(":")[2]


class LeftOut(NamedTuple):
    """What stands between the tags of an element just below the root and is not taken apart: from, to, and its elements."""

    start: int
    end: int
    children: Sequence[Element]


def count_of(xml: bytes) -> int:
    """How many elements a part holds, or more: ``<`` stands nowhere else but in remarks and the like."""
    return xml.count(b"<") - xml.count(b"</")


def parse_part(part: str, xml: bytes, known: Sequence[LeftOut] = ()) -> Element:
    """Root of a part with the byte offsets of its elements; ValueError where it is not plain UTF-8 XML.

    What is ``known`` is taken as it is, in the order of the part, none of it empty; ValueError where it stands elsewhere than said.
    """
    try:
        if b"\0" in xml:  # expat reads UTF-16 without a word, whatever encoding it is told
            raise UnicodeError
        text = xml.decode()
        if known and ("\ufffe" in text or "\uffff" in text):  # which a parser would find
            raise UnicodeError
        return _tree(part, xml, known)
    except (expat.ExpatError, UnicodeError) as error:
        raise ValueError(f"部件 {part} 不是正确的 UTF-8 XML（{RESAVE}）") from error


def _tree(part: str, xml: bytes, known: Sequence[LeftOut]) -> Element:
    left = {each.end: each.children for each in known}
    gaps = [0, *accumulate(each.end - each.start for each in known)]
    cuts = [each.start - gap for each, gap in zip(known, gaps, strict=False)]  # where they are missing in what is parsed
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
            close = parser.CurrentByteIndex
            if cuts:
                start, close = start + gaps[bisect_right(cuts, start)], close + gaps[bisect_right(cuts, close)]
            inside = left.pop(close) if close in left and len(stack) == _BELOW_ROOT else tuple(children)
            stack[-1][2].append(make(Element, (name, attributes, start, close, inside)))

    parser.XmlDeclHandler, parser.StartDoctypeDeclHandler, parser.EndElementHandler = declared, doctype, end
    parser.StartElementHandler = lambda _, attributes: stack.append((attributes, parser.CurrentByteIndex, []))
    with uncollected():
        rest = splice(xml, ((each.start, each.end, b"") for each in known)) if known else xml
        parser.Parse(rest, True)
    if left or (known and (b"<!" in rest or rest.find(b"<?", _FIRST) >= 0)):  # what is known must be no remark
        raise ValueError(part)
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
