"""Answers in a register: rows that are only added to."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from xlgen.register.opening import reading, told, writing

COLUMNS = "project name value reading reason by time counts codes".split()
_NAMED = ", ".join(COLUMNS)
_ADD = f"INSERT INTO answers ({_NAMED}) VALUES ({', '.join('?' * len(COLUMNS))})"
_SAID = f"SELECT {_NAMED} FROM answers ORDER BY answer"
Said = tuple[str, ...]  # in the order of COLUMNS


def answers_in(path: Path) -> list[Said]:
    """All answers, oldest first."""
    with told(path), closing(reading(path)) as connection:
        return [tuple(row) for row in connection.execute(_SAID)]


def add_answers(path: Path, more: Iterable[Said]) -> None:
    """Answers behind those that are there, all of them or none."""
    with writing(path) as connection:
        put_answers(connection, more)


def put_answers(connection: sqlite3.Connection, more: Iterable[Said]) -> None:
    """The same in a register that is open for writing."""
    connection.executemany(_ADD, more)
