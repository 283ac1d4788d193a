"""What kept a file from being read or written is said in words, with its name and what to do."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from xlgen.files.obstacles import said_of_file

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


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "磁盘已满，下发/P001.xlsx 没有写成。请清出空间，再运行一次就行，不用先清理"),
        (errno.EDQUOT, "磁盘限额已用完，下发/P001.xlsx 没有写成。请删去不用的文件或找管理员，再运行一次就行，不用先清理"),
        (errno.EROFS, "磁盘是只读的，下发/P001.xlsx 没有写成。请换一个位置"),
        (errno.ENAMETOOLONG, "文件名或路径太长，下发/P001.xlsx 没有写成。请换一个短些的名称或位置"),
        (
            errno.EIO,
            "磁盘读写出错，下发/P001.xlsx 没有读写成。优盘、网络盘请看是否断开；换一个位置，再运行一次就行，不用先清理",
        ),
    ],
)
def test_what_a_disk_does_is_said_with_the_name_of_the_file(number: int, said: str) -> None:
    assert said_of_file(OSError(number, os.strerror(number), "下发/P001.xlsx")) == said


def test_a_full_disk_is_said_in_chinese_where_no_file_is_known() -> None:
    assert said_of_file(OSError(errno.ENOSPC, "No space left on device")).startswith("磁盘已满，没有写成。")


def test_what_nobody_foresaw_is_told_as_the_system_says_it() -> None:
    assert said_of_file(OSError(errno.EBADF, "Bad file descriptor")) == (
        "读写文件出错：系统错误 9，请换一个位置再试；仍这样的，把这个号码告诉管理员"
    )
