"""Marks filled: a value is only ever text, a row of a table or a paragraph with marks of a table stands once for each row of it.

A paragraph that holds nothing but a mark stands once for each line of its value, or gives its place to a whole table.

Nothing else of the document changes: other parts byte for byte, and of a part all that lies between.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from xlgen.word.docx import Docx
from xlgen.word.looks_at import look_of
from xlgen.word.stretches import Stretches
from xlgen.word.word_edits import TextOf, copied, edits_of
from xlgen.word.word_marks import Mark, marks_of
from xlgen.word.word_tables import NO_ROW, WholeTable, low, tables_written
from xlgen.word.word_texts import lines_in
from xlgen.workbook.opc.xml import Edit, splice
from xlgen.workbook.opc.zip import assemble

UNFILLED = "（未填）"  # stands in a sentence for what is blank; in a row of a table the cell stays blank


@dataclass(frozen=True, slots=True)
class Standins:
    """What marks stand for: ``value`` of one by name (None: it stays), ``table`` that a name is a column of ("": of none), its rows.

    A row gives the text of a name. ``whole`` are tables that stand in the place of a paragraph that says no more than the name.
    """

    value: TextOf
    table: Callable[[str], str]
    rows: Callable[[str], Sequence[TextOf]]
    whole: Callable[[str], Sequence[WholeTable]] = lambda _: ()


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
    rest = []
    for mark in alone:
        tables, lines = (given.whole(mark.name), _lines(stretches, mark, given)) if stands_alone(mark) else ((), ())
        if tables:
            edits += _tables(stretches, mark, tables)
        elif len(lines) > 1:
            span = (mark.paragraph.start, mark.paragraph.end)
            edits.append((*span, b"".join(copied(stretches, span, [mark], [_saying(line) for line in lines]))))
        else:
            rest.append(mark)
    return splice(stretches.xml, [*edits, *edits_of(rest, given.value)])


def _lines(stretches: Stretches, mark: Mark, given: Standins) -> Sequence[str]:
    """The lines of a value, for each of which there can be a paragraph: not where it holds a picture or ends a section."""
    xml, paragraph = stretches.xml, mark.paragraph
    if not all(text.tag for text in paragraph.texts) or b"sectPr" in xml[paragraph.start : paragraph.end]:
        return ()
    return lines_in(given.value(mark.name) or "")


def _saying(line: str) -> TextOf:
    return lambda _: line


def stands_alone(mark: Mark) -> bool:
    """Whether a paragraph outside tables holds nothing but the mark: there a whole table can stand."""
    said = mark.paragraph.said
    return mark.paragraph.row is None and not (said[: mark.begin] + said[mark.end :]).strip()


def _tables(stretches: Stretches, mark: Mark, tables: Sequence[WholeTable]) -> Iterator[Edit]:
    """Tables before the paragraph of their mark, which is low then, lest it alone take a page; two that touch would become one.

    It stays as it is, but empty, where it holds a picture or a bookmark or ends a section.
    """
    at, texts = mark.paragraph.start, mark.paragraph.texts
    ends = accumulate(len(text.said) for text in texts)
    look = look_of(stretches, mark.paragraph, next(t for t, end in zip(texts, ends, strict=True) if t.tag and end > mark.begin))
    touches = stretches.xml[max(0, at - 100) : at].rstrip().endswith(b"tbl>") and not tables[0].caption
    between = f"<{look.prefix}p{look.declared}/>".encode() if touches else b""
    yield at, at, between + tables_written(tables, look)
    own = stretches.xml[at : mark.paragraph.end]
    if all(text.tag for text in texts) and b"sectPr" not in own and b"ookmark" not in own:
        yield at, mark.paragraph.end, low(look)
    else:
        yield from edits_of([mark], lambda _: "")


def _copies(stretches: Stretches, span: tuple[int, int], marks: Sequence[Mark], given: Standins, table: str) -> Iterator[bytes]:
    """The stretch once for each row; once, saying that there is none, where the table has none."""
    blank = "" if marks[0].paragraph.row else UNFILLED

    def of_row(row: TextOf) -> TextOf:
        return lambda name: row(name) or blank if given.table(name) == table else given.value(name)

    return copied(stretches, span, marks, [of_row(row) for row in given.rows(table) or [lambda _: NO_ROW]])
