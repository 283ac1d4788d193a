"""xlgen.toml: written so that a clerk can change it, read so that a slip is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns import settings
from xlgen.campaign.settings import NAME, Settings, read_settings, settings_text
from xlgen.errors import XlgenError


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    said = settings(
        ("project", Path("清单/甲.xlsx")), note='第一行说“好”，\\ 和 "引号"', second=True, evidence=True, last_year="../去年"
    )
    (tmp_path / NAME).write_text(settings_text(said), "utf-8")
    assert read_settings(tmp_path) == said


def test_every_key_is_told(tmp_path: Path) -> None:
    said = settings_text(Settings(2025))
    assert all(
        f"\n{key} = " in said
        for key in "year department deadline contact phone address note second evidence rules last_year".split()
    )


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('year = "2025"', "year 写成 2025 的样子"),
        ("year = 2025\ndeadline = 2026-02-28", "其他的写在英文双引号里"),
        ('year = 2025\ndeadline = "2月底"', "日期“2月底”不对"),
        ('year = 2025\ndedline = "2026-02-28"', "里的“dedline”不是这里的设置，是不是“deadline”"),
        ("", "里少了"),
        ('year = 2025\nevidence = "true"', "second、evidence 写成 true 或 false，不加引号"),
        ("year = 2025\nrules = 1", "其他的写在英文双引号里"),
        ('year = 2025\n[[asked]]\ntemplate = "project"', "里少了 roster"),
        ("year = ", "xlgen.toml"),
    ],
)
def test_a_slip_is_told(tmp_path: Path, written: str, told: str) -> None:
    (tmp_path / NAME).write_text(written, "utf-8")
    with pytest.raises(XlgenError, match=told):
        read_settings(tmp_path)
