"""A returned workbook against what was issued: formulas that ranges may have grown in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from xlgen.issued.snapshot import Slot
from xlgen.language.nodes import Expr, names_read
from xlgen.language.write import to_excel
from xlgen.returned.answers import Answers
from xlgen.whereabouts.located import once
from xlgen.whereabouts.tracing import trace
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import Place, address_from, quoted

_NUMBER = re.compile(r"(?<![A-Z0-9_.])\d+(?:\.\d+)?(?:E[+-]?\d+)?(?![A-Z0-9_.(!])")
_GONE = re.compile(r"(?<![^(),:;=<>&*/^+!-])[^(),:;=<>&*/^+!-]++!#REF!")  # some say of which sheet a cell is gone, some don't
_LITERAL = re.compile(r'("(?:[^"]|"")*")')


def canonical(formula: str) -> str:
    """A formula with nothing left that applications change when they save: case, blanks, ``$``, needless quotes, last digits."""
    parts = _LITERAL.split(formula.removeprefix("=").removeprefix("of:="))
    return "".join(part if part.startswith('"') else _bare(part) for part in parts)


def _bare(formula: str) -> str:
    """Numbers to 14 digits, as some programs save 15 of a double's 17: one comes back as 0.999999999999999989."""
    text = re.sub(r"[\s$']", "", formula).upper()
    text = _GONE.sub("#REF!", text)
    return _NUMBER.sub(lambda number: format(float(number[0]), ".14g"), text)


def expected_formula(answers: Answers, slot: Slot) -> set[str]:
    """Canonical texts the formula of a cell may have where it stands now: ranges may have grown over inserted rows.

    Of cells that are gone from their sheets, applications leave #REF!, or a range that is shorter by them. The text is the
    one issued, its references led to where the cells are: a later version may write the same formula otherwise.
    """
    if slot.cell.formula is None or slot.place is None or slot.name not in answers.places:
        return set()
    references = _references(slot.cell.formula, address_from(_issued_places(answers))(slot.place[0]))
    sheet, plain = answers.places[slot.name][0], address_from(answers.places)
    ways = plain(sheet), lambda left: _bridged(answers.places, left, sheet)
    led = ({text: _left(answers, names, way) for text, names in references.items()} for way in ways)
    return {canonical(_replaced(slot.excel, said)) for said in led}


@once
def _issued_places(answers: Answers) -> Mapping[str, Place]:
    return {name: slot.place for name, slot in answers.snapshot.slots.items() if slot.place}


def _references(formula: Expr, address: Callable[[tuple[str, ...]], str]) -> dict[str, tuple[str, ...]]:
    """References of a formula as they were issued, with the names of the cells they stand for."""
    found: dict[str, tuple[str, ...]] = {}

    def note(names: tuple[str, ...]) -> str:
        text = address(names)
        found[text] = names
        return text

    to_excel(formula, note)
    return found


def _replaced(formula: str, instead: Mapping[str, str]) -> str:
    """A formula with some of its references written otherwise; texts in it stay."""
    if not instead or all(old == new for old, new in instead.items()):
        return formula
    any_of = "|".join(sorted(map(re.escape, instead), key=len, reverse=True))
    reference = re.compile(rf"(?<![A-Za-z0-9_.!$'])(?:{any_of})(?![A-Za-z0-9_.(:!])")
    parts = _LITERAL.split(formula)
    return "".join(part if part.startswith('"') else reference.sub(lambda m: instead[m[0]], part) for part in parts)


def _left(answers: Answers, names: tuple[str, ...], written: Callable[[tuple[str, ...]], str]) -> str:
    """The cells of a reference that are still there, as they are written; #REF! where none is."""
    left = tuple(name for name in names if name in answers.places)
    return written(left) if left else "#REF!"


@once
def cut_off(answers: Answers) -> frozenset[str]:
    """Computed cells that read, themselves or through others, a cell that is gone from its sheet: they cannot be right."""
    slots = answers.snapshot.slots
    readers = {name: {read for _, read in names_read(slot.cell.formula)} for name, slot in slots.items() if slot.cell.formula}
    found, more = set[str](), {name for name in trace(answers) if name not in answers.places}
    while more:
        found |= more
        more = {name for name, read in readers.items() if read & more} - found
    return frozenset(found)


def _bridged(places: Mapping[str, Place], names: tuple[str, ...], sheet: str) -> str:
    """A reference from the first to the last of the names, whatever was inserted between."""
    first, last = places[names[0]], places[names[-1]]
    prefix = "" if first[0] == sheet else quoted(first[0]) + "!"
    start, end = spell(*first[1:]), spell(*last[1:])
    if len(names) > 1 and first[2] != last[2]:
        return ",".join(_bridged(places, (name,), sheet) for name in names)
    return f"{prefix}{start}" if start == end else f"{prefix}{start}:{end}"
