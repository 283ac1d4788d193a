"""How one case of a long run ended."""

from __future__ import annotations

from dataclasses import dataclass, field

SEED = 12


@dataclass(frozen=True)
class Outcome:
    """How it ended, what is odd (by kind, each with what was seen), and how many it counts for."""

    end: str
    odd: list[tuple[str, str]] = field(default_factory=list)
    counts: int = 1
