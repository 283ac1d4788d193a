"""Which finding each answer of the officer's is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlgen.findings import Finding
from xlgen.returned.kept.remarked import Remark


@dataclass(frozen=True, slots=True)
class Placed:
    """The officer's answers by the finding they are about; ``left`` are about none, and no cell says why."""

    to: Mapping[Finding, Sequence[Remark]]
    names: frozenset[str]  # of cells that something was answered about, at whatever time
    left: tuple[Remark, ...]

    def reason(self, finding: Finding) -> str | None:
        """The reason given last to what a finding asks, "" where none was given; None where nothing was answered to it."""
        found = [each.reason for each in self.to.get(finding, ())]
        return next((reason for reason in reversed(found) if reason), found[-1] if found else None)


def placed(remarks: Sequence[Remark], findings: Sequence[Finding]) -> Placed:
    """Every answer of the officer's, held against what is found now.

    An answer about a named cell that matches nothing is no loss: the cell was mended, or holds another value since.
    """
    to: dict[Finding, list[Remark]] = {}
    for each in remarks:
        for finding in _meant(each, findings):
            to.setdefault(finding, []).append(each)
    used = {each for found in to.values() for each in found}
    left = tuple(each for each in remarks if not each.name and each not in used)
    return Placed(to, frozenset(each.name for each in remarks if each.name), left)


def _meant(remark: Remark, findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings an answer is about; where the line names no cell, the one that asks it, of several the one at its place."""
    asked = [each for each in findings if remark.asks(each.message)]
    if remark.name:
        return [each for each in asked if each.name == remark.name]
    return asked if len(asked) <= 1 else [each for each in asked if each.place == remark.place]
