"""What a cell lets in, said once: by its type, and nearer by what its frame says of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from xlgen.form.records import Cell
from xlgen.language.evaluate import names_in_order
from xlgen.language.nodes import Const, Expr, Ref
from xlgen.language.per_formula import per_formula
from xlgen.language.rewrite import filled_in
from xlgen.words.days import THIS_CENTURY, serial

FAR = Decimal(10) ** 12  # beyond any figure of a form
FAR_PERCENT = Decimal(10)  # 1000 %: from there on a percentage was typed without its sign, or is asked for an answer
MOST_PERCENT = Decimal("9.99999999")  # the last that is none: formulas compare by 8 decimals, a validation has no "less than"
LEAST_PERCENT = Decimal(-1)  # what is compared falls by all there was at most; which figures may fall, no label tells
FIRST_DAY, LAST_DAY = THIS_CENTURY
YEARS_AROUND = (
    10  # a day of a form lies no more than so many years from its own: 10-20 typed next year is still one, 2205 is none
)
LONGEST_TEXT = Decimal(2000)  # characters; more are cut where a row may be no higher than 409 pt
COUNTED: dict[str, Literal["number", "whole", "day", "characters"]] = {
    "number": "number", "money": "number", "percent": "number", "count": "whole", "date": "day", "text": "characters",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Allowed:
    """Least and greatest that a cell lets in, ends included: of its number, of its day, or of how many characters it has."""

    counted: Literal["number", "whole", "day", "characters"]
    least: Expr
    greatest: Expr


def bounds_of(cell: Cell) -> Allowed | None:
    """The bounds of an input; None where only words of a list may stand. What the frame says goes before the type.

    They are numbers whatever is chosen: what programs do with a bound that is a text is nowhere said.
    """
    if cell.type not in COUNTED:
        return None
    least, greatest = map(Const, bounds_of_type(cell.type))
    points = next((Ref(name) for end in (cell.minimum, cell.maximum) for name in _points(end)), None)
    if points is not None:  # a score, before it is said which level was reached
        least, greatest = Const(Decimal(0)), points  # type: ignore[assignment]
    return Allowed(COUNTED[cell.type], _filled(cell.minimum or least, least), _filled(cell.maximum or greatest, greatest))


def _filled(end: Expr, instead: Expr) -> Expr:
    """The bound without blanks: of the same formula always the same tree."""
    if isinstance(end, Const):
        return filled_in(end, instead)
    known = _fillings(end)
    if instead not in known:
        known[instead] = filled_in(end, instead)
    return known[instead]


@per_formula
def _fillings(end: Expr) -> dict[Expr, Expr]:
    return {}


def _points(end: Expr | None) -> Iterator[str]:
    if end is None or isinstance(end, Const):
        return iter(())
    return (name for _, name in names_in_order(end) if name.endswith(".points"))


def bounds_of_type(kind: str) -> tuple[Decimal, Decimal]:
    """Least and greatest of a type; that a percentage is negative is no fault, but is told (XG204)."""
    match kind:
        case "text":
            return Decimal(0), LONGEST_TEXT
        case "date":
            return FIRST_DAY, LAST_DAY
        case "percent":
            return LEAST_PERCENT, MOST_PERCENT
        case "count" | "money":
            return Decimal(0), FAR
    return -FAR, FAR


def days_around(year: str) -> tuple[Decimal, Decimal] | None:
    """First and last day that an input of a form of this year lets in, None where it has no year."""
    if not (len(year) == 4 and year.isdecimal() and YEARS_AROUND < int(year) < 9999 - YEARS_AROUND):
        return None
    middle = int(year)
    return serial(date(middle - YEARS_AROUND, 1, 1)), serial(date(middle + YEARS_AROUND, 12, 31))


def is_far(cell: Cell, end: Decimal) -> bool:
    """Whether an end is only there because there must be one: nobody needs to be told of it who does not pass it."""
    if cell.type == "text":
        return end <= 0
    return abs(end) >= (MOST_PERCENT if cell.type == "percent" else FAR)
