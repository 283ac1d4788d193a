"""What goes wrong in the program itself is recorded by line and kind; nothing of what was in the files stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.files.mishaps import MOST, NAME, forget, happened, is_for_people, recorded

pytestmark = pytest.mark.program_fault


def quoting(text: str) -> ValueError:
    try:
        raise ValueError(f"could not convert {text}")
    except ValueError as error:
        return error


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("LOCALAPPDATA", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    return tmp_path / "xlgen"


def test_where_it_went_wrong_is_recorded_and_no_text(folder: Path) -> None:
    forget()
    said = recorded(quoting("某某 13800000000"))
    log = (folder / NAME).read_text("utf-8")
    assert said == f"ValueError，记录在 {folder / NAME}（1 KB，只记程序走到哪一行，没有表里的内容）"
    assert "test_mishaps" in log
    assert "quoting" in log
    assert not any(told in log for told in ("某", "138", "convert", str(folder)))
    assert happened()
    forget()


def test_a_record_keeps_to_its_size(folder: Path) -> None:
    (folder).mkdir()
    (folder / NAME).write_bytes(b"x" * (MOST - 10))
    recorded(quoting("1"))
    kept = (folder / NAME).read_bytes()
    assert len(kept) == MOST
    assert b"quoting" in kept


def test_where_nothing_can_be_written_that_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.write_text("a file, not a folder")
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(folder))
    assert recorded(quoting("1")) == "ValueError，记录没能写下"


@pytest.mark.parametrize(("said", "is_it"), [("数字或日期不成立", True), ("invalid literal for int() with base 10: ''", False)])
def test_what_was_raised_for_people_is_in_chinese(said: str, is_it: bool) -> None:
    assert is_for_people(ValueError(said)) is is_it
