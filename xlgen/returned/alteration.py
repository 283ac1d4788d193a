"""A returned workbook against what was issued: formulas that ranges may have grown in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from xlgen.issued.snapshot import Slot
from xlgen.language.evaluate import names_in
from xlgen.language.nodes import Expr
from xlgen.language.write import to_excel
from xlgen.returned.answers import Answers
from xlgen.whereabouts.located import once
from xlgen.whereabouts.tracing import trace
from xlgen.workbook.ooxml.plain.either_way import may_be_short
from xlgen.workbook.references import QUOTED_SHEET, Place, reference, runs

_NUMBER = re.compile(r"(?<![A-Z0-9_.])\d+(?:\.\d+)?(?:E[+-]?\d+)?(?![A-Z0-9_.(!])")
_GONE = re.compile(
    rf"((?<!'){QUOTED_SHEET}|(?<![^\s'(),:;=<>&*/^+!-])[^\s'(),:;=<>&*/^+!-]++)!#REF!"
)  # its sheet is said or not
_ALONE = re.compile(r"(?<![A-Z0-9_.])([A-Z]{1,3}\d+):\1(?!\d)")  # what is left of a range whose other rows were deleted
_LITERAL = re.compile(r'("(?:[^"]|"")*")')


@lru_cache(maxsize=1 << 14)  # forms of one kind say the same formulas
def canonical(formula: str) -> str:
    """A formula with nothing left that applications change when they save: case, blanks, ``$``, needless quotes, last digits."""
    parts = _LITERAL.split(formula.removeprefix("=").removeprefix("of:="))
    return "".join(part if part.startswith('"') else _bare(part) for part in parts)


def _bare(formula: str) -> str:
    """Numbers to 14 digits, as some programs save 15 of a double's 17: one comes back as 0.999999999999999989."""
    text = re.sub(r"[\s$']", "", _GONE.sub("#REF!", formula.upper()))
    return _NUMBER.sub(lambda number: format(float(number[0]), ".14g"), _ALONE.sub(r"\1", text))


def expected_formula(answers: Answers, slot: Slot) -> str:
    """Canonical text of a cell's formula where it stands now, "" where it has none: ranges may have grown over inserted rows.

    Of cells that are gone from their sheets, applications leave #REF!, or a range that is shorter by them. The text is the
    one issued, its references led to where the cells are: a later version may write the same formula otherwise.
    """
    if slot.cell.formula is None or slot.place is None or slot.name not in answers.places:
        return ""
    if _stands_still(answers, slot.name, *names_in(slot.cell.formula)):
        return canonical(slot.excel)
    sheet = answers.places[slot.name][0]
    references = _references(slot.cell.formula, _issued_places(answers), slot.place[0])
    return canonical(_replaced(slot.excel, {text: _led(answers, run, sheet) for text, run in references.items()}))


def _stands_still(answers: Answers, *names: str) -> bool:
    """Whether cells stand where they were issued."""
    return may_be_short() and all(answers.places.get(name) == answers.slot(name).place for name in names)


@once
def _issued_places(answers: Answers) -> Mapping[str, Place]:
    return {name: slot.place for name, slot in answers.snapshot.slots.items() if slot.place}


def _references(formula: Expr, places: Mapping[str, Place], sheet: str) -> dict[str, tuple[str, ...]]:
    """References of a formula as a sheet of the issued form writes them, with the names of the cells they stand for."""
    found: dict[str, tuple[str, ...]] = {}

    def note(names: tuple[str, ...]) -> str:
        found.update({reference([places[name] for name in run], sheet): run for run in runs(names, places)})
        return ""

    to_excel(formula, note)
    return found


def _replaced(formula: str, instead: Mapping[str, str]) -> str:
    """A formula with its references written otherwise; texts in it stay."""
    if all(old == new for old, new in instead.items()):
        return formula
    any_of = "|".join(map(re.escape, instead))
    read = re.compile(rf"(?<![A-Za-z0-9_.!$'])(?:{any_of})(?![A-Za-z0-9_.(:!])")
    parts = _LITERAL.split(formula)
    return "".join(part if part.startswith('"') else read.sub(lambda m: instead[m[0]], part) for part in parts)


def _led(answers: Answers, run: Sequence[str], sheet: str) -> str:
    """A reference from the first to the last of its cells that are left, whatever was inserted between; #REF! where none is."""
    left = [answers.places[name] for name in run if name in answers.places]
    if not left:
        return "#REF!"
    together = left[0][::2] == left[-1][::2]  # else no range says it
    return reference(left, sheet) if together else ",".join(reference([place], sheet) for place in left)


@once
def cut_off(answers: Answers) -> frozenset[str]:
    """Computed cells that read, themselves or through others, a cell that is gone from its sheet: they cannot be right."""
    slots = answers.snapshot.slots
    missing = [name for name, slot in slots.items() if slot.place and name not in answers.places]
    more = {name for name in missing if name in trace(answers)}
    if not more:
        return frozenset()
    found = set[str]()
    readers = {name: names_in(slot.cell.formula) for name, slot in slots.items() if slot.cell.formula}
    while more:
        found |= more
        more = {name for name, read in readers.items() if read & more} - found
    return frozenset(found)
