"""A data file: what is read of it, and what is wrong with it told by place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.errors import XlgenError
from xlgen.files.data_files import read_data


def test_a_chinese_key_without_quotes_is_told_so(tmp_path: Path) -> None:
    data = tmp_path / "数据.toml"
    data.write_text('填报人 = "某某"\n', "utf-8")
    with pytest.raises(XlgenError, match="中文的栏名要加英文双引号"):
        read_data(data)


@pytest.mark.parametrize("name", ["数据.csv", "数据.xlsx", "数据.JSON.txt", "数据"])
def test_a_file_of_another_kind_is_not_read_and_both_kinds_are_named(tmp_path: Path, name: str) -> None:
    data = tmp_path / name
    data.write_text("项目编码,填报人\n", "utf-8")
    with pytest.raises(XlgenError) as caught:
        read_data(data)
    assert str(caught.value) == f"{data} 不是 .json 或 .toml。数据写在这两种文件里，键是表上的中文栏名"


@pytest.mark.parametrize("name", ["数据.JSON", "数据.Toml"])
def test_the_kind_of_a_file_may_be_in_capitals(tmp_path: Path, name: str) -> None:
    data = tmp_path / name
    data.write_text("{}" if name.endswith("JSON") else "", "utf-8")
    assert read_data(data) == {}
