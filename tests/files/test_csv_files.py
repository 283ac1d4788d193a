"""Tables of text in the encodings that programs write; what is none is refused by name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlgen.errors import XlgenError
from xlgen.files.csv_files import harmless, read_csv

ROWS = [["项目编码", "名称"], ["001", "甲，乙"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t"])
def test_encodings_and_signs_between_columns(tmp_path: Path, encoding: str, sign: str):
    (tmp_path / "表.csv").write_text("\n".join(sign.join(row) for row in ROWS), encoding)
    assert read_csv(tmp_path / "表.csv") == ROWS


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04\x00\x00\x00\xff\xff", "不是文字表格"),
        (b'"' + b"a" * 200_000, "有一格的字太多"),
    ],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, content: bytes, said: str):
    (tmp_path / "表.csv").write_bytes(content)
    with pytest.raises(XlgenError, match=re.escape(said)):
        read_csv(tmp_path / "表.csv")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n"])
def test_a_text_that_would_begin_a_formula_stands_behind_an_apostrophe(sign: str):
    assert harmless(f'{sign}cmd|"/c calc"!A1') == f'\'{sign}cmd|"/c calc"!A1'


@pytest.mark.parametrize("text", ["", "甲=乙", "1-2", " =1", "'=1"])
def test_any_other_text_stays_as_it_is(text: str):
    assert harmless(text) == text
