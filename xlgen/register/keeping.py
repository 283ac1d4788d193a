"""Forms put into a register and fetched from it: a form is a head and pieces, lines of text, equal pieces kept once.

What the lines say is not known here: ``xlgen.issued`` writes and reads them.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from xlgen.register.deflating import deflated, inflated
from xlgen.register.opening import reading, told
from xlgen.register.schema import DICTIONARY

_ACT = "kind template day approval origin number by time said".split()
MOST = 4096  # pieces remembered, of those that many forms share
CLOSE = 3  # so many pieces are passed over for one that is looked for

_NEWEST = """
SELECT f.code, f.file, f.revision, f.name, f.unit, f.contacts, f.line FROM forms f
JOIN (SELECT code, max(revision) AS newest, min(line) AS first FROM forms GROUP BY code) n
ON f.code = n.code AND f.revision = n.newest ORDER BY n.first
"""


@dataclass(frozen=True, slots=True)
class Act:
    """What was done: ``issue``, ``add`` or ``merge``; by which form, on what ISO day, by which 批准文号, from which register."""

    kind: str
    template: str
    day: str
    approval: str = ""
    origin: str = ""
    number: int = 0  # of the act's record in a campaign, 0 elsewhere
    by: str = ""
    time: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class FormLine:
    """An issued form as it is listed; ``head`` and ``pieces`` are its snapshot, "" and () where only the list was asked for."""

    code: str
    file: str
    revision: int
    name: str
    unit: str
    contacts: Mapping[str, str] = field(default_factory=dict)
    head: str = ""
    pieces: tuple[str, ...] = ()
    line: int = 0  # its number in the register

    @property
    def lines(self) -> tuple[str, ...]:
        """The snapshot's text."""
        return (self.head, *self.pieces)


def dictionary_of(connection: sqlite3.Connection) -> bytes:
    """The words that the texts of a register are deflated with."""
    return bytes(connection.execute("SELECT value FROM about WHERE key = ?", (DICTIONARY,)).fetchone()[0])


# A unit has the same in all its forms; nobody changes them.
_contacts: Callable[[str], Mapping[str, str]] = lru_cache(MOST)(json.loads)


def _listed(code: str, file: str, revision: int, name: str, unit: str, contacts: str, line: int) -> FormLine:
    return FormLine(code, file, revision, name, unit, _contacts(contacts) if contacts else {}, line=line)


def newest_forms(connection: sqlite3.Connection) -> list[FormLine]:
    """The newest revision of every form, without its snapshot, in the order of issue."""
    return [_listed(*row) for row in connection.execute(_NEWEST).fetchall()]


class Keeper:
    """Puts forms into a register that is open for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection, self._words = connection, dictionary_of(connection)
        self._known: dict[str, int] = {}  # pieces met lately
        self.act = 0

    def begin(self, act: Act) -> None:
        """All that is kept from now on belongs to this act."""
        values = tuple(getattr(act, column) for column in _ACT)
        said = f"INSERT INTO acts ({', '.join(_ACT)}) VALUES ({', '.join('?' * len(_ACT))})"
        self.act = self._connection.execute(said, values).lastrowid or 0

    def kept_as(self, form: FormLine) -> tuple[bytes, str]:
        """A form's head and the numbers of its pieces, as they stand in this register."""
        return deflated(form.head, self._words), " ".join(str(self._number(piece)) for piece in form.pieces)

    def keep(self, form: FormLine) -> None:
        """A form, behind those that are kept. sqlite3.IntegrityError where its revision is there."""
        contacts = json.dumps(dict(form.contacts), ensure_ascii=False) if form.contacts else ""
        head, numbers = self.kept_as(form)
        self._connection.execute(
            "INSERT INTO forms (act, code, revision, file, name, unit, contacts, head, pieces) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self.act,
                form.code,
                form.revision,
                form.file,
                form.name,
                form.unit,
                contacts,
                head,
                numbers,
            ),
        )

    def _number(self, piece: str) -> int:
        if (number := self._known.get(piece)) is not None:
            return number
        digest = blake2b(piece.encode(), digest_size=16).digest()
        there = self._connection.execute("SELECT piece FROM pieces WHERE digest = ?", (digest,)).fetchone()
        if there is None:
            said = "INSERT INTO pieces (digest, content) VALUES (?, ?)"
            there = (self._connection.execute(said, (digest, deflated(piece, self._words))).lastrowid,)
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[piece] = int(there[0])
        return self._known[piece]


