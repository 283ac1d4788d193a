"""What a form's figures are called, what a sentence says of one, and how the two compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

Measure = Literal["money", "percent", "count", "score"]


@dataclass(frozen=True, slots=True)
class FormFigure:
    """A figure of a form: the cell's name, what it is called there, and its value.

    ``value`` is in ``unit``: for money 元, 万元 or 亿元, for a count what is counted, "" where the form does not say; a percentage is a fraction.
    ``role`` says what clerks have many names for: an amount of the funding table (budget, executed …), a rate, a total; for a score also
    ``points`` and ``lost``. ``source`` is the source of money, "" for the whole. ``row`` tells figures of one row.
    """

    name: str
    label: str
    kind: Measure
    value: Decimal
    unit: str = ""
    role: str = ""
    source: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text stands in: the year of the form, words that name the project and its unit, and what the cell is about."""

    year: str = ""
    own: tuple[str, ...] = ()
    heading: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in half-width signs, each of its signs at its place in the text; the heading it stands under."""

    text: str
    start: int
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with its unit, in its sentence. ``before`` and ``after`` are what its clause says around it.

    ``value`` is as written, in ``unit``; ``places`` are the decimals that are printed. ``start`` counts from the text's beginning.
    """

    sentence: Sentence
    start: int
    written: str
    value: Decimal
    places: int
    unit: str
    kind: Measure
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that was compared: what the sentence says, the figure of the form it was held against, and what that comes to.

    ``expected`` is the form's figure in the unit that is written, to the decimals that are written. ``figures`` has more than one
    member where a sum is told, or where any of several would do.
    """

    mention: Mention
    figures: tuple[FormFigure, ...]
    expected: Decimal
    agrees: bool
    how: str = field(default="")
