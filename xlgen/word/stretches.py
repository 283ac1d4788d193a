"""A part of a document taken apart only as far as its text goes: paragraphs, rows of tables, and texts with their bytes.

Elements as in ECMA-376 part 1, 17.3 (w:p, w:r, w:t) and 17.4 (w:tr). What was deleted or moved away under tracked changes is no
text; what was inserted is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "sym": "\t", "drawing": "\t", "pict": "\t"}
_GONE = {"del", "moveFrom"}
_NUMBERED = re.compile(rb"""\s(?:\w+:)?(?:paraId|textId)\s*=\s*(?:"[^"]*"|'[^']*')""")
DEPTH = 200  # levels of elements; text boxes in tables in text boxes reach some fifty


@dataclass(frozen=True, slots=True)
class Text:
    """A ``w:t``, or a sign that stands between texts (then it has no ``tag``): its bytes from, to, and what it says."""

    start: int
    end: int
    said: str
    tag: str = ""


@dataclass(slots=True)
class Paragraph:
    """A paragraph, its bytes from and to, and its texts; ``row`` is the innermost row of a table it stands in, as from and to."""

    start: int
    row: list[int] | None
    end: int = 0
    texts: list[Text] = field(default_factory=list)

    @property
    def said(self) -> str:
        """All its text."""
        return "".join(text.said for text in self.texts)


@dataclass(frozen=True, slots=True)
class Stretches:
    """A part: its bytes, its paragraphs in order, and what a copy of a stretch must not have twice (numbers, bookmarks)."""

    xml: bytes
    paragraphs: tuple[Paragraph, ...]
    single: tuple[tuple[int, int], ...]


def stretches_of(part: str, xml: bytes) -> Stretches:
    """A part taken apart; ValueError where it is no plain UTF-8 XML, declares a DTD or is nested too deep."""
    taking = _Taking(part, xml)
    try:
        if b"\0" in xml:  # expat reads UTF-16 without a word, whatever encoding it is told
            raise UnicodeError
        xml.decode()
        taking.parser.Parse(xml, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise ValueError(f"部件 {part} 不是正确的 UTF-8 XML") from error
    return Stretches(xml, tuple(p for p in taking.paragraphs if p.texts), tuple(taking.single))


class _Taking:
    """A part while it is taken apart."""

    def __init__(self, part: str, xml: bytes) -> None:
        self.part, self.xml = part, xml
        self.paragraphs: list[Paragraph] = []
        self.single: list[tuple[int, int]] = []
        self._open: list[tuple[str, int]] = []  # local name in Word's namespace, else "", and where it starts
        self._in: list[Paragraph] = []
        self._rows: list[list[int] | None] = [None]
        self._gone = 0
        self._bare = -1  # where the element starts that has neither text nor children yet
        self._said: list[str] | None = None
        self._tag = ""
        self.parser = expat.ParserCreate("UTF-8", "\n")
        self.parser.namespace_prefixes = True
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, *_: object) -> None:
        raise ValueError(f"部件 {self.part} 含有 DTD 声明，拒绝处理")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        space, _, rest = name.partition("\n")
        local, _, prefix = rest.partition("\n")
        local = local if space in (WORDPROCESSING, _STRICT) else ""
        self._open.append((local, at))
        self._bare = at
        if len(self._open) > DEPTH:
            raise ValueError(f"部件 {self.part} 嵌套太深")
        if local in ("p", "tr"):
            self._numbers(at)
        if local == "p":
            self._in.append(Paragraph(at, self._rows[-1]))
            self.paragraphs.append(self._in[-1])
        elif local == "tr":
            self._rows.append([at, 0])
        elif local == "txbxContent":  # a text box stands in a paragraph, not in the row around it
            self._rows.append(None)
        elif local in _GONE:
            self._gone += 1
        elif local == "t" and self._in and not self._gone:
            self._said, self._tag = [], f"{prefix}:t" if prefix else "t"

    def _numbers(self, at: int) -> None:
        end = self.xml.index(b">", at)
        self.single += [match.span() for match in _NUMBERED.finditer(self.xml, at, end)]

    def _text(self, said: str) -> None:
        self._bare = -1
        if self._said is not None:
            self._said.append(said)

    def _end(self, _: str) -> None:
        local, start = self._open.pop()
        close, is_bare = self.parser.CurrentByteIndex, self._bare == start
        self._bare = -1
        end = close if is_bare and self.xml.endswith(b"/>", start, close) else self.xml.index(b">", close) + 1
        if local == "p":
            self._in.pop().end = end
        elif local == "tr":
            row = self._rows.pop()
            assert row is not None, "each row that ends began"
            row[1] = end
        elif local == "txbxContent":
            self._rows.pop()
        elif local in _GONE:
            self._gone -= 1
        elif local in ("bookmarkStart", "bookmarkEnd"):
            self.single.append((start, end))
        elif local == "t" and self._said is not None:
            self._in[-1].texts.append(Text(start, end, "".join(self._said), self._tag))
            self._said = None
        elif local in _SIGNS and self._in and not self._gone:
            self._in[-1].texts.append(Text(start, end, _SIGNS[local]))
