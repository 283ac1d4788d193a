"""Which forms came back and whose they are, where what lies in the folder is unusual and nobody's fault."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from filled import returned
from rosters import put, sound
from xlgen import flows
from xlgen.cli.main import main
from xlgen.writing.roster import write_rows


def test_projects_of_one_name_in_several_units_are_not_each_others_forms(tmp_path: Path) -> None:
    """Every department has its 办公经费."""
    sheets = sound()
    for line in (1, 2):
        put("项目", line, "项目名称", "办公经费")(sheets)
    (tmp_path / "项目清单.xlsx").write_bytes(write_rows(sheets))
    flows.issue(tmp_path / "项目清单.xlsx", tmp_path / "下发", day="2026-01-10")
    found = [finding for each in flows.check(tmp_path / "下发", tmp_path / "下发") for finding in each.findings]
    assert [finding.message for finding in found if finding.code == "XG503"] == []
    assert "XG201" in {finding.code for finding in found}


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """A folder with one return whose name is in code page 936, as unzip leaves it on Linux."""
    folder = tmp_path / "回收"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/" + "村级培训.xlsx".encode("gbk"))).write_bytes(returned())
    except OSError:
        pytest.skip(f"{sys.platform} keeps no such names")
    return folder


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_a_name_that_is_no_utf8_is_shown_as_it_was_written(unpacked: Path, options: list[str]) -> None:
    said = CliRunner().invoke(main, ["check", str(unpacked), *options])
    assert (said.exit_code, "村级培训.xlsx" in said.output) == (0, True)


def test_a_name_that_is_no_utf8_stands_in_the_summary(unpacked: Path, tmp_path: Path) -> None:
    flows.roll_up([unpacked], tmp_path / "汇总.xlsx")
    texts = {cell.value for row in openpyxl.load_workbook(tmp_path / "汇总.xlsx")["收到文件"].iter_rows() for cell in row}
    assert "回收/村级培训.xlsx" in texts
