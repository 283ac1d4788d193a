"""The text of a cell as every row of its kind has it, written once: a batch has the same cells in form after form.

What a row's kind says of a cell depends on the row's label only where the label stands in a text. Where a label stands in none but
the cell's own, the text that another row gave is the same; where it might, it is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from xlgen.issued.row_kinds import RowPlace, general, of_kind, words
from xlgen.issued.snapshot import Slot
from xlgen.issued.text import compact
from xlgen.language.nodes import Expr
from xlgen.language.write import to_source

_KEPT = 10_000  # texts, some ten megabytes; then all are forgotten
_SPEAKS = re.compile(r"[.~·]|[A-Z$]\d")  # of a label that might be read as a name, a token, a heading or an address
_traits = attrgetter("type", "required", "choices", "also", "tags", "prefix")


class _Kept(NamedTuple):
    """A text, what was searched for labels when it was written, and the formulas that are known by their identity."""

    text: str
    searched: str
    formulas: Sequence[Expr]


_texts: dict[tuple[object, ...], _Kept] = {}


def forget() -> None:
    """Write every text anew from now on."""
    _texts.clear()


def kind_writer(own: RowPlace, others: Sequence[RowPlace]) -> Callable[[Slot], str]:
    """Writes each cell of a row as its kind has it; ``others`` are the rows that its formulas speak of."""
    labels = [place.label for place in (own, *others) if place.label]
    stands = (
        own.prefix,
        own.label == "",
        own.line,
        tuple((place.prefix, place.line, place.label == own.label) for place in others),
    )
    is_kept = not any(map(_SPEAKS.search, labels))

    @cache
    def write() -> Callable[[str], str]:
        return general(words(own, others))

    def anew(slot: Slot) -> str:
        return compact(of_kind(own, slot, write()))

    def text(slot: Slot) -> str:
        cell = slot.cell
        heading = _heading(own.label, cell.label)
        if not is_kept or heading is None or slot.later:
            return anew(slot)
        least, most, formula = cell.minimum, cell.maximum, cell.formula
        column = slot.column or cell.name
        key = (stands, column, slot.place, heading, slot.excel, id(formula), id(least), id(most), _traits(cell))
        if (kept := _texts.get(key)) is not None:
            return anew(slot) if _stands_in(labels, kept.searched) else kept.text
        formulas = [each for each in (formula, least, most) if each]
        searched = "\n".join((heading, slot.excel, *map(to_source, formulas)))
        said = anew(slot)
        if not _stands_in(labels, searched):
            if len(_texts) >= _KEPT:
                forget()
            _texts[key] = _Kept(said, searched, formulas)
        return said

    return text


def _stands_in(labels: Sequence[str], text: str) -> bool:
    for label in labels:  # noqa: SIM110 - asked of every cell of every form
        if label in text:
            return True
    return False


def _heading(about: str, label: str) -> str | None:
    """What a cell's label says behind its row's; None where it does not begin with that."""
    heading = label[len(about) :]
    return heading if (label.startswith(about) and heading[:1] in ("", "·")) or not about else None
