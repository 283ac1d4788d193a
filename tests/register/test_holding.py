"""On a network drive one writes at a time though every lock is granted; what a killed process left there stops nobody for long."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from xlgen.errors import XlgenError
from xlgen.files import temporary
from xlgen.files.temporary import PREFIX, process_mark
from xlgen.register import holding, opening
from xlgen.register.deflating import WORDS
from xlgen.register.holding import HELD
from xlgen.register.opening import NAME, fresh, journal_of, reading, writing

ADD = "INSERT INTO about VALUES ('x', 'y')"


@pytest.fixture
def register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One on a network drive that grants every lock."""

    def without(path: Path, how: str) -> sqlite3.Connection:
        address = f"file:{path}?{how}&vfs={'unix-none' if os.name == 'posix' else 'win32-none'}"
        return sqlite3.connect(address, 0, isolation_level=None, uri=True)

    with fresh(tmp_path / NAME, WORDS):
        pass
    monkeypatch.setattr(opening, "_connected", without)
    monkeypatch.setattr(opening, "PATIENCE", 0)
    monkeypatch.setattr(holding, "_PAUSE", 0)
    monkeypatch.setattr(holding, "is_network", lambda _: True)
    return tmp_path / NAME


def left_by(register: Path, mark: str, age: float = 0) -> Path:
    """What a process left that was killed while it wrote; ``age`` in seconds."""
    place = register.with_name(HELD)
    place.write_text(mark, "utf-8")
    now = place.stat().st_mtime
    os.utime(place, (now - age, now - age))
    return place


def write(register: Path) -> None:
    with writing(register) as connection:
        connection.execute(ADD)


def test_the_second_is_kept_away_and_told_who_the_first_is(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "getuser", lambda: "张三")
    monkeypatch.setattr(holding, "node", lambda: "PC-07")
    with writing(register):
        monkeypatch.setattr(holding, "getuser", lambda: "李四")
        with pytest.raises(XlgenError, match=r"正由 张三（电脑 PC-07，.*开始） 写入，没有写。请等对方写完.*10 分钟以后再运行"):
            write(register)
    write(register)
    assert sorted(path.name for path in register.parent.iterdir()) == [NAME]


def test_on_a_disk_of_this_machine_locks_do_it(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "is_network", lambda _: False)
    with writing(register):
        assert not register.with_name(HELD).exists()


def test_it_is_waited_for(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = left_by(register, "ffff-1")
    monkeypatch.setattr(opening, "PATIENCE", 60)
    monkeypatch.setattr(holding.time, "sleep", lambda _: place.unlink())
    write(register)


def test_what_a_killed_process_of_this_machine_left_goes_at_once(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_by(register, process_mark())  # it had the number that this process has now
    monkeypatch.setattr(opening, "PATIENCE", 60)
    write(register)
    assert not register.with_name(HELD).exists()


def test_a_living_process_keeps_it(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left_by(register, process_mark().replace(f"-{os.getpid()}", f"-{os.getppid()}"), 100_000)
    monkeypatch.setattr(temporary, "_is_alive", lambda process: process == os.getppid())
    with pytest.raises(XlgenError, match="正由另一个程序写入"):
        write(register)


@pytest.mark.parametrize(("age", "is_kept"), [(holding.STALE - 60, True), (holding.STALE + 60, False)])
def test_what_another_machine_left_goes_after_a_while(
    register: Path, monkeypatch: pytest.MonkeyPatch, age: float, is_kept: bool
) -> None:
    left_by(register, "ffff-1", age)
    monkeypatch.setattr(opening, "PATIENCE", 0 if is_kept else 60)
    if is_kept:
        with pytest.raises(XlgenError, match="正由另一个程序写入"):
            write(register)
    else:
        write(register)
    assert register.with_name(HELD).exists() == is_kept


def test_one_who_was_quicker_gets_his_own_back(register: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = left_by(register, "ffff-1", holding.STALE + 60)
    read = holding._read

    def meanwhile(path: Path) -> str | None:
        before = read(path)
        place.write_text("eeee-2", "utf-8")
        monkeypatch.setattr(holding, "_read", read)
        return before

    monkeypatch.setattr(holding, "_read", meanwhile)
    holding._put_away(place)
    assert place.read_text("utf-8") == "eeee-2"
    assert list(register.parent.glob(f"{PREFIX}*.tmp")) == []


def test_who_reads_meanwhile_undoes_nothing(register: Path) -> None:
    with writing(register) as connection:
        connection.execute(ADD)
        assert journal_of(register).exists()
        with closing(reading(register)) as other:
            assert other.execute("SELECT count(*) FROM about").fetchone() == (1,)
        assert journal_of(register).exists()
    with closing(reading(register)) as other:
        assert other.execute("SELECT count(*) FROM about").fetchone() == (2,)