class Shelf:
    """Fetches forms from a register, one by one; what many forms share is read once.

    It is opened when something is asked for, in each process for itself: a connection does not outlive a fork.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._open: tuple[int, sqlite3.Connection, bytes] | None = None
        self._pieces: dict[int, str] = {}
        self._digests: dict[str, bytes] = {}  # by the number as it stands in a form

    def __getstate__(self) -> Path:
        return self.path

    def __setstate__(self, path: Path) -> None:
        Shelf.__init__(self, path)

    def _connection(self) -> tuple[sqlite3.Connection, bytes]:
        if self._open is None or self._open[0] != os.getpid():
            connection = reading(self.path)
            self._open = os.getpid(), connection, dictionary_of(connection)
        return self._open[1:]

    def close(self) -> None:
        """Let go of the file until something is asked for again."""
        if self._open is not None and self._open[0] == os.getpid():
            self._open[1].close()
        self._open = None

    def __del__(self) -> None:
        self.close()  # a connection refers to itself: the file would stay open until memory is swept

    def listed(self) -> Iterator[FormLine]:
        """The newest revision of every form, without its snapshot, in the order of issue."""
        with told(self.path):
            yield from newest_forms(self._connection()[0])

    def of_act(self, number: int) -> Iterator[FormLine]:
        """Every form that was issued in the n-th act, counted from 0, with its snapshot."""
        asked = "SELECT code, file, revision, name, unit, contacts, line FROM forms WHERE act = ? ORDER BY line"
        with told(self.path):
            acts = self._connection()[0].execute("SELECT act FROM acts ORDER BY act").fetchall()
            rows = self._connection()[0].execute(asked, acts[number]).fetchall()
        for row in rows:
            form = _listed(*row)
            yield replace(form, head=self.head(form.line), pieces=self.pieces(form.line))

    def acts(self) -> list[Act]:
        """What was done, in its order."""
        with told(self.path):
            said = self._connection()[0].execute("SELECT kind, template, day, approval, origin FROM acts ORDER BY act")
            return [Act(*row) for row in said.fetchall()]

    def head(self, line: int) -> str:
        """The first line of a snapshot. ValueError where it is damaged."""
        with told(self.path):
            connection, words = self._connection()
            return inflated(connection.execute("SELECT head FROM forms WHERE line = ?", (line,)).fetchone()[0], words)

    def pieces(self, line: int) -> tuple[str, ...]:
        """The other lines of a snapshot. ValueError where they are damaged."""
        with told(self.path):
            connection, words = self._connection()
            numbers = connection.execute("SELECT pieces FROM forms WHERE line = ?", (line,)).fetchone()[0].split()
            return tuple(self._piece(int(number), connection, words) for number in numbers)

    def fingerprint(self, line: int) -> bytes:
        """What only the same text has, from the digests of its pieces: none of them is unpacked. ValueError as for ``pieces``."""
        with told(self.path):
            connection, words = self._connection()
            head, numbers = connection.execute("SELECT head, pieces FROM forms WHERE line = ?", (line,)).fetchone()
            said = blake2b(inflated(head, words).encode(), digest_size=32)
            said.update(b"".join(self._digests_of(numbers.split(), connection)))
            return said.digest()

    def _digests_of(self, pieces: Sequence[str], connection: sqlite3.Connection) -> list[bytes]:
        if missing := {piece for piece in pieces if piece not in self._digests}:
            if len(self._digests) + len(missing) > MOST:
                self._digests.clear()
                missing = set(pieces)
            self._digests.update(_digests(sorted(map(int, missing)), connection))
        try:
            return [self._digests[piece] for piece in pieces]
        except KeyError:
            raise ValueError("a piece is missing") from None

    def _piece(self, number: int, connection: sqlite3.Connection, words: bytes) -> str:
        if (known := self._pieces.get(number)) is not None:
            return known
        found = connection.execute("SELECT content FROM pieces WHERE piece = ?", (number,)).fetchone()
        if found is None:
            raise ValueError("a piece is missing")
        if len(self._pieces) >= MOST:
            self._pieces.clear()
        self._pieces[number] = inflated(found[0], words)
        return self._pieces[number]


def _digests(pieces: Sequence[int], connection: sqlite3.Connection) -> Iterator[tuple[str, bytes]]:
    """By their numbers, lowest first. What only one form has lies side by side: that is read with what lies between."""
    asked, first, last = "SELECT CAST(piece AS TEXT), digest FROM pieces WHERE piece", pieces[0], pieces[-1]
    if last - first < CLOSE * len(pieces):
        return connection.execute(f"{asked} BETWEEN ? AND ?", (first, last))
    return connection.execute(f"{asked} IN ({','.join(map(str, pieces))})")
