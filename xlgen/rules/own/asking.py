"""Which cells a rule asks for that no form of the run has: their names are most likely misspelt.

A single form may lawfully lack a cell: it reads as blank, for these rules as for those of xlgen.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from inspect import currentframe
from pathlib import Path
from types import MappingProxyType
from typing import Any

from xlgen.returned.answers import Answers

READS = ("number", "text")  # of Answers and of ScoredRow


@dataclass(frozen=True, slots=True)
class Watched(Answers):
    """Answers that tell which names were asked for that the form does not have."""

    lacks: Callable[[str], None]

    def number(self, name: str) -> Decimal | None:
        """As Answers gives it."""
        self._watch(name)
        return Answers.number(self, name)

    def text(self, name: str) -> str:
        """As Answers gives it."""
        self._watch(name)
        return Answers.text(self, name)

    def _watch(self, name: str) -> None:
        if name not in self.snapshot.slots:
            self.lacks(name)


@dataclass(frozen=True, slots=True)
class Heard:
    """Which names some forms have, and where in the rules' file those were asked for that they have not, as pairs."""

    there: frozenset[str]
    asked: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a file's rules: the names that forms have, and where those were asked for that a form did not."""

    file: Path
    there: set[str] = field(default_factory=set)  # as ``_kind`` has them
    asked: dict[str, str] = field(default_factory=dict)  # name → rule and line

    def watched(self, answers: Answers, rule: str) -> Watched:
        """The answers as a rule, called so, is to see them."""

        def lacks(name: str) -> None:
            if line := _line_asking(self.file):
                self.asked.setdefault(str(name).encode("utf-8", "replace").decode(), f"{rule}第 {line} 行")

        self.there.update(map(_kind, answers.snapshot.slots))
        told = {each.name: _unchanging(getattr(answers, each.name)) for each in fields(answers) if each.init}
        return Watched(**told, lacks=lacks)

    def forget(self) -> Heard:
        """What was heard so far; the run then begins anew."""
        heard = Heard(frozenset(self.there), tuple(self.asked.items()))
        self.there.clear()
        self.asked.clear()
        return heard

    def hear(self, heard: Heard) -> None:
        """Take what was heard elsewhere for this run's own, behind what it heard before."""
        self.there.update(heard.there)
        for name, where in heard.asked:
            self.asked.setdefault(name, where)

    def unknown(self) -> dict[str, str]:
        """Names that no form had, and who asked for them."""
        return {name: where for name, where in self.asked.items() if _kind(name) not in self.there}


def _unchanging(value: Any) -> Any:
    return MappingProxyType(value) if isinstance(value, dict) else value  # other rules and the reports read it too


def _kind(name: str) -> str:
    """A name whichever the number of its row: a form with nine indicators may be asked for the tenth."""
    return re.sub(r"\.\d+\.", ".1.", name)


def _line_asking(file: Path) -> int:
    """The line of the file that asks for a cell by itself; 0 where xlgen asks on its behalf, as for a row's 一级指标."""
    frame = currentframe()
    while frame and frame.f_code.co_filename != str(file):
        at = frame.f_code
        frame = frame.f_back if at.co_filename == __file__ or at.co_name in READS else None
    return frame.f_lineno if frame else 0
