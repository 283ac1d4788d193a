"""How a paragraph looks: the style it has, how its text is set, how wide the page is there.

Elements as in ECMA-376 part 1, 17.3.1 (w:pStyle), 17.3.2 (w:rPr) and 17.6 (w:sectPr); lengths are twips, twentieths of a point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from xlgen.word.stretches import WORDPROCESSING, Paragraph, Stretches, Text

USUAL_WIDTH = 8306  # between the margins of a new A4 page
USUAL_EM = 210  # 五号
_STYLE = re.compile(rb"<(?:\w++:)?+pStyle\s[^<>]*+(?<=/)>")
_SIZE = re.compile(rb"<(?:\w++:)?+sz\s[^<>]*?val=[\"'](\d{1,3})[\"']")
_PAGE = re.compile(rb"<(?:\w++:)?+pgSz\s([^<>]*+)>")
_MARGINS = re.compile(rb"<(?:\w++:)?+pgMar\s([^<>]*+)>")
_WIDE, _LEFT, _RIGHT = (re.compile(rb"(?<!\w)" + name + rb"=[\"'](\d{1,6})[\"']") for name in (b"w", b"left", b"right"))


@dataclass(frozen=True, slots=True)
class TextLook:
    """Prefix of Word's elements and of their attributes, style and run properties as they stand, size of a sign, room in a line."""

    tag: str  # w:t
    style: bytes
    run: bytes
    em: int
    wide: int

    @property
    def prefix(self) -> str:
        """``w:``, or "" where Word's namespace is the document's own."""
        return self.tag.removesuffix("t")

    @property
    def own(self) -> str:
        """Prefix of attributes, which no namespace of the document's own reaches."""
        return self.prefix or "w:"

    @property
    def declared(self) -> str:
        """What declares that prefix where the document may not."""
        return "" if self.prefix else f' xmlns:w="{WORDPROCESSING}"'


def look_of(stretches: Stretches, paragraph: Paragraph, text: Text) -> TextLook:
    """The look that a text has."""
    xml, prefix = stretches.xml, text.tag.removesuffix("t").encode()
    run = max(xml.rfind(b"<" + prefix + sign, paragraph.start, text.start) for sign in (b"r>", b"r "))
    style = _STYLE.search(xml, paragraph.start, max(run, paragraph.start))
    said = _properties(xml[max(run, paragraph.start) : text.start], prefix)
    size = _SIZE.search(said)
    em = int(size[1]) * 10 if size else USUAL_EM
    return TextLook(text.tag, style[0] if style else b"", said, em, _room(xml, paragraph.start))


def _properties(run: bytes, prefix: bytes) -> bytes:
    """Run properties, none where they were changed under tracked changes."""
    start, end = run.find(b"<" + prefix + b"rPr>"), run.rfind(b"</" + prefix + b"rPr>")
    found = run[start : end + len(prefix) + 6] if 0 <= start < end else b""
    return b"" if b"rPrChange" in found else found


def _room(xml: bytes, at: int) -> int:
    """Width between the margins of the page that the section there has."""
    page, margins = _PAGE.search(xml, at), _MARGINS.search(xml, at)
    said = (page and _WIDE.search(page[1]), margins and _LEFT.search(margins[1]), margins and _RIGHT.search(margins[1]))
    page_wide, left, right = (int(each[1]) if each else 0 for each in said)
    wide = page_wide - left - right
    return wide if wide > USUAL_EM * 10 else USUAL_WIDTH
