"""``xlgen doctor``: every fact a line, whatever goes wrong on the way."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from xlgen.cli.main import main
from xlgen.desk import programs, workplace
from xlgen.flows.doctoring.examining import examine


def test_every_fact_is_one_line_with_its_remedy_behind_it(tmp_path):
    ran = CliRunner().invoke(main, ["doctor", str(tmp_path)])
    lines = ran.output.splitlines()
    assert all(line.startswith(("√ ", "! ")) for line in lines[:-1])
    assert lines[-1].startswith(f"共 {len(lines) - 1} 项")
    assert ran.exit_code == any(line.startswith("!") for line in lines)


def test_the_json_says_the_same(tmp_path):
    said = json.loads(CliRunner().invoke(main, ["doctor", "--json", str(tmp_path)]).output)
    assert said["version"] == 1
    assert {fact["about"] for fact in said["facts"]} >= {"版本", "文件夹", "网盘同步", "磁盘空间", "守候"}
    assert said["amiss"] == sum(bool(fact["remedy"]) for fact in said["facts"])


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    ran = CliRunner().invoke(main, ["doctor", str(tmp_path / "没有")])
    assert ran.exit_code == 2
    assert "没有这个文件夹" in ran.output


def test_what_cannot_be_found_out_does_not_hide_the_rest(tmp_path, monkeypatch):
    def fail(*_: object) -> None:
        raise OSError(5, "Input/output error", "某盘")

    monkeypatch.setattr(workplace.shutil, "disk_usage", fail)
    told = examine(tmp_path)
    assert any("没能看全：磁盘读写出错" in fact.said for fact in told)
    assert {"版本", "文件夹", "表格程序"} <= {fact.about for fact in told}


@pytest.mark.program_fault
def test_a_fault_of_the_program_is_a_fact_too(tmp_path, monkeypatch):
    monkeypatch.setattr(programs, "_is_there", lambda *_: 1 / 0)
    assert any("程序出错：ZeroDivisionError" in fact.said for fact in examine(tmp_path))
