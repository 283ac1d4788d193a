"""A register opened: by many who read, by one who writes; half a change is undone; places that cannot be written are read."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from first_registers import FIRST_TABLES
from xlgen.errors import Refused, XlgenError
from xlgen.files.temporary import PREFIX
from xlgen.register import holding, opening, schema
from xlgen.register.deflating import WORDS
from xlgen.register.opening import NAME, fresh, journal_of, reading, writing

ONE = ("T001", "total", "98", "typed", "核对过", "某某", "2026-02-01T09:00:00", "", "")
ADD = "INSERT INTO answers (project, name, value, reading, reason, by, time, counts, codes) VALUES (?,?,?,?,?,?,?,?,?)"


@pytest.fixture
def register(tmp_path: Path) -> Path:
    with fresh(tmp_path / NAME, WORDS):
        pass
    return tmp_path / NAME


def count(path: Path) -> int:
    with closing(reading(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM answers").fetchone()[0])


def half_a_change(path: Path) -> None:
    with writing(path) as connection:
        connection.execute(ADD, ONE)
        raise ZeroDivisionError


def test_what_is_written_is_there(register: Path) -> None:
    with writing(register) as connection:
        connection.execute(ADD, ONE)
    assert count(register) == 1
    assert [path.name for path in register.parent.iterdir()] == [NAME]


def test_what_fails_halfway_is_not_there(register: Path) -> None:
    with pytest.raises(ZeroDivisionError):
        half_a_change(register)
    assert count(register) == 0


def test_the_second_who_writes_is_told_who_the_first_is(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PATIENCE", 0.1)
    monkeypatch.setattr(holding, "getuser", lambda: "张三")
    monkeypatch.setattr(holding, "node", lambda: "PC-07")
    with writing(register):
        monkeypatch.setattr(holding, "getuser", lambda: "李四")
        with pytest.raises(XlgenError, match=r"register\.sqlite 正由 张三（电脑 PC-07，.*开始） 写入，没有写。请等对方写完"):
            half_a_change(register)
    assert list(register.parent.glob(f"{PREFIX}*")) == []


def test_one_who_writes_keeps_nobody_from_reading(register: Path) -> None:
    with writing(register) as connection:
        connection.execute(ADD, ONE)
        assert count(register) == 0


def test_what_a_killed_writer_left_is_undone_by_the_next_reader(register: Path, tmp_path: Path) -> None:
    torn = tmp_path / "断电" / NAME
    torn.parent.mkdir()
    connection = sqlite3.connect(register, isolation_level=None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany(ADD, [ONE] * 5000)  # more than the cache holds: pages are on disk before the end
    for file in (register, journal_of(register)):
        torn.with_name(file.name).write_bytes(file.read_bytes())
    connection.close()
    assert torn.stat().st_size > 100_000
    assert count(torn) == 0


def test_a_place_that_cannot_be_written_is_read(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = opening._connected

    def no_locks(path: Path, how: str) -> sqlite3.Connection:
        if "immutable" not in how:
            raise sqlite3.OperationalError("unable to open database file")
        return whole(path, how)

    monkeypatch.setattr(opening, "_connected", no_locks)
    assert count(register) == 0


def test_half_a_change_in_a_place_that_cannot_be_written_is_not_read(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal_of(register).write_bytes(b"half a change")

    def no_locks(path: Path, how: str) -> sqlite3.Connection:
        raise sqlite3.OperationalError("attempt to write a readonly database")

    monkeypatch.setattr(opening, "_connected", no_locks)
    with pytest.raises(Refused, match=r"上次没有写完，这里又不能写.*复制到能写的地方"):
        reading(register)


@pytest.mark.parametrize("name", ["SQLITE_BUSY", "SQLITE_IOERR_LOCK", "SQLITE_IOERR_RDLOCK"])
def test_a_disk_that_has_no_locks_is_told_and_nothing_is_written(
    register: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def no_locks(path: Path, how: str) -> sqlite3.Connection:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = name
        raise error

    monkeypatch.setattr(opening, "_connected", no_locks)
    with pytest.raises(XlgenError, match=r"或者这个盘不能加锁（多见于网络盘），没有写。.*放到本机的盘上再做"):
        half_a_change(register)
    assert [path.name for path in register.parent.iterdir()] == [NAME]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_register_is_for_its_owner_alone(register: Path) -> None:
    assert register.stat().st_mode & 0o777 == 0o600


def test_a_damaged_file_is_refused(register: Path) -> None:
    register.write_bytes("不是数据库".encode() * 200)
    with pytest.raises(Refused) as refused:
        reading(register)
    assert refused.value.code == "XG051"


@pytest.mark.parametrize(
    ("statement", "said"),
    [(f"PRAGMA user_version={schema.VERSION + 1}", "是更新的 xlgen 写的"), ("PRAGMA application_id=7", "不是 xlgen 的登记库")],
)
def test_a_register_of_another_kind_is_refused(register: Path, statement: str, said: str) -> None:
    with closing(sqlite3.connect(register)) as connection:
        connection.execute(statement)
    with pytest.raises(Refused, match=said) as refused:
        reading(register)
    assert refused.value.code == "XG052"


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A register as the first version made it, with one answer."""
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        connection.executescript(f"PRAGMA application_id={schema.MARK}; PRAGMA user_version=1; {FIRST_TABLES}")
        connection.execute("INSERT INTO acts (kind, template, day) VALUES ('issue', 'project', '2026-01-10')")
        connection.execute(ADD, ONE)
        connection.commit()
    return tmp_path / NAME


def tables(path: Path) -> dict[str, list[str]]:
    with closing(reading(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]
        return {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def test_an_older_register_is_read_as_it_is(first: Path) -> None:
    assert count(first) == 1
    assert [path.name for path in first.parent.iterdir()] == [NAME]


def test_an_older_register_is_brought_up_in_place_behind_a_copy(first: Path) -> None:
    with writing(first) as connection:
        connection.execute(ADD, ONE)
    assert count(first) == 2
    with closing(reading(first.with_name("register_第1版备份.sqlite"))) as connection:
        assert schema.version_of(connection) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_copy_of_an_older_register_is_for_its_owner_alone(first: Path) -> None:
    with writing(first):
        pass
    assert first.with_name("register_第1版备份.sqlite").stat().st_mode & 0o777 == 0o600


def test_a_register_that_was_brought_up_has_the_tables_of_a_new_one(first: Path, tmp_path: Path) -> None:
    with writing(first):
        pass
    with fresh(tmp_path / "新.sqlite", WORDS):
        pass
    assert tables(first) == tables(tmp_path / "新.sqlite")


def test_answers_can_neither_be_changed_nor_taken_away(register: Path) -> None:
    with writing(register) as connection:
        connection.execute(ADD, ONE)
    for statement in ("DELETE FROM answers", "UPDATE answers SET reason = 'x'"):
        with closing(sqlite3.connect(register)) as connection, pytest.raises(sqlite3.IntegrityError, match="only added"):
            connection.execute(statement)
