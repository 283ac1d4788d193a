"""How one case of a long run ended."""

from __future__ import annotations

from dataclasses import dataclass, field

SEED = 12


@dataclass(frozen=True)
class Outcome:
    """How it ended, what is odd, which known kinds of difference were met, and how many it counts for."""

    end: str
    odd: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    counts: int = 1
