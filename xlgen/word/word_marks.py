"""Marks that a clerk wrote into a document: ``{{名称}}`` and ``｛｛名称｝｝``, also where re-saving split them over runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlgen.word.docx import Docx
from xlgen.word.stretches import Paragraph, Stretches
from xlgen.words.labels import without_blanks

_MARK = re.compile(r"[{｛]{2}([^{}｛｝\t\n]{1,200})[}｝]{2}")
_BRACES = re.compile(r"[{｛]{2}[^{}｛｝\t\n]{0,20}[}｝]?|[{｛]?[^{}｛｝\t\n]{0,20}[}｝]{2}|[{｛][^{}｛｝\t\n]{1,40}[}｝]")
_ALIKE = str.maketrans(
    "．。・•‧∙⋅（）：，％", "..·····():,%"
)  # a point of the table and its column, the dot of a label; as people type them
AT = "."  # between a table and its column


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: its name as written, where in the text of its paragraph it begins and ends, and where it stands."""

    name: str
    begin: int
    end: int
    part: str
    paragraph: Paragraph


@lru_cache(maxsize=1 << 13)
def key_of(name: str) -> str:
    """A name to compare by: people space it in many ways, and type dots and brackets of several kinds."""
    return without_blanks(name).translate(_ALIKE)


def marks_of(part: str, stretches: Stretches) -> Iterator[Mark]:
    """All marks of a part, in its order."""
    for paragraph in stretches.paragraphs:
        for found in _MARK.finditer(paragraph.said):
            if found[1].strip():
                yield Mark(found[1].strip(), found.start(), found.end(), part, paragraph)


def all_marks(document: Docx) -> list[Mark]:
    """The marks of a document."""
    return [mark for part, stretches in document.parts.items() for mark in marks_of(part, stretches)]


def broken(document: Docx) -> list[str]:
    """What looks like a mark and is none, for a brace is missing: as written."""
    texts = (p.said for stretches in document.parts.values() for p in stretches.paragraphs)
    return [found.strip() for text in texts for found in _BRACES.findall(_MARK.sub("", text)) if found.strip()]
