"""A file is written whole or not at all, and what kept it from being read or written is said in words."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xlgen.files.saving import said_of_file, write_whole

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


# ---- said in words ----------------------------------------------------------------------------------------------------

SAID = [
    (PermissionError, "表.xlsx", "表.xlsx 正在 WPS 或 Excel 中打开，或者没有权限读写。请关闭后重试，或换一个位置"),
    (PermissionError, "夹", "不能写到文件夹 夹（只读，或没有权限）。请换一个文件夹"),
    (PermissionError, "夹/新.xlsx", "不能写到文件夹 夹（只读，或没有权限）。请换一个文件夹"),
    (FileNotFoundError, "没有.xlsx", "没有这个文件或文件夹：没有.xlsx"),
    (IsADirectoryError, "夹", "夹 是文件夹，这里要一个文件"),
    (FileExistsError, "表.xlsx", "表.xlsx 是文件，这里要一个文件夹，请换一个名称"),
    (NotADirectoryError, "表.xlsx/新.xlsx", "表.xlsx 是文件，这里要一个文件夹，请换一个名称"),
]


@pytest.mark.parametrize(("kind", "file", "said"), SAID, ids=[f"{kind.__name__} {file}" for kind, file, _ in SAID])
def test_what_went_wrong_and_what_to_do_is_said(
    kind: type[OSError], file: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("夹").mkdir()
    Path("表.xlsx").touch()
    assert said_of_file(kind(errno.EACCES, "…", file)) == said


def test_of_two_files_the_one_that_was_to_be_made_is_named() -> None:
    assert said_of_file(FileNotFoundError(errno.ENOENT, "…", "甲.tmp", None, "乙.xlsx")).endswith("乙.xlsx")


def test_what_nobody_foresaw_is_told_as_the_system_says_it() -> None:
    assert said_of_file(OSError(errno.ENOSPC, "No space left on device")) == "读写文件出错：[Errno 28] No space left on device"
