"""Tables of a report: rows of texts by column, and the whole of them as it is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from xlgen.word.word_tables import Head, WholeTable

WHOLE_MARK = "整表"  # behind the name of a table: all of it, with its heads
JOINED = ("一级指标", "二级指标")  # columns whose cells are one where they say the same
LONG_TEXT = 12  # signs; longer texts are set to the left
_FIGURE = re.compile(r"[≥≤＝=<>-]?[\d,]++(?:\.\d++)?+%?+|—")
_ANY_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class FactTable:
    """Rows of texts by column; ``columns`` are all there are, also where no row is.

    ``heads`` are the columns that a form prints, each with its head; without them those in which anything stands, but for those
    ``apart``.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    heads: Mapping[str, Head] | None = None
    apart: tuple[str, ...] = ()

    def whole(self, caption: str = "") -> WholeTable:
        """All of it, its figures set to the right."""
        heads = self.heads or dict(self._used()) or {column: Head(column) for column in self.columns or (self.name,)}
        own = {column: head for column, head in heads.items() if column not in self.apart}
        rows = tuple(tuple(row.get(column, "").rstrip() for column in own) for row in self.rows)
        sides = [side_of([row[i] for row in rows]) for i in range(len(own))]
        set_so = tuple(replace(head, side=side) for head, side in zip(own.values(), sides, strict=True))
        return WholeTable(set_so, rows, caption)

    def _used(self) -> Iterator[tuple[str, Head]]:
        for column in self.columns:
            if any(row.get(column) for row in self.rows):
                yield column, Head(column, joined=column in JOINED)


def side_of(texts: Sequence[str]) -> str:
    """On which side a column is set: figures to the right, long or indented texts to the left, others in the middle."""
    said = [text for text in texts if text]
    if all(map(_FIGURE.fullmatch, said)) and any(map(_ANY_DIGIT.search, said)):
        return "right"
    is_long = any(len(line) > LONG_TEXT for line in chain.from_iterable(map(str.splitlines, said)))
    return "left" if is_long or any(text[0].isspace() for text in said) else "center"
