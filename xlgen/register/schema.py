"""The tables of a register, each told in docs/登记库.md, and how an older register is brought up to them.

Texts are as they are said; ``BLOB`` columns of pieces and heads are deflated (``deflating``). Times are ISO. A table that no
command writes yet stands here so that all registers are alike.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path

VERSION = 2  # schema_version: user_version of the file
MARK = 0x786C6772  # application_id: "xlgr"
DICTIONARY = "dictionary"

CAMPAIGN = """
CREATE TABLE arrivals (
  arrival INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES acts, digest TEXT NOT NULL, container TEXT NOT NULL, name TEXT NOT NULL,
  size INTEGER NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL, did TEXT NOT NULL, code TEXT NOT NULL, revision INTEGER NOT NULL,
  unit TEXT NOT NULL, indicator TEXT NOT NULL, sender TEXT NOT NULL, why TEXT NOT NULL, UNIQUE (digest, container, name));
CREATE TABLE verdicts (
  verdict INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES acts, digest TEXT NOT NULL, status TEXT NOT NULL, total TEXT NOT NULL,
  grade TEXT NOT NULL, findings TEXT NOT NULL);
CREATE TABLE decisions (
  decision INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES acts, code TEXT NOT NULL, kind TEXT NOT NULL, said TEXT NOT NULL,
  reason TEXT NOT NULL, basis TEXT NOT NULL, second TEXT NOT NULL, revokes INTEGER NOT NULL);
CREATE TABLE rounds (
  line INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES acts, round INTEGER NOT NULL, code TEXT NOT NULL, digest TEXT NOT NULL,
  file TEXT NOT NULL);
"""
_ADDED = "arrivals verdicts decisions rounds".split()
_KEPT = "".join(
    f"CREATE TRIGGER {table}_{name} BEFORE {what} ON {table} BEGIN SELECT RAISE(ABORT, '{table} are only added'); END;\n"
    for table in (*_ADDED, "answers")
    for name, what in (("stay", "UPDATE"), ("are_kept", "DELETE"))
)

TABLES = f"""
CREATE TABLE about (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE acts (
  act INTEGER PRIMARY KEY, kind TEXT NOT NULL, template TEXT NOT NULL, day TEXT NOT NULL,
  approval TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '', number INTEGER NOT NULL DEFAULT 0,
  by TEXT NOT NULL DEFAULT '', time TEXT NOT NULL DEFAULT '', said TEXT NOT NULL DEFAULT '');
CREATE TABLE pieces (piece INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, content BLOB NOT NULL);
CREATE TABLE forms (
  line INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES acts, code TEXT NOT NULL, revision INTEGER NOT NULL,
  file TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, contacts TEXT NOT NULL DEFAULT '',
  head BLOB NOT NULL, pieces TEXT NOT NULL, UNIQUE (code, revision));
CREATE TABLE answers (
  answer INTEGER PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, reading TEXT NOT NULL,
  reason TEXT NOT NULL, by TEXT NOT NULL, time TEXT NOT NULL, counts TEXT NOT NULL, codes TEXT NOT NULL);
{CAMPAIGN}{_KEPT}"""


UPGRADES: Mapping[int, Sequence[str]] = {  # from which version → the statements that lead to the next one
    1: (
        *(f"DROP TABLE {table}" for table in ("statuses", "versions", "received", "decisions")),  # nobody ever wrote them
        "ALTER TABLE acts ADD COLUMN number INTEGER NOT NULL DEFAULT 0",
        *(f"ALTER TABLE acts ADD COLUMN {column} TEXT NOT NULL DEFAULT ''" for column in ("by", "time", "said")),
        "DROP TRIGGER answers_stay",
        "DROP TRIGGER answers_are_kept",
        *(statement for statement in CAMPAIGN.split(";") if statement.strip()),
        *(f"{statement}; END" for statement in _KEPT.split("; END;") if statement.strip()),
    )
}


def create(connection: sqlite3.Connection, dictionary: bytes) -> None:
    """The tables in an empty file, and the dictionary its texts are deflated with."""
    connection.executescript(f"PRAGMA application_id={MARK}; PRAGMA user_version={VERSION}; {TABLES}")
    connection.execute("INSERT INTO about VALUES (?, ?)", (DICTIONARY, dictionary))


def version_of(connection: sqlite3.Connection) -> int:
    """schema_version of a register, 0 of a file that is none."""
    is_ours = connection.execute("PRAGMA application_id").fetchone()[0] == MARK
    return int(connection.execute("PRAGMA user_version").fetchone()[0]) if is_ours else 0


def copy_of(path: Path, version: int) -> Path:
    """Where a register is copied to before it is brought up from a version."""
    return path.with_name(f"{path.stem}_第{version}版备份{path.suffix}")


def bring_up(connection: sqlite3.Connection, path: Path) -> None:
    """An older register with the tables of today, in place, after a copy of it was laid beside it."""
    version = version_of(connection)
    if version == VERSION:
        return
    copy = copy_of(path, version)
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT, 0o600))  # it has what the register has: SQLite would let all read it
    with closing(sqlite3.connect(copy)) as beside:
        connection.backup(beside)
    connection.execute("BEGIN IMMEDIATE")
    for number in range(version_of(connection), VERSION):
        for statement in UPGRADES[number]:
            connection.execute(statement)
    connection.execute(f"PRAGMA user_version={VERSION}")
    connection.execute("COMMIT")
