"""Registers as the first version wrote them, with the tables of then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from xlgen.register import schema

FIRST_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE acts (
  act INTEGER PRIMARY KEY, kind TEXT NOT NULL, template TEXT NOT NULL, day TEXT NOT NULL,
  approval TEXT NOT NULL DEFAULT '', origin TEXT NOT NULL DEFAULT '');
CREATE TABLE pieces (piece INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, content BLOB NOT NULL);
CREATE TABLE forms (
  line INTEGER PRIMARY KEY, act INTEGER NOT NULL REFERENCES acts, code TEXT NOT NULL, revision INTEGER NOT NULL,
  file TEXT NOT NULL, name TEXT NOT NULL, unit TEXT NOT NULL, contacts TEXT NOT NULL DEFAULT '',
  head BLOB NOT NULL, pieces TEXT NOT NULL, UNIQUE (code, revision));
CREATE TABLE answers (
  answer INTEGER PRIMARY KEY, project TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, reading TEXT NOT NULL,
  reason TEXT NOT NULL, by TEXT NOT NULL, time TEXT NOT NULL, counts TEXT NOT NULL, codes TEXT NOT NULL);
CREATE TABLE received (received INTEGER PRIMARY KEY, file TEXT NOT NULL);
CREATE TABLE versions (version INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE TABLE statuses (version INTEGER NOT NULL REFERENCES versions, time TEXT NOT NULL);
CREATE TABLE decisions (decision INTEGER PRIMARY KEY, code TEXT NOT NULL);
CREATE TRIGGER answers_stay BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers are only added'); END;
CREATE TRIGGER answers_are_kept BEFORE DELETE ON answers BEGIN SELECT RAISE(ABORT, 'answers are only added'); END;
"""


def as_first(path: Path) -> None:
    """Put a register of today back into the tables of the first version: what it says of forms and answers, the same."""
    beside = path.with_name("第一版.sqlite")
    with closing(sqlite3.connect(path)) as today, closing(sqlite3.connect(beside)) as first:
        first.executescript(f"PRAGMA application_id={schema.MARK}; PRAGMA user_version=1; {FIRST_TABLES}")
        for table in ("about", "acts", "pieces", "forms", "answers"):
            columns = [row[1] for row in first.execute(f"PRAGMA table_info({table})")]
            named, marks = ", ".join(columns), ", ".join("?" * len(columns))
            first.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", today.execute(f"SELECT {named} FROM {table}"))
        first.commit()
    beside.replace(path)
