"""The text of a document as people read it, in pieces that are read in one go: the text itself, each text box, each note; and its tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlgen.word.docx import Docx
from xlgen.word.paragraph_places import ParagraphPlace, paragraph_places
from xlgen.word.stretches import Paragraph, Stretches

_CALLED = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注"}


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that follow one another: their texts, and what the place of each is called."""

    lines: tuple[str, ...]
    places: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it, a paragraph a line."""
        return "\n".join(self.lines)

    def line_at(self, start: int) -> int:
        """The paragraph in which a sign of the text stands."""
        return self.text.count("\n", 0, start)


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table: of each row the texts by the column of the grid in which their cells begin, and what stands right before the table.

    ``number`` counts the tables of the document, from 1; ``line`` the paragraphs with text that stand before it, in no table and no box.
    """

    number: int
    rows: tuple[Mapping[int, str], ...]
    before: str = ""
    line: int = 0


def passages(document: Docx) -> list[Passage]:
    """What stands outside tables; deleted text is none. A line break within a paragraph is a blank."""
    found: list[Passage] = []
    for at, (name, part) in enumerate(document.parts.items()):
        called = "" if at == 0 else _called(name)
        pieces: dict[int, list[str]] = {}
        for paragraph, place in _placed(part):
            if place.cell is None:
                pieces.setdefault(place.box, []).append(_line(paragraph))
        found += [_passage(called, box, lines) for box, lines in sorted(pieces.items())]
    return found


def tables(document: Docx) -> list[WordTable]:
    """The tables of the text itself, in its order; those in a text box and in a cell too. A cell without text is there, blank."""
    main = next(iter(document.parts.values()))
    cells: dict[int, dict[int, dict[int, list[str]]]] = {}
    before: dict[int, tuple[str, int]] = {}
    last, line, said = "", 0, {paragraph.start: _line(paragraph) for paragraph in main.paragraphs}
    for start, place in paragraph_places(main).items():
        text, cell = said.get(start, "").strip(), place.cell
        if cell is None:
            last, line = text or last, line + bool(text and place.is_shown and not place.box)
        elif place.is_shown:
            before.setdefault(cell.table, (last, line))
            own = cells.setdefault(cell.table, {}).setdefault(cell.row, {}).setdefault(cell.column, [])
            own += [text] if text else []
    return [WordTable(number, _rows(own), *before[number]) for number, own in sorted(cells.items())]


def _rows(own: Mapping[int, Mapping[int, Sequence[str]]]) -> tuple[Mapping[int, str], ...]:
    """Rows in their order, each paragraph of a cell a line."""
    return tuple({column: "\n".join(said) for column, said in row.items()} for _, row in sorted(own.items()))


def _placed(part: Stretches) -> Iterator[tuple[Paragraph, ParagraphPlace]]:
    """Paragraphs with text that Word shows."""
    found = paragraph_places(part)
    for paragraph in part.paragraphs:
        place = found[paragraph.start]
        if place.is_shown and paragraph.said.strip():
            yield paragraph, place


def _line(paragraph: Paragraph) -> str:
    return paragraph.said.replace("\n", " ").replace("\t", " ")


def _passage(called: str, box: int, lines: Sequence[str]) -> Passage:
    where = called + (f"文本框{box}" if box else "")
    return Passage(tuple(lines), tuple(f"{where}第{number}段" for number in range(1, len(lines) + 1)))


def _called(name: str) -> str:
    return next((word for key, word in _CALLED.items() if name.rpartition("/")[2].startswith(key)), "别处")
