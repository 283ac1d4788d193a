"""Rows of one kind: what their cells have in common is written once, beside what is each row's own.

What a row's texts say of the row itself – the names of its cells, its label, the number of its line – is written as ``~.``,
``~l`` and ``~n`` (a ``~`` as ``~~``), and of other rows they speak of as ``~1.``, ``~1l``, ``~1n`` and on, so that rows that ask
alike give equal text wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlgen.issued.cells_json import KEYS, OWN, cell_json, cell_of, own_json
from xlgen.issued.snapshot import Slot
from xlgen.language.nodes import Expr
from xlgen.language.per_formula import per_formula
from xlgen.language.write import to_source

SPEAKING = ("label", "formula", "min", "max", "excel")  # of a cell: where the row itself is spoken of
_KNOWN = {*KEYS, "column", "at", "excel"}
_TOKEN = re.compile(r"~(~|[1-9]?[.ln])")
_LINE = re.compile(r"(?<=[A-Z$])\d++")
_ROW_NAMED = re.compile(r"(?<!\w)\w++\.\w++\.(?=\w)")
MOST_OTHERS = 9  # rows spoken of; who speaks of more sums up a whole table


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Which row a kind is written for: its table and key, its label, and the line of its first cell (None: not printed)."""

    table: str
    key: str
    label: str = ""
    line: int | None = None

    @property
    def prefix(self) -> str:
        """What the names of its cells begin with."""
        return f"{self.table}.{self.key}." if self.table else ""

    def name(self, column: str) -> str:
        """A cell's name."""
        return self.prefix + column


def others_named(slots: Sequence[Slot], own: RowPlace, known: Mapping[str, RowPlace]) -> tuple[RowPlace, ...]:
    """Other rows that a row's formulas speak of, in the order they do; none where they are too many. ``known`` is by prefix."""
    prefixes: dict[str, None] = {}
    for slot in slots:
        for formula in (slot.cell.formula, slot.cell.minimum, slot.cell.maximum):
            if formula is not None:
                prefixes |= _rows_named(formula)
    others = tuple(known[prefix] for prefix in prefixes if prefix in known and prefix != own.prefix)
    return others if len(others) <= MOST_OTHERS else ()


@per_formula
def _rows_named(formula: Expr) -> dict[str, None]:
    """What names of cells in a formula begin with, in their order."""
    return dict.fromkeys(_ROW_NAMED.findall(to_source(formula)))


def words(own: RowPlace, others: Sequence[RowPlace]) -> dict[str, str]:
    """What each token stands for in this row."""
    said = {"~": "~"}
    for number, place in enumerate((own, *others)):
        which = str(number or "")
        line = "" if place.line is None else str(place.line + 1)
        said |= {f"{which}.": place.prefix, f"{which}l": place.label, f"{which}n": line}
    return {token: word for token, word in said.items() if word}


def general(said: Mapping[str, str]) -> Callable[[str], str]:
    """Writes a text of a row as any row of its kind would say it; ``particular`` gives the text back, whatever it was."""
    tokens: dict[str, str] = {}
    for token, word in said.items():
        tokens.setdefault(word, token)
    longest_first = sorted(tokens.items(), key=lambda each: -len(each[0]))

    def write(text: str) -> str:
        hits = sorted(_hits(text, longest_first)) if text else []
        if not hits:
            return text
        written, at = [], 0
        for start, _, end, token in hits:
            if start >= at:  # of words that overlap the first counts, and of those at one place the longest
                written += [text[at:start], f"~{token}"]
                at = end
        return "".join([*written, text[at:]])

    return write


def _hits(text: str, words: Sequence[tuple[str, str]]) -> Iterator[tuple[int, int, int, str]]:
    """Where each word stands in a text: start, its rank, end, its token. A line's number stands behind the letters of a cell."""
    for rank, (word, token) in enumerate(words):
        at = text.find(word)
        if at >= 0 and token.endswith("n"):
            yield from ((run.start(), rank, run.end(), token) for run in _LINE.finditer(text) if run[0] == word)
            continue
        while at >= 0:
            yield at, rank, at + len(word), token
            at = text.find(word, at + 1)


def particular(said: Mapping[str, str]) -> Callable[[str], str]:
    """Writes a text of a kind as this row says it."""
    return lambda text: _TOKEN.sub(lambda found: said[found[1]], text)


def _written(said: Mapping[str, Any], write: Callable[[str], str]) -> dict[str, Any]:
    return {**said, **{key: write(said[key]) for key in SPEAKING if key in said}}


def own_of(slot: Slot) -> dict[str, Any]:
    """What is a cell's own among those of its kind."""
    said = own_json(slot.cell)
    return said | dict(slot.later) if slot.later else said


def of_kind(place: RowPlace, slot: Slot, write: Callable[[str], str]) -> dict[str, Any]:
    """What a cell has in common with the same cell of every row of its kind."""
    said = {key: value for key, value in cell_json(slot.cell).items() if key not in OWN}
    at = {"at": [slot.place[0], slot.place[1] - (place.line or 0), slot.place[2]]} if slot.place else {}
    column = slot.column if place.table else slot.name
    return _written({"column": column} | at | said | ({"excel": slot.excel} if slot.excel else {}), write)


def joined(
    place: RowPlace, kind: Sequence[Mapping[str, Any]], own: Mapping[str, Any], write: Callable[[str], str]
) -> list[Slot]:
    """The cells of a row from its kind and what is its own."""
    return [_slot(place, _written(said, write) | own.get(said["column"], {})) for said in kind]


def _slot(place: RowPlace, said: Mapping[str, Any]) -> Slot:
    column, at = said["column"], said.get("at")
    stands = (at[0], at[1] + (place.line or 0), at[2]) if at else None
    later = {key: said[key] for key in said if key not in _KNOWN}
    table, row, column = (place.table, place.key, column) if place.table else ("", "", "")
    return Slot(cell_of(place.name(said["column"]), said), stands, table, row, column, said.get("excel", ""), later)
