"""What a form's figures are called, what a sentence says of one, and how the two compare."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from xlgen.words.numbers import plain

Measure = Literal["money", "percent", "count", "score", "grade", "places"]


@dataclass(frozen=True, slots=True)
class FormFigure:
    """A figure of a form: the cell's name, what it is called there, and its value.

    ``value`` is in ``unit``: for money 元, 万元 or 亿元, for a count what is counted, "" where the form does not say; a percentage is a fraction.
    ``role`` says what clerks have many names for: an amount of the funding table (budget, executed …), a rate, a total; for a score also
    ``points`` and ``lost``; ``target`` is what was to be reached, ``rows`` how many indicators there are. ``source`` is the source of
    money, "" for the whole. ``row`` tells figures of one row, ``under`` is what the groups are called that it is of. Of the kind ``grade`` there is one for each grade that the form knows,
    the value of the one it has is 1.
    """

    name: str
    label: str
    kind: Measure
    value: Decimal
    unit: str = ""
    role: str = ""
    source: str = ""
    row: str = ""
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What a text stands in: the year of the form, words that name the project and its unit, and what the cell is about.

    ``focus`` is the row that the figure before in the sentence was a figure of, ``last`` the one that was told last in the line.
    """

    year: str = ""
    own: tuple[str, ...] = ()
    heading: str = ""
    row: str = ""
    focus: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence in half-width signs, each of its signs at its place in the text; the heading it stands under.

    ``lead`` is the sentence that its line begins with, "" for that itself and for those far behind it.

    ``past`` is what its line says before it, as far as that is near.

    ``is_listed``: points are told in it and in others that only semicolons part from it. ``money`` is the unit that an earlier
    line gives for amounts (单位：万元), "" where none does.
    """

    text: str
    start: int
    heading: str = ""
    is_listed: bool = False
    money: str = ""
    lead: str = ""
    past: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with its unit, in its sentence. ``before`` and ``after`` are what its clause says around it.

    ``value`` is as written, in ``unit``; ``places`` are the decimals that are printed. ``start`` counts from the text's beginning,
    ``clause`` from the sentence's. ``near`` is what stands between the number before and it: 满意度 in 合格率96%、满意度93%; ``alone``: it is the only number of its
    clause. Where a word is told (良好), ``value`` is 0.
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
    near: str = ""
    clause: int = 0
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure that was compared: what the sentence says, the figure of the form it was held against, and what that comes to.

    ``expected`` is the form's figure in the unit that is written, to the decimals that are written; ``stands`` says it where it is no
    number. ``figures`` has more than one member where a sum is told, none where the sentence is held against the text itself.
    """

    mention: Mention
    figures: tuple[FormFigure, ...]
    expected: Decimal
    agrees: bool
    how: str = field(default="")
    stands: str = ""

    @property
    def found(self) -> str:
        """What is written, as people read it: 28.9万元, 良好."""
        return f"{plain(self.mention.value)}{self.mention.unit}" if self.mention.unit else self.mention.written

    @property
    def right(self) -> str:
        """What stands in the form, written alike."""
        return self.stands or f"{plain(self.expected)}{self.mention.unit}"


@dataclass(frozen=True, slots=True)
class PointsTold:
    """What a number of points may be: each a figure, or several to be added up. ``is_certain``: it is wrong where it is none of them."""

    options: tuple[tuple[FormFigure, ...], ...] = ()
    is_certain: bool = True
