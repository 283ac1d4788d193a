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
