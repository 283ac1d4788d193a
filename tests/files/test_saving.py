"""A file is written whole or not at all, several that belong together all or none."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xlgen.errors import XlgenError
from xlgen.files import temporary
from xlgen.files.saving import write_together, write_whole

# ---- written whole or not at all --------------------------------------------------------------------------------------


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_whole(tmp_path / "汇总.xlsx", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"汇总.xlsx": b"new"}


def test_an_earlier_file_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").write_bytes(b"much longer than the new one")
    write_whole(tmp_path / "汇总.xlsx", b"new")
    assert (tmp_path / "汇总.xlsx").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_writing_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "汇总.xlsx").write_bytes(b"old")
    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), full)
    with pytest.raises(OSError, match="No space"):
        write_whole(tmp_path / "汇总.xlsx", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {"汇总.xlsx": b"old"}


@pytest.mark.parametrize(("there", "named"), [(True, "汇总.xlsx"), (False, "")])
def test_who_may_not_write_is_told_of_the_file_or_else_of_its_folder(
    tmp_path: Path, there: bool, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(self: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(self))

    if there:
        (tmp_path / "汇总.xlsx").write_bytes(b"old")
    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(PermissionError) as told:
        write_whole(tmp_path / "汇总.xlsx", b"new")
    assert Path(told.value.filename) == tmp_path / named


# ---- several that belong together ---------------------------------------------------------------------------------------


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


TWO = {"甲.xlsx": b"1", "里面/manifest.json": b"2"}


@pytest.mark.parametrize("there", [{}, {"别的.txt": b"0"}, None], ids=["empty", "other files", "not there"])
def test_files_that_belong_together_are_all_there(there: dict[str, bytes] | None, tmp_path: Path) -> None:
    for name, content in (there or {}).items():
        write_whole(tmp_path / "下发" / name, content)
    if there == {}:
        (tmp_path / "下发").mkdir()
    write_together(tmp_path / "下发", TWO)
    assert files(tmp_path) == {f"下发/{name}": content for name, content in {**TWO, **(there or {})}.items()}


def test_where_one_place_is_taken_none_is_written(tmp_path: Path) -> None:
    write_whole(tmp_path / "里面" / "manifest.json", b"old")
    with pytest.raises(XlgenError, match=r"里面.manifest\.json 已经存在，不会覆盖"):
        write_together(tmp_path, TWO)
    assert files(tmp_path) == {"里面/manifest.json": b"old"}


def test_what_could_not_be_written_is_named_where_it_was_to_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as told:
        write_together(tmp_path / "下发", TWO)
    assert told.value.filename == str(tmp_path / "下发" / "甲.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_program_holds_is_tried_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows says it, WinError 32; a virus scanner lets go after a moment, Excel does not."""
    tries, replace = [], Path.replace

    def held(self: Path, target: Path) -> Path:
        tries.append(target)
        if len(tries) == 1:
            raise PermissionError(errno.EACCES, "另一个程序正在使用此文件", str(self))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(temporary, "PAUSE", 0)
    write_whole(tmp_path / "汇总.xlsx", b"new")
    assert (files(tmp_path), len(tries)) == ({"汇总.xlsx": b"new"}, 2)
