"""What was found of files before: a small database that may be deleted at any time, and is never truth.

A verdict is found again by the file's own bytes, by all that judges – this program, its Python, the office's own rules – and by
what was issued and answered for the project; whatever changes in any of it, the file is judged anew. What cannot be read or
written costs time only. Entries hold what units wrote: the database is the user's alone, in the user's own folder.
"""

from __future__ import annotations

import io
import os
import pickle
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, fields
from operator import attrgetter
from pathlib import Path
from time import time
from typing import Any

from xlgen.findings import Finding
from xlgen.flows.judging.judge import Judged
from xlgen.returned.kept.added_up import AddedUp, Item, Stated
from xlgen.returned.kept.extract import About, Extract, ListedProject, WrittenText
from xlgen.returned.kept.remarked import Remark

DAYS = 90  # that an entry stays
TOGETHER = 500  # entries that are written at a time
_TABLE = """CREATE TABLE IF NOT EXISTS verdicts (
    file BLOB NOT NULL, judge BLOB NOT NULL, code TEXT NOT NULL, known BLOB NOT NULL, said BLOB NOT NULL, day INTEGER NOT NULL,
    PRIMARY KEY (file, judge, code, known)) WITHOUT ROWID"""
_FIND = "SELECT code, known FROM verdicts WHERE file = ? AND judge = ?"
_SAID = "SELECT said FROM verdicts WHERE file = ? AND judge = ? AND code = ? AND known = ?"
_KEEP = "INSERT OR REPLACE INTO verdicts VALUES (?, ?, ?, ?, ?, ?)"
_MADE_OF = {
    "builtins": {"frozenset"},
    "decimal": {"Decimal"},
    "xlgen.findings": {"Finding", "Severity"},
    "xlgen.flows.judging.judge": {"Judged"},
    "xlgen.returned.kept.added_up": {"AddedUp", "Item", "Stated"},
    "xlgen.returned.kept.extract": {"About", "Extract", "ListedProject", "WrittenText"},
    "xlgen.returned.kept.remarked": {"Remark"},
    "xlgen.rules.own.asking": {"Heard"},
}

_FIELDS: dict[type, attrgetter[Any]] = {
    each: attrgetter(*(one.name for one in fields(each)))
    for each in (Judged, Finding, AddedUp, Item, Stated, About, Extract, ListedProject, WrittenText, Remark)
}

Knowing = Callable[[str], bytes | None]  # 项目编码 → what was issued and answered for it, None where it is unknown


class _Pickler(pickle.Pickler):
    """Records are kept as the call that makes them: the state of one with slots takes four times as long to put back."""

    def reducer_override(self, record: object) -> Any:
        names = _FIELDS.get(type(record))
        return NotImplemented if names is None else (type(record), names(record))


class _Unpickler(pickle.Unpickler):
    """Makes verdicts and nothing else, whatever stands in the database."""

    def find_class(self, module: str, name: str) -> Any:
        if name not in _MADE_OF.get(module, ()):
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


@dataclass
class Memory:
    """The verdicts kept in a file, by one judge; ``judge`` is what all that judges has for a fingerprint."""

    file: Path
    judge: bytes
    known: Knowing
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
        with suppress(sqlite3.Error, pickle.UnpicklingError, zlib.error, AttributeError, EOFError, TypeError, ValueError):
            if self._database is not None and (holds := self._holding(file)) is not None:
                (said,) = self._database.execute(_SAID, (file, self.judge, *holds)).fetchone()
                verdict = _Unpickler(io.BytesIO(zlib.decompress(said))).load()
                return verdict if isinstance(verdict, Judged) else None
        return None

    def knows(self, file: bytes) -> bool:
        """Whether something is kept of a file of this digest that still holds."""
        with suppress(sqlite3.Error):
            return self._holding(file) is not None
        return False

    def _holding(self, file: bytes) -> tuple[str, bytes] | None:
        """Of which project and which knowledge of it the verdict was that still holds; what was found is not read for that."""
        found = self._database.execute(_FIND, (file, self.judge)) if self._database else ()
        return next(((code, known) for code, known in found if self.known(code) == known), None)

    def keep(self, verdict: Judged) -> None:
        """Keep what was found of a file; nothing of one that was refused, which is soon found again."""
        if verdict.extract and (known := self.known(verdict.extract.about.code)) is not None and self._database:
            said = zlib.compress(_packed(verdict), 1)
            self._new.append((verdict.file, self.judge, verdict.extract.about.code, known, said, _today()))
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


def _packed(verdict: Judged) -> bytes:
    packed = io.BytesIO()
    _Pickler(packed, pickle.HIGHEST_PROTOCOL).dump(verdict)
    return packed.getvalue()


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
