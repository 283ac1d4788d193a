"""Which scoring method a standard is written for where 评分方法 is blank: the one that reads every word of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlgen.form.records import NUMERIC
from xlgen.form.template.methods import Method
from xlgen.roster.aiming.aims import Aim
from xlgen.words.spelling import narrow, squeeze

_SHOWN = 2  # methods that a message names


@dataclass(frozen=True, slots=True)
class Trial:
    """A standard read by one method: what keeps it from being read, and the method in words with what was read.

    Each fault is told with its remedy; ``unread`` counts the signs that the method could not read.
    """

    method: Method
    faults: Sequence[tuple[str, str]]
    unread: int
    says: str


@dataclass(frozen=True, slots=True)
class Choice:
    """The methods that read a standard; where there is none, those that come nearest."""

    readers: Sequence[Trial]
    nearest: Sequence[Trial]

    @property
    def only(self) -> Trial | None:
        """The one method that reads it, if there is just one."""
        return self.readers[0] if len(self.readers) == 1 else None

    @property
    def names(self) -> str:
        """The methods that read it, for a message."""
        return "、".join(f"“{trial.method.name}”" for trial in self.readers)

    @property
    def hint(self) -> str:
        """What to do where it was not one method."""
        if self.readers:
            told = "；".join(f"“{trial.method.name}”是{trial.says}" for trial in self.readers[:_SHOWN])
            return f"请在“评分方法”列写明是哪一个：{told}"
        told = "；".join(
            f"按“{trial.method.name}”读，{fault}（{remedy}）" for trial in self.nearest for fault, remedy in trial.faults[:1]
        )
        return f"请写明评分方法，或改写评分标准。最接近的：{told}" if told else ""


def choose(methods: Mapping[str, Method], standard: str, aim: Aim, read: Callable[[Method], Trial]) -> Choice:
    """The methods that fit the target and read all of the standard."""
    text = squeeze(narrow(standard))
    fitting = [method for method in methods.values() if fits(method, aim)]
    trials = [read(method) for method in fitting if method.patterns or method.params]
    meant = [trial for trial in trials if re.search(trial.method.unnamed, text)]
    readers = [trial for trial in meant if not trial.faults]
    nearest = sorted((trial for trial in meant if trial.faults and trial.method.example), key=lambda trial: trial.unread)
    return Choice(readers, nearest[: _SHOWN if nearest and nearest[0].unread else 1])


def fits(method: Method, aim: Aim) -> bool:
    """Whether it scores what such a target asks: a day by dates, a number by what is measured, words by anything but dates."""
    kinds, target = set(_kinds(method)), aim.target
    if target.unit == "日期":
        return "date" in kinds
    if "date" in kinds:
        return False
    is_measured = target.low is not None or (target.value is not None and aim.nature != "定性")
    counts_faults = target.value == 0 and "faults" in method.inputs  # nothing may happen: so each that did is counted
    return not is_measured or counts_faults or bool(kinds & {*NUMERIC} and "actual" in method.inputs)


def _kinds(method: Method) -> Iterator[str]:
    """Types of what the method asks."""
    for asked in (*method.inputs.values(), method.cells.get("actual")):
        if isinstance(asked, Mapping):
            yield str(asked.get("type", ""))
