"""One helper at a time."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlgen.bridge.alone import helper
from xlgen.cli.main import main
from xlgen.errors import XlgenError


def test_a_second_helper_is_told_who_runs(tmp_path: Path) -> None:
    with helper(tmp_path), pytest.raises(XlgenError) as told, helper(tmp_path):
        pass
    assert re.match(r"已经有一个守候在运行（进程 \d+，\d{4}-\d\d-\d\d \d\d:\d\d:\d\d 开始）", str(told.value))


def test_when_it_goes_nothing_is_left_and_another_can_begin(tmp_path: Path) -> None:
    for _ in range(2):
        with helper(tmp_path):
            assert sorted(path.name for path in tmp_path.iterdir()) == ["watching.json"]
        assert list(tmp_path.iterdir()) == []


def test_one_that_was_refused_does_not_take_the_first_along(tmp_path: Path) -> None:
    with helper(tmp_path):
        with pytest.raises(XlgenError), helper(tmp_path):
            pass
        assert (tmp_path / "watching.json").is_file()


def test_one_that_was_killed_is_in_nobodys_way(tmp_path: Path) -> None:
    script = f"from pathlib import Path\nfrom xlgen.bridge.alone import helper\nimport time\nwith helper(Path({str(tmp_path)!r})): time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", script]) as first:
        for _ in range(200):
            if (tmp_path / "watching.json").is_file():
                break
            time.sleep(0.05)
        with pytest.raises(XlgenError, match=f"进程 {first.pid}，"), helper(tmp_path):
            pass
        first.kill()
        first.wait()
    with helper(tmp_path):
        pass


def test_the_command_says_it_in_one_sentence(tmp_path: Path) -> None:
    with helper(tmp_path):
        done = CliRunner().invoke(main, ["bridge", "watch", "--once", "--folder", str(tmp_path)], prog_name="xlgen")
    assert (done.exit_code, done.output.startswith("xlgen：已经有一个守候在运行")) == (2, True)
