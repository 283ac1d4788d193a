"""What was found of files before: a small database that may be deleted at any time, and is never truth.

A verdict is found again by the file's own bytes, by all that judges – this program, its Python, the office's own rules – and by
what was issued and answered for the project; whatever changes in any of it, the file is judged anew. What cannot be read or
written costs time only. Entries hold what units wrote: the database is the user's alone, in the user's own folder.
"""

from __future__ import annotations

import os
import pickle
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import time

from xlgen.flows.judging.judge import Judged
from xlgen.flows.judging.putting_away import put_away, put_back
from xlgen.returned.kept.slimming import Sharing

DAYS = 90  # that an entry stays
TOGETHER = 500  # entries that are written at a time
_TABLE = """CREATE TABLE IF NOT EXISTS verdicts (
    file BLOB NOT NULL, judge BLOB NOT NULL, code TEXT NOT NULL, known BLOB NOT NULL, said BLOB NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (file, judge, code, known)) WITHOUT ROWID"""
_FIND = "SELECT code, known, said FROM verdicts WHERE file = ? AND judge = ?"
_KEEP = "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)"

Knowing = Callable[[str], bytes | None]  # 项目编码 → what was issued and answered for it, None where it is unknown


@dataclass
class Memory:
    """The verdicts kept in a file, by one judge; ``judge`` is what all that judges has for a fingerprint."""

    file: Path
    judge: bytes
    known: Knowing
    _sharing: Sharing = field(default_factory=Sharing)
    _held: dict[bytes, bytes] = field(default_factory=dict)  # what still holds of files that were asked for, as it is put away
    _new: list[tuple[bytes, bytes, str, bytes, bytes, int]] = field(default_factory=list)
    _database: sqlite3.Connection | None = None

    def __enter__(self) -> Memory:
        with suppress(OSError, sqlite3.Error):
            self._database = self._opened()
        return self

    def __exit__(self, *_: object) -> None:
        self._write()
        if self._database:
            self._database.close()

    def recalled(self, file: bytes) -> Judged | None:
        """What was found of a file of this digest, None where that is not known or may be otherwise by now."""
        with suppress(pickle.UnpicklingError, zlib.error, AttributeError, EOFError, LookupError, TypeError, ValueError):
            if self.knows(file):
                verdict = put_back(self._held.pop(file), self._sharing)
                return verdict if isinstance(verdict, Judged) else None
        return None

    def knows(self, file: bytes) -> bool:
        """Whether something is kept of a file of this digest that still holds."""
        with suppress(sqlite3.Error):
            if file not in self._held and self._database:
                found = self._database.execute(_FIND, (file, self.judge))
                self._held.update((file, said) for code, known, said in found if self.known(code) == known)
        return file in self._held

    def keep(self, verdict: Judged) -> None:
        """Keep what was found of a file; nothing of one that was refused, which is soon found again."""
        if verdict.extract and (known := self.known(verdict.extract.about.code)) is not None and self._database:
            self._new.append((verdict.file, self.judge, verdict.extract.about.code, known, put_away(verdict), _today()))
            if len(self._new) >= TOGETHER:
                self._write()

    def _opened(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not self.file.exists():
            os.close(os.open(self.file, os.O_CREAT | os.O_RDWR, 0o600))
        try:
            return _made(self.file)
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):  # somebody else writes, or it is read only
                raise
            self.file.unlink()  # it is no database any more
            return _made(self.file)

    def _write(self) -> None:
        new, self._new = self._new, []
        if self._database is None or not new:
            return
        with suppress(sqlite3.Error), self._database:
            self._database.executemany(_KEEP, new)
            self._database.execute("DELETE FROM verdicts WHERE day < ?", (_today() - DAYS,))


def _made(file: Path) -> sqlite3.Connection:
    database = sqlite3.connect(file, timeout=0.5)
    try:
        database.execute("PRAGMA synchronous = OFF")  # it may be lost
        with suppress(sqlite3.OperationalError):
            database.execute(_TABLE)
        database.execute(_FIND, (b"", b"")).fetchall()
        return database
    except BaseException:
        database.close()
        raise


def _today() -> int:
    return int(time() // 86_400)
