"""Rows of acts put into a register: what was said as it was said, what was not said blank, what is not known refused."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xlgen.errors import Refused
from xlgen.register.deflating import WORDS
from xlgen.register.keeping import Act, FormLine, Keeper
from xlgen.register.opening import fresh
from xlgen.register.recording.act_files import ActRecord, EnteredRow, pending_forms, shelved
from xlgen.register.recording.entering import SAID, apply, newest

NUMBERS = {"size": 12, "revision": 1, "revokes": 3, "round": 2}


@pytest.fixture
def register(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with fresh(tmp_path / "register.sqlite", WORDS) as connection:
        yield connection


def act(*rows: EnteredRow, number: int = 7, shelf: Path | None = None, **said: Any) -> ActRecord:
    return ActRecord(number, "collect", "某某", "2026-02-01T09:00:00", "2026-02-01", said, rows, shelf)


def rows(register: sqlite3.Connection, asked: str) -> list[tuple[Any, ...]]:
    return register.execute(asked).fetchall()


def test_an_act_is_entered_with_who_did_what_when_and_what_was_said(register: sqlite3.Connection) -> None:
    apply(register, act(template="project", approval="财社〔2026〕3号", files=2))
    asked = "SELECT number, kind, template, day, approval, origin, by, time FROM acts"
    assert rows(register, asked) == [
        (7, "collect", "project", "2026-02-01", "财社〔2026〕3号", "", "某某", "2026-02-01T09:00:00")
    ]
    [(said,)] = rows(register, "SELECT said FROM acts")
    assert json.loads(said) == {"template": "project", "approval": "财社〔2026〕3号", "files": 2}


@pytest.mark.parametrize("table", SAID)
def test_every_column_that_an_act_says_is_entered(register: sqlite3.Connection, table: str) -> None:
    row = {column: NUMBERS.get(column, f"说{column}") for column in SAID[table]}
    apply(register, act((table, row)))
    assert rows(register, f"SELECT {', '.join(SAID[table])} FROM {table}") == [tuple(row.values())]


@pytest.mark.parametrize("table", [name for name in SAID if name != "answers"])
def test_a_row_belongs_to_its_act(register: sqlite3.Connection, table: str) -> None:
    apply(register, act(number=6))
    apply(register, act((table, {"code" if "code" in SAID[table] else "digest": "P1"})))
    assert rows(register, f"SELECT a.number FROM {table} t JOIN acts a ON a.act = t.act") == [(7,)]


@pytest.mark.parametrize("table", SAID)
def test_what_an_act_does_not_say_is_blank_and_numbers_are_nought(register: sqlite3.Connection, table: str) -> None:
    apply(register, act((table, {})))
    assert rows(register, f"SELECT {', '.join(SAID[table])} FROM {table}") == [
        tuple(0 if column in NUMBERS else "" for column in SAID[table])
    ]


def test_an_arrival_that_is_there_stays_as_it_is(register: sqlite3.Connection) -> None:
    known = {"digest": "00", "container": "", "name": "a.xlsx"}
    apply(register, act(("arrivals", {**known, "day": "2026-02-01"})))
    apply(register, act(("arrivals", {**known, "day": "2026-02-09"}), ("arrivals", {**known, "name": "b.xlsx"}), number=8))
    assert rows(register, "SELECT name, day FROM arrivals ORDER BY rowid") == [("a.xlsx", "2026-02-01"), ("b.xlsx", "")]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (("strangers", {"code": "P1"}), "第 7 笔记录里有读不懂的“strangers”"),
        (("acts", {"kind": "issue"}), "第 7 笔记录里有读不懂的“acts”"),
        (("decisions", {"code": "P1", "weight": 3}), "第 7 笔记录里有读不懂的“decisions”"),
        (("decisions", {"act": 1, "code": "P1"}), "第 7 笔记录里有读不懂的“decisions”"),
    ],
)
def test_a_table_or_a_column_that_is_not_known_is_refused(register: sqlite3.Connection, row: EnteredRow, said: str) -> None:
    with pytest.raises(Refused, match=f"XG052 .*{said}"):
        apply(register, act(row))


def shelf(root: Path) -> Path:
    """Forms that an act issued, in a register of their own."""
    place = pending_forms(root)
    place.parent.mkdir()
    with fresh(place, WORDS) as connection:
        keeper = Keeper(connection)
        keeper.begin(Act("issue", "project", "2026-01-12"))
        for code in ("P1", "P2"):
            keeper.keep(
                FormLine(code, f"下发/甲/{code}.xlsx", 0, f"项目{code}", "甲", head="{}", pieces=("[1]", f'["{code}"]'))
            )
    return shelved(root, 7)


def test_forms_that_an_act_issued_are_entered_with_their_text(register: sqlite3.Connection, tmp_path: Path) -> None:
    apply(register, act(shelf=shelf(tmp_path)))
    assert rows(register, "SELECT f.code, f.file, a.number FROM forms f JOIN acts a ON a.act = f.act") == [
        ("P1", "下发/甲/P1.xlsx", 7),
        ("P2", "下发/甲/P2.xlsx", 7),
    ]
    assert rows(register, "SELECT count(*) FROM pieces") == [(3,)]  # what both share is kept once


def test_an_act_whose_forms_are_gone_is_refused_with_their_place(register: sqlite3.Connection, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"XG051 .*第 7 笔记录下发的表不见了：.*000007-1f3a5c7e\.sqlite"):
        apply(register, act(shelf=tmp_path / "记录" / "000007-1f3a5c7e.sqlite"))


def test_the_newest_act_is_the_highest_number_and_none_is_nought(register: sqlite3.Connection) -> None:
    assert newest(register) == 0
    apply(register, act(number=4))
    apply(register, act(number=9))
    assert newest(register) == 9
