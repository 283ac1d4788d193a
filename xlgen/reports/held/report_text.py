"""A report as it is read: its passages and its tables, each once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from xlgen.prose.table_figures import InCell, cells
from xlgen.word.docx import Docx
from xlgen.word.passages import Passage, WordTable, passages, tables
from xlgen.words.labels import without_blanks
from xlgen.words.spelling import narrow


@dataclass(frozen=True)
class ReportText:
    """What a report says outside tables and in them."""

    passages: Sequence[Passage]
    tables: Sequence[WordTable]

    @property
    def main(self) -> Sequence[str]:
        """The paragraphs of the text itself, not those of its boxes, notes and margins."""
        return next((each.lines for each in self.passages if each.places[:1] == ("第1段",)), ())

    @cached_property
    def cells(self) -> Mapping[int, Sequence[InCell]]:
        """The cells with a digit by the numbers of their tables: a report on many projects is read once for each of them."""
        return {table.number: tuple(cells(table.rows)) for table in self.tables}

    def said(self) -> Iterator[str]:
        """Every paragraph, and every cell."""
        yield from (line for passage in self.passages for line in passage.lines)
        yield from (text for table in self.tables for row in table.rows for text in row.values())


def report_text(document: Docx) -> ReportText:
    """All that is read of a report."""
    return ReportText(passages(document), tables(document))


@lru_cache(maxsize=1 << 14)
def to_compare(text: str) -> str:
    """A text in half-width signs without blanks: names are looked for in it."""
    return without_blanks(narrow(text))
