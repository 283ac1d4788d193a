"""Where each paragraph of a part stands: in which cell of which table, in which text box, or in the text itself.

Elements as in ECMA-376 part 1, 17.4 (w:tbl, w:tr, w:tc, w:gridSpan); of mc:AlternateContent (part 3) only what Word shows counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from xlgen.word.stretches import Stretches

_SPACE, _CHOICE = "/wordprocessingml/", "/markup-compatibility/"


@dataclass(slots=True)
class WordCell:
    """A cell: the number of its table in the part, of its row in the table, and the column of the grid it begins in, from 0."""

    table: int
    row: int
    column: int
    span: int = 1


@dataclass(frozen=True, slots=True)
class ParagraphPlace:
    """Where a paragraph stands: its innermost cell, else the number of its text box (0: in none). ``is_shown``: Word shows it."""

    cell: WordCell | None
    box: int
    is_shown: bool


@dataclass(slots=True)
class _Table:
    number: int
    row: int = 0
    column: int = 0


def paragraph_places(part: Stretches) -> Mapping[int, ParagraphPlace]:
    """Of each paragraph of a part, by the byte it begins at."""
    finding = _Finding()
    finding.parser.Parse(part.xml, True)
    return finding.found


class _Finding:
    """A part while it is gone through."""

    def __init__(self) -> None:
        self.found: dict[int, ParagraphPlace] = {}
        self._tables: list[_Table] = []
        self._cells: list[WordCell | None] = [None]
        self._boxes: list[int] = [0]
        self._count = {"tbl": 0, "txbxContent": 0}
        self._unshown = 0
        self.parser = expat.ParserCreate("UTF-8", "\n")
        self.parser.buffer_text = True
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition("\n")
        if _CHOICE in space and local == "Fallback":
            self._unshown += 1
        if _SPACE not in space:
            return
        if local == "p":
            place = ParagraphPlace(self._cells[-1], self._boxes[-1], not self._unshown)
            self.found[self.parser.CurrentByteIndex] = place
        elif local in self._count:
            self._count[local] += not self._unshown
            self._open(local)
        elif self._tables:
            self._in_table(local, attributes.get(f"{space}\nval", ""))

    def _open(self, local: str) -> None:
        if local == "tbl":
            self._tables.append(_Table(self._count[local]))
        else:  # what stands in a text box stands in no cell around it
            self._cells.append(None)
            self._boxes.append(self._count[local])

    def _in_table(self, local: str, value: str) -> None:
        table, cell = self._tables[-1], self._cells[-1]
        if local == "tr":
            table.row, table.column = table.row + 1, 0
        elif local == "gridBefore" and value.isdigit():
            table.column += int(value)
        elif local == "tc":
            self._cells.append(WordCell(table.number, table.row, table.column))
        elif local == "gridSpan" and cell and value.isdigit():
            cell.span = int(value)

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition("\n")
        if _CHOICE in space and local == "Fallback":
            self._unshown -= 1
        if _SPACE not in space:
            return
        if local == "tbl":
            self._tables.pop()
        elif local == "txbxContent":
            self._cells.pop()
            self._boxes.pop()
        elif local == "tc" and (cell := self._cells.pop()):
            self._tables[-1].column = cell.column + cell.span
