"""Marks filled: a value is only ever text, a row of a table or a paragraph with marks of a table stands once for each row of it.

Nothing else of the document changes: other parts byte for byte, and of a part all that lies between.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import accumulate, groupby

from xlgen.word.docx import Docx
from xlgen.word.stretches import Stretches
from xlgen.word.word_marks import Mark, marks_of
from xlgen.workbook.opc.xml import Edit, splice
from xlgen.workbook.opc.zip import assemble

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # no XML can hold them
_BREAKS = re.compile("\r\n|[\n\r\u0085\u2028\u2029]")
NO_ROW = "无"  # what stands where a table has no row
UNFILLED = "（未填）"  # stands in a sentence for what is blank; in a row of a table the cell stays blank


@dataclass(frozen=True, slots=True)
class Standins:
    """What marks stand for: ``value`` of one by name (None: it stays), ``table`` that a name is a column of ("": of none), its rows.

    A row gives the text of a name.
    """

    value: Callable[[str], str | None]
    table: Callable[[str], str]
    rows: Callable[[str], Sequence[Callable[[str], str | None]]]


def filled(document: Docx, given: Standins) -> bytes:
    """The document with its marks filled; same document and values, same bytes."""
    renewed = {name: _part(name, stretches, given) for name, stretches in document.parts.items()}
    changed = {name: xml for name, xml in renewed.items() if xml != document.parts[name].xml}
    return assemble(document.package, changed)


def stretch_of(mark: Mark) -> tuple[int, int]:
    """What is repeated with a mark of a table: the row it stands in, else its paragraph."""
    row = mark.paragraph.row
    return (row[0], row[1]) if row else (mark.paragraph.start, mark.paragraph.end)


def repeated(marks: Sequence[Mark], given: Standins) -> Mapping[tuple[int, int], set[str]]:
    """Stretches that stand for the rows of a table, each with the tables that its marks name: more than one is the author's slip."""
    found: dict[tuple[int, int], set[str]] = {}
    for mark in marks:
        if table := given.table(mark.name):
            found.setdefault(stretch_of(mark), set()).add(table)
    return found


def _part(name: str, stretches: Stretches, given: Standins) -> bytes:
    marks = list(marks_of(name, stretches))
    several = {span: min(tables) for span, tables in repeated(marks, given).items() if len(tables) == 1}
    outer = {
        span: table
        for span, table in several.items()
        if not any(a <= span[0] and span[1] <= b and (a, b) != span for a, b in several)
    }
    edits: list[Edit] = []
    for span, table in outer.items():
        own = [mark for mark in marks if span[0] <= mark.paragraph.start and mark.paragraph.end <= span[1]]
        edits.append((*span, b"".join(_copies(stretches, span, own, given, table))))
    alone = [m for m in marks if not any(a <= m.paragraph.start and m.paragraph.end <= b for a, b in outer)]
    edits += _edits(alone, given.value)
    return splice(stretches.xml, edits)


def _copies(stretches: Stretches, span: tuple[int, int], marks: Sequence[Mark], given: Standins, table: str) -> Iterator[bytes]:
    """The stretch once for each row; once, saying that there is none, where the table has none."""
    blank = "" if marks[0].paragraph.row else UNFILLED

    def of_row(row: Callable[[str], str | None]) -> Callable[[str], str | None]:
        return lambda name: row(name) or blank if given.table(name) == table else given.value(name)

    rows = given.rows(table) or [lambda _: NO_ROW]
    for number, row in enumerate(rows):
        edits = _edits(marks, of_row(row))
        if number:  # what may stand once in a document stands in the first copy
            edits += [(a, b, b"") for a, b in stretches.single if span[0] <= a and b <= span[1]]
        moved = [(a - span[0], b - span[0], piece) for a, b, piece in edits]
        yield splice(stretches.xml[span[0] : span[1]], moved)


def _edits(marks: Sequence[Mark], value: Callable[[str], str | None]) -> list[Edit]:
    return [edit for _, own in groupby(marks, lambda mark: mark.paragraph.start) for edit in _paragraph_edits(list(own), value)]


def _paragraph_edits(marks: Sequence[Mark], value: Callable[[str], str | None]) -> Iterator[Edit]:
    """Each text that a mark touches, written anew: the value stands where its mark begins, in the look it has there."""
    texts = marks[0].paragraph.texts
    ends = list(accumulate(len(text.said) for text in texts))
    said = {(mark.begin, mark.end): new for mark in marks if (new := value(mark.name)) is not None}
    for text, end in zip(texts, ends, strict=True):
        begin = end - len(text.said)
        own = [(a, b, new) for (a, b), new in said.items() if a < end and b > begin]
        if not own or not text.tag:
            continue
        pieces, at = [], begin
        for a, b, new in own:
            pieces += [text.said[at - begin : max(a, begin) - begin], new if a >= begin else ""]
            at = min(b, end)
        yield text.start, text.end, _written("".join([*pieces, text.said[at - begin :]]), text.tag)


def _written(said: str, tag: str) -> bytes:
    """A text as Word keeps it: signs escaped, those that no XML can hold left out, line breaks as breaks."""
    prefix = tag.removesuffix("t")
    lines = (escape(_UNWRITABLE.sub("", line).replace("\t", " "), quote=False) for line in _BREAKS.split(said))
    return f"<{prefix}br/>".join(f'<{tag} xml:space="preserve">{line}</{tag}>' for line in lines).encode()
