"""The exchange folder: which requests wait, who takes one, and what becomes of what was left behind."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest

from asked import asked_of_excel, request
from filled import returned
from xlgen.bridge.exchange import answer
from xlgen.bridge.waiting import announce, exchange_folder, leave, take, waiting


def test_a_request_waits_until_it_is_whole_and_has_no_answer(tmp_path: Path) -> None:
    folder = request(tmp_path, "help", returned(), tmp_path / "a.xlsx")
    whole = (folder / "request.json").read_text("utf-8")
    (folder / "request.json").write_text(whole[:20], "utf-8")
    assert list(waiting(tmp_path)) == []
    (folder / "request.json").write_text(whole, "utf-8")
    assert list(waiting(tmp_path)) == [folder]
    answer(folder)
    assert list(waiting(tmp_path)) == []


def test_a_request_nested_without_end_is_no_request(tmp_path: Path) -> None:
    folder = request(tmp_path, "help", returned(), tmp_path / "a.xlsx")
    (folder / "request.json").write_text("[" * 200_000, "utf-8")
    assert list(waiting(tmp_path)) == []


def test_an_exchange_folder_that_is_not_there_has_no_requests(tmp_path: Path) -> None:
    assert list(waiting(tmp_path / "没有")) == []


def test_whoever_watches_says_so_and_says_when_it_goes(tmp_path: Path) -> None:
    announce(tmp_path / "x")
    assert json.loads((tmp_path / "x" / "watching.json").read_text())["version"] == 1
    leave(tmp_path / "x")
    assert list((tmp_path / "x").iterdir()) == []


def test_whoever_goes_does_not_take_another_watcher_along(tmp_path: Path) -> None:
    announce(tmp_path)
    (tmp_path / "watching.json").write_text('{"version": 1, "pid": 0}', "utf-8")
    leave(tmp_path)
    assert (tmp_path / "watching.json").is_file()


def older(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds,) * 2)


@pytest.mark.parametrize(("seconds", "waits"), [(0, True), (290, True), (310, False)])
def test_a_request_is_answered_as_long_as_somebody_waits(tmp_path: Path, seconds: float, waits: bool) -> None:
    folder = asked_of_excel(tmp_path, "mark", "C:\\P001.xlsx")
    older(folder / "request.json", seconds)
    assert list(waiting(tmp_path)) == [folder] * waits


@pytest.mark.parametrize("alive", [True, False])
def test_what_a_killed_helper_had_taken_waits_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alive: bool) -> None:
    folder = request(tmp_path, "help", returned(), tmp_path / "a.xlsx")
    monkeypatch.setattr("xlgen.files.temporary.os.getpid", lambda: 4711)
    assert take(folder) is not None
    monkeypatch.undo()
    monkeypatch.setattr("xlgen.files.temporary._is_alive", lambda _: alive)
    assert list(waiting(tmp_path)) == ([] if alive else [folder])
    assert (folder / "request.json").exists() is not alive


def test_what_is_left_for_a_day_is_taken_away_and_nothing_else(tmp_path: Path) -> None:
    old, new = request(tmp_path / "x", "help", returned(), tmp_path), tmp_path / "x" / "20260302"
    (tmp_path / "x" / "回收").mkdir()
    for folder in (new, tmp_path / "x" / "回收", tmp_path / "x" / "1"):
        folder.mkdir(exist_ok=True)
        (folder / "book.xlsx").write_bytes(b"")
    (tmp_path / "x" / "1" / "theirs.txt").write_text("")
    for folder in (old, tmp_path / "x" / "回收", tmp_path / "x" / "1"):
        older(folder, 90_000)
    announce(tmp_path / "x")
    left = sorted(path.relative_to(tmp_path / "x").as_posix() for path in (tmp_path / "x").rglob("*"))
    assert left == ["1", "1/theirs.txt", "20260302", "20260302/book.xlsx", "watching.json", "回收", "回收/book.xlsx"]


def test_the_folder_is_private_whoever_made_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlgen.bridge.waiting.Path.home", lambda: tmp_path)
    exchange_folder().mkdir(mode=0o755)
    for folder in (exchange_folder(), tmp_path / "new"):
        announce(folder)
        assert folder.stat().st_mode & 0o777 == 0o700
