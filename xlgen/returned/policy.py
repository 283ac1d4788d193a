"""Figures that the office sets for its rules (口径): as they were when the form was issued."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from xlgen.words.numbers import plain

# Forms issued before thresholds were kept in them are judged by these for good; what holds now is in templates/口径.toml.
BEFORE = {
    "low_rate": Decimal("0.9"),
    "over_target": Decimal("1.2"),
    "far_over_target": Decimal("1.3"),
    "heavy_points": Decimal(40),
    "tail": Decimal("0.05"),
    "ahead_of_spending": Decimal("0.05"),
}


class Policed(Protocol):
    """An issued form, or what is kept of it."""

    @property
    def thresholds(self) -> Mapping[str, Decimal]:
        """Figures by name."""


def threshold(snapshot: Policed, name: str) -> Decimal:
    """The figure of this name that was issued with the form."""
    return snapshot.thresholds.get(name, BEFORE[name])


def figure(snapshot: Policed, name: str) -> Decimal | None:
    """The figure of this name that was issued with the form; None where nobody set one."""
    return snapshot.thresholds.get(name)


def percent(share: Decimal) -> str:
    """A share as people say it: 90%, 87.5%."""
    return f"{plain(share * 100)}%"
