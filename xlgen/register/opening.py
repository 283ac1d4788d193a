"""A register opened: by many who read it, by one who writes, who is named to the second.

It keeps a rollback journal: what a killed writer left half done is undone by the next that opens it. No Python file operation
happens while the lock is held: the note that says who writes is written before and taken away after.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from xlgen.catalogue import refuse
from xlgen.files.temporary import gone
from xlgen.register import schema
from xlgen.register.holding import being_written, held, is_held, note_in

NAME = "register.sqlite"
PATIENCE = 5.0  # seconds that a writer waits for another
_ERRNO = {"FULL": errno.ENOSPC, "READONLY": errno.EACCES, "PERM": errno.EACCES, "CANTOPEN": errno.EACCES, "IOERR": errno.EIO}


def journal_of(path: Path) -> Path:
    """What SQLite undoes a change from that was not brought to its end."""
    return path.with_name(f"{path.name}-journal")


def reading(path: Path) -> sqlite3.Connection:
    """A register to be read. Refused (XG051, XG052) where it is none, damaged or newer; OSError where it cannot be opened.

    A journal that a killed writer left is rolled back first, where that can be written; a place without locks is read as it is.
    """
    try:
        if is_held(path.parent):  # by one whose journal no lock protects: it is his, and nothing to be undone from
            return _known(_connected(path, "mode=ro&immutable=1"), path)
        return _known(_connected(path, "mode=rw"), path)
    except sqlite3.OperationalError as error:
        if journal_of(path).exists():
            raise refuse(
                "XG051", f"{path} 上次没有写完，这里又不能写，无法恢复", "请把整个文件夹复制到能写的地方再用"
            ) from None
        with told(path, error):
            return _known(_connected(path, "mode=ro&immutable=1"), path)
    except sqlite3.DatabaseError:
        raise refuse("XG051", str(path)) from None


def _connected(path: Path, how: str) -> sqlite3.Connection:
    address = f"file:{quote(str(path.absolute()))}?{how}"
    connection = sqlite3.connect(address, PATIENCE, isolation_level=None, check_same_thread=False, uri=True)
    connection.execute("PRAGMA query_only=1")
    return connection


def _known(connection: sqlite3.Connection, path: Path) -> sqlite3.Connection:
    try:
        version = schema.version_of(connection)
    except BaseException:
        connection.close()
        raise
    if version > schema.VERSION:
        connection.close()
        raise refuse("XG052", f"{path} 是更新的 xlgen 写的")
    if version == 0:
        connection.close()
        raise refuse("XG052", f"{path} 不是 xlgen 的登记库")
    return connection


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A register to be written: all that is done within, or nothing. XlgenError, with who it is, where another one is writing."""
    note = note_in(path.parent)
    try:
        with told(path, note=note), held(path, note, PATIENCE):
            connection = _known(_connected(path, "mode=rw"), path)
            try:
                connection.execute("PRAGMA query_only=0")
                schema.bring_up(connection, path)
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            finally:
                connection.close()  # what was not committed is undone
    finally:
        gone(note)


@contextmanager
def fresh(path: Path, dictionary: bytes) -> Iterator[sqlite3.Connection]:
    """A new register in a place where nobody else is yet: what fails is thrown away with the file, so it needs no journal."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with told(path):
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE;")
            schema.create(connection, dictionary)
            connection.execute("BEGIN")
            yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


@contextmanager
def told(path: Path, first: sqlite3.Error | None = None, note: Path | None = None) -> Iterator[None]:
    """What SQLite cannot do, as what it is: an error of the system, of the register, or another one who is writing."""
    try:
        yield
    except sqlite3.IntegrityError:  # what was to be written contradicts what is there: the caller's own matter
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error if first is None else first, "sqlite_errorname", "")
        if name.startswith("SQLITE_BUSY") or "LOCK" in name:  # held by another, or a disk that has no locks: SQLITE_IOERR_LOCK
            raise being_written(path, note) from None
        number = next((number for kind, number in _ERRNO.items() if name.startswith(f"SQLITE_{kind}")), None)
        if number is None:
            raise refuse("XG051", str(path)) from None
        raise OSError(number, os.strerror(number), str(path)) from None
