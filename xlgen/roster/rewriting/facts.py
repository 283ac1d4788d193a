"""What a line says beside its standard, in the figures that its standard would use: 95 for 95%."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlgen.words.numbers import plain


@dataclass(frozen=True, slots=True)
class Facts:
    """The line's name, points and target; ``target`` is None where it is no number, ``is_day`` tells that it is a day."""

    name: str
    points: Decimal
    target: Decimal | None
    unit: str  # % where the line is measured in percentages
    is_day: bool = False
    sign: str = ""  # ≥, ≤ … as 指标性质 or the target says

    def say(self, value: Decimal) -> str:
        """A figure of the line with its unit, as a standard writes it."""
        return f"{plain(value)}{self.unit}"

    def step(self, value: Decimal) -> str:
        """A difference of two figures of the line."""
        return f"{plain(value)}个百分点" if self.unit == "%" else self.say(value)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A method and a standard that it reads, and what was done to the words to get there."""

    method: str
    standard: str
    why: str
