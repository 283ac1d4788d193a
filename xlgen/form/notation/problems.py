"""What is unclear in a standard, for its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from xlgen.words.typed import Extent

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing the author must know: what is unclear, the remedy, and the words it stands in.

    ``unread`` are words that stand outside every phrase, ``aside`` such that only lead to the first, ``unused`` figures that the method has no use for, ``syntax`` is
    any other fault in how something is written.
    Not ``fatal``: the parameters hold all the same, because a policy closes the gap or the fault is only odd.
    """

    kind: Literal["gap", "overlap", "missing_case", "sum", "syntax", "unread", "unused", "aside", "unreachable", "order"]
    message: str
    hint: str = ""
    span: str = ""
    fatal: bool = True


class Parsed(NamedTuple, Generic[_Found]):
    """What a standard says, None where a problem is fatal; the problems; and the stretches of the text that were read.

    A figure outside these stretches is a figure that nobody used: whoever asked for the reading must tell of it.
    """

    found: _Found | None
    problems: list[Problem]
    used: list[Extent]


class Unread(Exception):
    """Words outside the notation; the text says why, to be read after the words."""

    def __init__(self, why: str, hint: str = "请写作“≥95%:4; ≥80%:2; 其余:0”或“80%-89%得2分”的样子") -> None:
        self.hint = hint
        super().__init__(why)

    def about(self, said: str) -> Problem:
        """The problem of these words."""
        return Problem("syntax", f"“{said}”{self}", self.hint, said)


def is_fatal(problems: Sequence[Problem]) -> bool:
    """Whether one of the problems leaves no parameters."""
    return any(problem.fatal for problem in problems)


def unless_fatal(found: _Found, problems: list[Problem]) -> tuple[_Found | None, list[Problem]]:
    """What was found, or None where a problem is fatal, and the problems."""
    return None if is_fatal(problems) else found, problems
