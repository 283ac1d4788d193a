"""Whatever goes wrong in the program itself is one sentence, exit code 3 and a record; one form does not end the check of others."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from filled import returned
from rosters import sound
from xlgen.bridge.exchange import answer
from xlgen.cli.main import main
from xlgen.flows import checking
from xlgen.flows.checking import check
from xlgen.flows.issuing import issue
from xlgen.flows.judging import judge
from xlgen.statuses import Status
from xlgen.writing.roster import write_rows

BAD = "P002"


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "记录"))
    Path("项目清单.xlsx").write_bytes(write_rows(sound()))
    issue("项目清单.xlsx", "下发", day="2026-01-10")
    return tmp_path


def run(words: str) -> Result:
    return CliRunner().invoke(main, words.split())


def broken(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    """The form of one project makes the checker fail."""
    read = judge.read_answers

    def failing(snapshot: Any, *args: Any, **kwargs: Any) -> Any:
        if snapshot.code == BAD:
            raise error
        return read(snapshot, *args, **kwargs)

    monkeypatch.setattr(judge, "read_answers", failing)


@pytest.mark.program_fault
def test_a_form_that_makes_the_checker_fail_is_told_and_the_others_are_judged(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(monkeypatch, IndexError("张三 13800000000"))
    first, second, *_ = check("下发", "下发")
    assert first.answers
    assert (second.status, [finding.code for finding in second.findings]) == (Status.REFUSED, ["XG057"])
    done = run("check 下发 --issued 下发")
    assert done.exit_code == 3
    assert "XG057 错误 校验这份表时程序出错：IndexError，记录在" in done.output
    assert "张三" not in done.output


@pytest.mark.program_fault
def test_what_was_found_in_each_form_stays_where_holding_them_side_by_side_fails(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("张三")

    monkeypatch.setattr(checking, "validate_batch", failing)
    done = run("check 下发 --issued 下发")
    assert done.exit_code == 3
    assert "XG058 说明 把各份表放在一起校验时程序出错：KeyError，记录在" in done.output
    assert "XG201" in done.output
    assert "张三" not in done.output


@pytest.mark.program_fault
@pytest.mark.parametrize("command", ["check", "rollup", "bridge mark", "repair"])
@pytest.mark.parametrize("error", [KeyError("张三"), ValueError("invalid literal"), RecursionError(), MemoryError()])
def test_every_command_says_it_in_a_sentence(
    command: str, error: Exception, work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    for reader in ("workbook.reading.read_workbook", "flows.repairing.read_workbook", "workbook.engine.state.read_workbook"):
        monkeypatch.setattr(f"xlgen.{reader}", failing)
    form = next(Path("下发").glob("P001*"))
    done = run(f"{command} {form} --issued 下发{' -o 新.xlsx' if command != 'check' else ''}")
    assert done.exit_code == 3
    assert "程序出错" in done.output
    assert "Traceback" not in done.output
    assert "张三" not in done.output
    assert isinstance(done.exception, SystemExit)


@pytest.mark.program_fault
def test_the_wps_add_in_is_told_without_a_word_of_the_form(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (work / "请求").mkdir()
    (work / "请求" / "request.json").write_text('{"version": 1, "action": "check", "book": "a.xlsx"}')
    (work / "请求" / "a.xlsx").write_bytes(returned())

    def failing(*_: object) -> None:
        raise TypeError("张三")

    monkeypatch.setattr("xlgen.bridge.exchange.act", failing)
    said = answer(work / "请求")["message"]
    assert said.startswith("没有做任何改动。XG059 程序出错：TypeError，记录在 ")
    assert "张三" not in said


@pytest.mark.skipif(sys.platform == "win32", reason="file names are Unicode there")
@pytest.mark.parametrize(
    "words", ["templates", "roster -t project -o a.xlsx", "lint", "demo --out d", "addin build --target wps --out a"]
)
def test_a_system_without_chinese_is_told_so(words: str, tmp_path: Path) -> None:
    said = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "xlgen", *words.split()],
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, **said},
        check=False,
    )
    assert (done.returncode, b"Traceback" in done.stderr) == (2, False)
    assert b"export LC_ALL=C.UTF-8" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize(("where", "code"), [("> /dev/full", "2"), ("| true", "1"), (">&-", "0")])
def test_an_output_that_takes_nothing_ends_in_no_traceback(where: str, code: str, tmp_path: Path) -> None:
    words = f"{sys.executable} -m xlgen templates {where}; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", words], capture_output=True, cwd=tmp_path, check=False)
    assert b"Traceback" not in done.stderr
    assert done.stdout.split()[-1:] in ([code.encode()], [b"0"])
