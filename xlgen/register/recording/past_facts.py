"""What a campaign's register knows of the past: every form that was ever issued, every decision, also those that were taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.register.recording.acting import looking
from xlgen.register.recording.known_facts import Decision, rows_of, taken_back


@dataclass(frozen=True, slots=True)
class IssueLine:
    """A form that was issued in an act, at first (revision 0) or anew."""

    act: int
    code: str
    revision: int
    file: str


def issues_in(root: Path) -> list[IssueLine]:
    """Every form that was issued, oldest first."""
    connection = looking(root)
    try:
        return list(rows_of(connection, IssueLine, "forms"))
    finally:
        connection.close()


def decided_in(root: Path) -> list[Decision]:
    """Every decision, oldest first: those that hold, those that were taken back, and what took them back."""
    connection = looking(root)
    try:
        return list(rows_of(connection, Decision, "decisions"))
    finally:
        connection.close()


def revocations(decisions: Sequence[Decision]) -> dict[int, int]:
    """The numbers of acts that were taken back, each with that of the act that did it."""
    gone = taken_back(decisions)
    return {each.revokes: each.act for each in decisions if each.revokes in gone and each.act not in gone}
