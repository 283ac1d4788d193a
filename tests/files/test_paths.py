"""Paths that cannot be used are refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from xlgen.errors import XlgenError
from xlgen.files.paths import existing, fresh, listed, new_workbook, one_file


@pytest.mark.parametrize(
    ("refuse", "path", "said"),
    [
        (existing, "没有", "没有这个文件或文件夹：没有"),
        (listed, "没有", "没有这个文件或文件夹：没有"),
        (one_file, "没有.xlsx", "没有这个文件：没有.xlsx"),
        (one_file, "夹", "夹 是文件夹，这里要一个文件"),
        (fresh, "夹", "夹 已经存在，不会覆盖。请换一个文件名，或先把它移走"),
        (new_workbook, "有.xlsx", "有.xlsx 已经存在，不会覆盖。请换一个文件名，或先把它移走"),
        (new_workbook, "新.csv", "新.csv 应以 .xlsx 结尾"),
    ],
)
def test_a_path_that_cannot_be_used_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, refuse: Callable[[Path], object], path: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("夹").mkdir()
    Path("有.xlsx").touch()
    with pytest.raises(XlgenError) as refused:
        refuse(Path(path))
    assert str(refused.value) == said


def test_what_can_be_used_is_given_back(tmp_path: Path) -> None:
    assert listed(str(tmp_path)) == [tmp_path]
    assert new_workbook(tmp_path / "新.XLSX") == tmp_path / "新.XLSX"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["带", "空格.xlsx"], "带 空格.xlsx"),
        (["甲.xlsx", "两", "个", "空格.xlsx"], "两 个 空格.xlsx"),
        (["带", "空格.xlsx", "甲.xlsx"], "带 空格.xlsx"),
        (["甲.xlsx", "甲", "(2).xlsx"], "甲 (2).xlsx"),
    ],
)
def test_a_name_taken_apart_at_its_blanks_is_told_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], meant: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("甲").mkdir()
    for name in ("甲.xlsx", "带 空格.xlsx", "两 个 空格.xlsx", "甲 (2).xlsx"):
        Path(name).touch()
    with pytest.raises(XlgenError) as refused:
        listed(words)
    lacking = next(word for word in words if not Path(word).exists())
    assert str(refused.value) == f'没有这个文件或文件夹：{lacking}。名称里有空格的，要加上双引号："{meant}"'


def test_a_name_that_no_neighbours_make_is_told_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("带 空格.xlsx").touch()
    with pytest.raises(XlgenError, match=r"^没有这个文件或文件夹：没有$"):
        listed(["没有", "带", "空格.xlsx"])
