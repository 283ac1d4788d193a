"""What a campaign's register knows, as records: forms as they were issued last, what arrived, what was decided, what went back."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from xlgen.register.keeping import FormLine, newest_forms
from xlgen.register.recording.acting import looking

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file that came in.

    ``digest`` is its sha256, ``container`` that of the zip or the mail it came in, ``did`` what it did to its project when it came,
    ``revision`` the one that its form was issued in, ``unit`` the one that its place names, ``sender`` who sent the mail.
    """

    arrival: int
    act: int
    digest: str
    container: str
    name: str
    size: int
    day: str
    kind: str
    did: str
    code: str
    revision: int
    unit: str
    indicator: str
    sender: str
    why: str


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """How a file stood when it was judged; ``findings`` as JSON."""

    act: int
    digest: str
    status: str
    total: str
    grade: str
    findings: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clerk decided of a project; ``said`` depends on the kind, ``second`` is the other person who agreed."""

    decision: int
    act: int
    code: str
    kind: str
    said: str
    reason: str
    basis: str
    second: str
    revokes: int


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A form that went back in a round."""

    act: int
    round: int
    code: str
    digest: str
    file: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act as it is listed: ``said`` is what its record says beside its rows."""

    number: int
    kind: str
    day: str
    by: str
    time: str
    said: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """All of it. ``decisions`` are those that hold; ``revoked`` are the numbers of acts that were taken back."""

    forms: Sequence[FormLine]
    arrivals: Sequence[Arrival]
    decisions: Sequence[Decision]
    rounds: Sequence[RoundLine]
    acts: Sequence[ActLine]
    revoked: frozenset[int] = field(default=frozenset())

    @property
    def secret(self) -> int:
        """How many secret projects the lists name, each as it was copied last with any; nothing else is said of them."""
        newest: dict[str, int] = {}
        for act in self.acts:
            newest |= act.said.get("secret", {})
        return sum(newest.values())


def facts_in(root: Path) -> KnownFacts:
    """What the register of a campaign knows now."""
    connection = looking(root)
    try:
        decided = list(rows_of(connection, Decision, "decisions"))
        revoked = taken_back(decided)
        return KnownFacts(
            newest_forms(connection),
            list(rows_of(connection, Arrival, "arrivals")),
            [each for each in decided if each.act not in revoked and not each.revokes],
            list(rows_of(connection, RoundLine, "rounds")),
            list(_acts(connection)),
            revoked,
        )
    finally:
        connection.close()


def verdicts_in(root: Path) -> list[VerdictLine]:
    """Every verdict that was written down, oldest first."""
    connection = looking(root)
    try:
        return list(rows_of(connection, VerdictLine, "verdicts"))
    finally:
        connection.close()


def judged_in(root: Path) -> dict[str, str]:
    """How every file stood when it was judged last, by its digest; what was found of it is not read."""
    connection = looking(root)
    try:
        return dict(connection.execute("SELECT digest, status FROM verdicts ORDER BY verdict"))
    finally:
        connection.close()


def taken_back(decisions: Sequence[Decision]) -> frozenset[int]:
    """The numbers of acts that were taken back; whoever takes back a revocation brings the act back."""
    gone: set[int] = set()
    for each in sorted(decisions, key=lambda each: -each.act):
        if each.revokes and each.act not in gone:
            gone.add(each.revokes)
    return frozenset(gone)


def rows_of(connection: sqlite3.Connection, kind: type[T], table: str) -> Iterator[T]:
    """Rows of a table in their order. Numbers of acts are those of their records."""
    names = [each.name for each in fields(kind)]  # type: ignore[arg-type]
    asked = ", ".join("a.number" if name == "act" else f"t.{name}" for name in names)
    for row in connection.execute(f"SELECT {asked} FROM {table} t JOIN acts a ON a.act = t.act ORDER BY t.rowid"):
        yield kind(*row)


def _acts(connection: sqlite3.Connection) -> Iterator[ActLine]:
    for number, kind, day, by, time, said in connection.execute(
        "SELECT number, kind, day, by, time, said FROM acts ORDER BY act"
    ):
        yield ActLine(number, kind, day, by, time, json.loads(said) if said else {})


def approvals_in(root: Path) -> dict[str, tuple[int, str]]:
    """The projects whose form was issued anew: the last revision of each and its 批准文号, by 项目编码."""
    connection = looking(root)
    try:
        asked = "SELECT f.code, f.revision, a.approval FROM forms f JOIN acts a ON a.act = f.act WHERE f.revision > 0 ORDER BY f.line"
        return {code: (revision, approval) for code, revision, approval in connection.execute(asked)}
    finally:
        connection.close()
