"""An answer to a doubt: of one cell, for the value that stands there, revoked only by a later one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from decimal import Decimal, InvalidOperation

TYPED, UNDERSTOOD, REVOKED = "typed", "understood", "revoked"  # the reading that counts; or that none does any longer
_BEGINNING = '{"project": "'  # of every line


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One answer, as it is kept: a line of the record.

    ``value`` is what the cell showed when it was answered for, in which case alone the answer holds; ``counts`` the number that
    counts instead where ``reading`` is ``UNDERSTOOD``. ``time`` is local, ISO, to the second.
    ``codes`` are the doubts it answers, apart by blanks; "" in records of before, where an answer was to all of its cell.
    """

    project: str
    name: str
    value: str
    reading: str
    reason: str
    by: str
    time: str
    counts: str = ""
    codes: str = ""

    def closes(self, code: str) -> bool:
        """Whether it answers the doubt of a code."""
        return not self.codes or code in self.codes.split()

    @property
    def number(self) -> Decimal | None:
        """The number that counts instead of what was typed; None where what was typed counts."""
        return Decimal(self.counts) if self.reading == UNDERSTOOD else None


def line_of(said: Acceptance) -> str:
    """The line that is kept of it."""
    return json.dumps(asdict(said), ensure_ascii=False)


def from_line(line: str) -> Acceptance | None:
    """What a line says; None where it says nothing that can be understood."""
    try:
        return from_said(json.loads(line))
    except (ValueError, RecursionError):
        return None


def from_said(said: Mapping[str, str]) -> Acceptance | None:
    """The answer of these values; None where they say nothing that can be understood."""
    try:
        found = Acceptance(**said)
        is_known = found.reading in (TYPED, UNDERSTOOD, REVOKED) and all(isinstance(x, str) for x in said.values())
        return found if is_known and (found.reading != UNDERSTOOD or Decimal(found.counts).is_finite()) else None
    except (AttributeError, ValueError, TypeError, InvalidOperation):
        return None


def is_cut(line: str) -> bool:
    """Whether it is the beginning of a line and no more, as it stands where a program was killed or the power failed."""
    return line.startswith(_BEGINNING[: len(line)]) and not line.endswith("}")


def standing(record: Iterable[Acceptance]) -> Mapping[str, Mapping[str, Acceptance]]:
    """The answers that hold now, by project, then by name: the last word on a cell, none where that was a revocation."""
    found: dict[str, dict[str, Acceptance]] = {}
    for each in record:
        of_project = found.setdefault(each.project, {})
        of_project.pop(each.name, None)
        if each.reading != REVOKED:
            of_project[each.name] = each
    return found


def taken_back(record: Iterable[Acceptance]) -> Mapping[str, Sequence[tuple[Acceptance, Acceptance]]]:
    """The answers that were revoked, each with its revocation, by project, in the order of the revocations."""
    last: dict[tuple[str, str], Acceptance] = {}
    found: dict[str, list[tuple[Acceptance, Acceptance]]] = {}
    for each in record:
        before = last.pop((each.project, each.name), None)
        if each.reading != REVOKED:
            last[each.project, each.name] = each
        elif before is not None:
            found.setdefault(each.project, []).append((before, each))
    return found
