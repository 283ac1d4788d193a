"""Stretches of a part that are plainly written: each held against a pattern as a whole, its elements made when they are asked for.

What the patterns take is just what a parser would find there; text that could be more than text, and attributes that stand twice,
they take nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from xlgen.workbook.opc.xml import Element

_VALUE = rb'"[^"<&\t\n\r]*+"'  # an attribute's value in which nothing is replaced or made a blank
_ATTRIBUTES = rb"(?: [A-Za-z][A-Za-z0-9:]*+=%s)*+" % _VALUE
_TEXT = rb"[^<&>]*+(?:&(?:lt|gt|amp|quot|apos|#9|#10|#13);[^<&>]*+)*+"  # ]]> must not stand in it
_TRUTH = rb'"(?:true|false|1|0)"'
_CELL = (
    rb'<c r="([A-Z]{1,3}[1-9][0-9]{0,6})"(?: s="([0-9]++)")?+(?: t="([A-Za-z]++)")?+'
    rb"(?:/>|>(<f((?: aca=%s)?+(?: ca=%s)?+)>%s</f>)?+(<v>%s</v>|<v/>|"
    rb'<is><t(?: xml:space="preserve")?+>%s</t></is>)?+</c>)' % (_TRUTH, _TRUTH, _TEXT, _TEXT, _TEXT)
)
_CELLS = re.compile(_CELL)
_ROW = re.compile(rb"<row(%s)(?:/>|>((?:%s)*+)</row>)" % (_ATTRIBUTES, re.sub(rb"\((?!\?)", b"(?:", _CELL)))
_ITEMS = {
    b"mergeCells": re.compile(rb"(<mergeCell(%s)/>)" % _ATTRIBUTES),
    b"dataValidations": re.compile(
        rb"(<dataValidation(%s)(?:/>|>(?:<formula1>%s</formula1>)?+(?:<formula2>%s</formula2>)?+</dataValidation>))"
        % (_ATTRIBUTES, _TEXT, _TEXT)
    ),
    b"definedNames": re.compile(rb"(<definedName(%s)>%s</definedName>)" % (_ATTRIBUTES, _TEXT)),
}
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9]*+)(%s)(/?)>" % _ATTRIBUTES)
_ATTRIBUTE = re.compile(rb" ([A-Za-z][A-Za-z0-9:]*+)=(%s)" % _VALUE)
_LONG = 1 << 17  # bytes of a list that is remembered


class Later(Sequence[Element]):
    """Elements of a stretch of a part that are made when the first of them is asked for."""

    __slots__ = ("_made", "first", "last", "xml")

    def __init__(self, xml: bytes, first: int, last: int) -> None:
        self.xml, self.first, self.last = xml, first, last
        self._made: tuple[Element, ...] | None = None

    def make(self) -> tuple[Element, ...]:
        """The elements."""
        raise NotImplementedError

    def _all(self) -> tuple[Element, ...]:
        if self._made is None:
            self._made = self.make()
        return self._made

    def __getitem__(self, at: Any) -> Any:
        return self._all()[at]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Element]:
        return iter(self._all())


class PlainCells(Later):
    """The cells of a row that is plainly written."""

    __slots__ = ()

    def matches(self) -> Iterator[re.Match[bytes]]:
        """Each cell: its place, style, type, formula, what the formula's tag says, value."""
        return _CELLS.finditer(self.xml, self.first, self.last)

    def make(self) -> tuple[Element, ...]:
        """The cells."""
        return tuple(map(_cell, self.matches()))


class PlainList(Later):
    """The elements of a list that is plainly written."""

    __slots__ = ()

    def make(self) -> tuple[Element, ...]:
        """The elements, which forms of one shape have in common but for where the list begins."""
        made = _made if self.last - self.first <= _LONG else _made.__wrapped__
        return tuple(_moved(each, self.first) for each in made(self.xml[self.first : self.last]))


def plain_rows_of(xml: bytes, first: int, last: int) -> Sequence[Element] | None:
    """The rows of a sheet, their cells for later; None where they are not plain."""
    rows, at = [], first
    for found in _ROW.finditer(xml, first, last):
        attributes = _attributes(found[1])
        if found.start() != at or attributes is None:
            return None
        at = found.end()
        body = found.span(2)
        cells: Sequence[Element] = PlainCells(xml, *body) if body[0] < body[1] else ()
        rows.append(Element("row", attributes, found.start(), at if body[0] < 0 else body[1], cells))
    return tuple(rows) if at == last else None


def _cell(found: re.Match[bytes]) -> Element:
    place, style, kind, formula, ours, value = found.groups()
    attributes = {"r": place.decode()}
    if style is not None:
        attributes["s"] = style.decode()
    if kind is not None:
        attributes["t"] = kind.decode()
    children, start, end = [], *found.span()
    if formula is not None:
        said = (_attributes(ours) if ours else None) or {}
        children.append(Element("f", said, found.start(4), found.end(4) - len(b"</f>"), ()))
    if value is not None:
        close = 0 if value == b"<v/>" else len(b"</is>") if value.startswith(b"<is>") else len(b"</v>")
        children.append(Element("is" if value.startswith(b"<is>") else "v", {}, found.start(6), found.end(6) - close, ()))
    is_empty = found.string.endswith(b"/>", start, end) and not children
    return Element("c", attributes, start, end if is_empty else end - len(b"</c>"), tuple(children))


def plain_list(name: bytes, xml: bytes, first: int, last: int) -> Sequence[Element] | None:
    """The elements of a list of a sheet or workbook, for later; None where they are not plain."""
    is_plain = _is_plain if last - first <= _LONG else _is_plain.__wrapped__
    return PlainList(xml, first, last) if is_plain(name, xml[first:last]) else None


@lru_cache(maxsize=64)  # forms of one shape have the same
def _is_plain(name: bytes, body: bytes) -> bool:
    found = _ITEMS[name].findall(body)
    return sum(len(whole) for whole, _ in found) == len(body) and all(_attributes(said) is not None for _, said in found)


def _moved(element: Element, by: int) -> Element:
    name, attributes, start, close, children = element
    return Element(name, attributes, start + by, close + by, tuple(_moved(each, by) for each in children) if children else ())


@lru_cache(maxsize=32)
def _made(body: bytes) -> tuple[Element, ...]:
    """The elements of a list, their places counted from its beginning."""
    stack: list[tuple[re.Match[bytes] | None, list[Element]]] = [(None, [])]
    for tag in _TAG.finditer(body):
        if not tag[1]:
            stack.append((tag, []))
        if tag[1] or tag[4]:
            opened, children = stack.pop()
            assert opened, "each that is closed was opened"
            said, close = _attributes(opened[3]) or {}, tag.end() if tag[4] else tag.start()
            stack[-1][1].append(Element(opened[2].decode(), said, opened.start(), close, tuple(children)))
    return tuple(stack[0][1])


@lru_cache(maxsize=1 << 12)  # rows of one height, names that forms of one kind have
def _attributes(text: bytes) -> Mapping[str, str] | None:
    """Attributes by name, as a start tag spells them; None where one stands twice, which is no XML."""
    found = _ATTRIBUTE.findall(text)
    said = {name.decode(): value[1:-1].decode() for name, value in found}
    return said if len(said) == len(found) else None
