"""One pass of expat over one part of a workbook: what to do is keyed by the path of an element."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.workbook.collecting import uncollected
from xlgen.workbook.ooxml.guard import Package, refuse_bomb

Attributes = Mapping[str, str]

# The vocabulary of sheets under two addresses, ECMA-376 transitional and ISO 29500 strict, and those of the package by their roots
_SHEETS = ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
_PACKAGE = {
    "Relationships": ("http://schemas.openxmlformats.org/package/2006/relationships",),
    "Types": ("http://schemas.openxmlformats.org/package/2006/content-types",),
}
_CHUNK = 1 << 16
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r")

# Children by expanded name, and the paths at which something is to be called: start, text, end; "" for nothing
_Node = tuple[dict[str, "_Node"], str, str, str]
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_ALTERNATIVES = f"{_MC} AlternateContent"
_ELSEWHERE: _Node = ({}, "", "", "")  # an element nobody asked for, and all within it


@dataclass(frozen=True, slots=True)
class Handlers:
    """What to call at which path (local names joined by ``/`` from the root, such as ``sst/si/t``; ``mc:`` for alternatives).

    ``starts`` get the attributes, ``texts`` the whole text of the element when it ends, ``ends`` nothing (after the text).
    Elements at any other path, and those of foreign namespaces, are passed over with all they hold; alternatives (mc:) amid
    elements that are read are refused unless their path is among these. So are elements within a text, and those called
    ``only_here`` at any other path: some readers find them wherever they stand.
    """

    starts: Mapping[str, Callable[[Attributes], None]] = field(default_factory=dict)
    texts: Mapping[str, Callable[[str], None]] = field(default_factory=dict)
    ends: Mapping[str, Callable[[], None]] = field(default_factory=dict)
    only_here: frozenset[str] = frozenset()


def scan(package: Package, part: str, handlers: Handlers, wrong_root: str = "XG017", *, text: str | None = None) -> None:
    """Read one part through its handlers; ValueError or LookupError of a handler means that the part is malformed.

    Refused with the part and line: part missing or too large, DTD, malformed XML, too deep, too many elements, and
    ``wrong_root`` where the root element is none of the handlers' paths. ``text`` is what is left of the part where the rest was
    read already, and found to be well-formed.
    """
    info = package.parts.get(part.lower())
    if info is None:
        raise refuse("XG016", part)
    if text is None:
        refuse_bomb(info, package.limits, package.budget)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuser(part)
    walk = _Walk(parser, handlers, package, part, wrong_root)
    parser.StartElementHandler, parser.EndElementHandler = walk.enter, walk.leave
    try:
        with uncollected():
            if text is None:
                _feed(package, part, parser)
            else:
                parser.Parse(text.encode(), True)
    except (ValueError, LookupError, OverflowError) as error:
        raise refuse("XG017", f"{part} 第 {parser.CurrentLineNumber} 行附近") from error
    finally:  # parser and handlers hold each other, and with them all that was read
        parser.StartElementHandler = parser.EndElementHandler = parser.CharacterDataHandler = None


def _refuser(part: str) -> Callable[..., None]:
    def refuse_dtd(*_: object) -> None:
        raise refuse("XG015", part)

    return refuse_dtd


def _tree(handlers: Handlers) -> _Node:
    return _tree_of(frozenset(handlers.starts), frozenset(handlers.texts), frozenset(handlers.ends))


@lru_cache(maxsize=64)  # every sheet is read by the same paths
def _tree_of(starts: frozenset[str], texts: frozenset[str], ends: frozenset[str]) -> _Node:
    """The paths of handlers as one node a path, reached from node to node by expanded name."""
    root: _Node = ({}, "", "", "")
    for path in sorted(starts | texts | ends):  # what leads to a path sorts before it
        node, names = root, path.split("/")
        spaces = _PACKAGE.get(names[0], _SHEETS)
        for depth, name in enumerate(names):
            way = "/".join(names[: depth + 1])
            spelled = [f"{_MC} {name[3:]}"] if name.startswith("mc:") else [f"{space} {name}" for space in spaces]
            start, text, end = (way if way in paths else "" for paths in (starts, texts, ends))
            found = node[0].get(spelled[0]) or ({}, start, text, end)
            node[0].update(dict.fromkeys(spelled, found))
            node = found
    return root


class _Walk:
    """Where the parser stands in the tree of handlers."""

    __slots__ = (
        "above",
        "budget",
        "chunks",
        "handlers",
        "here",
        "limits",
        "only_here",
        "parser",
        "part",
        "usual",
        "wrong_root",
    )

    def __init__(self, parser: Any, handlers: Handlers, package: Package, part: str, wrong_root: str) -> None:
        self.parser, self.part, self.wrong_root = parser, part, wrong_root
        self.limits, self.budget = package.limits, package.budget
        self.usual = range(2, self.limits.depth + 1)
        self.handlers, self.here, self.above = handlers, _tree(handlers), list[_Node]()
        self.only_here = {f"{space} {name}" for space in _SHEETS for name in handlers.only_here}
        self.chunks: list[str] = []

    def enter(self, name: str, attributes: Attributes) -> None:
        self.above.append(self.here)
        self.here = here = self.here[0].get(name, _ELSEWHERE)
        if here is _ELSEWHERE:
            if len(self.above) not in self.usual or name == _ALTERNATIVES:
                self.refuse_misplaced(name)
            if name in self.only_here or self.above[-1][2]:
                raise refuse("XG027", f"{self.part} 里 {name.rpartition(' ')[2][:40]} 放错了地方")
        if here[1]:
            self.handlers.starts[here[1]](attributes)
        if here[2]:
            self.chunks.clear()
            self.parser.CharacterDataHandler = self.chunks.append
        self.budget.elements -= 1
        if self.budget.elements < 0:
            raise refuse("XG014", f"合计超过 {self.limits.elements} 个元素")

    def leave(self, _: str) -> None:
        text, end = self.here[2:]
        if text:
            self.parser.CharacterDataHandler = None
            self.handlers.texts[text]("".join(self.chunks))
        if end:
            self.handlers.ends[end]()
        self.here = self.above.pop()

    def refuse_misplaced(self, name: str) -> None:
        depth = len(self.above)
        if depth == 1:
            raise refuse(self.wrong_root, f"{self.part} 的根元素是 {name.rpartition(' ')[2][:40]}")
        if depth not in self.usual:
            raise refuse("XG018", f"{self.part} 超过 {self.limits.depth} 层")
        if depth > 2 and self.above[-1] is not _ELSEWHERE:  # readers differ in which of the two contents they take
            raise refuse("XG027", f"{self.part} 里同一处有两套内容")


def _feed(package: Package, part: str, parser: Any) -> None:
    done, chunk = 0, b""
    try:
        with package.archive.open(package.parts[part.lower()]) as stream:
            # growing pieces: expat before 2.6 rereads an unfinished token from its start with each piece (CVE-2023-52425)
            while chunk := stream.read(max(_CHUNK, done)):
                parser.Parse(chunk, False)
                done += len(chunk)
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise _unparsable(part, error, chunk[max(0, parser.ErrorByteIndex - done) :][:1]) from error


def _unparsable(part: str, error: expat.ExpatError, at: bytes) -> Refused:
    place = f"{part} 第 {error.lineno} 行"
    is_control = bool(at) and at in _CONTROL
    if is_control or error.code == expat.errors.codes[expat.errors.XML_ERROR_BAD_CHAR_REF]:
        return refuse("XG023", place)
    return refuse("XG017", f"{place}附近的 XML 不完整或有错")
