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
