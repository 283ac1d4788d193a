"""What a change costs: each kind is made in a scratch place with the files and lines the developers' guide names, and works."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from everything import everything
from rosters import copy_the_samples
from xlgen.cli.main import main
from xlgen.flows.filling import fill
from xlgen.issued.manifest import read_manifest
from xlgen.rules.codes import all_codes

TOP = Path(__file__).parents[1]
PAGES = "tests/support/reference.py"
FORM = """
extends = "project-hubei@2021"
id      = "project-ours"
edition = "2026"
title   = "市级项目支出绩效自评表"
source  = "（试）市级样式：预算执行 20 分，另列项目联系人"
money   = "元"
grades  = [["好", 85], ["中", 60], ["差", 0]]
[fields]
causes  = { label = "未完成原因", tall = 2, align = "left" }
[tables.indicators.columns]
proof   = { label = "证明材料", after = "reason", width = 18, type = "text", prompt = "列出材料名称" }
[[checks]]
about = "points"
item  = "分值合计为 100"
fault = "points != 100"
says  = "各项分值合计不是 100"
"""


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, words, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output


def return_it(issued: Path, returned: Path) -> None:
    """The one form issued there, every input filled."""
    (snapshot,) = read_manifest(issued).snapshots.values()
    (blank,) = issued.glob("*.xlsx")
    returned.mkdir()
    (returned / blank.name).write_bytes(fill(blank.read_bytes(), everything(snapshot)).content)


def test_a_regional_form_is_one_file(work: Path) -> None:
    (work / "ours.toml").write_text(FORM, "utf-8")
    assert run("lint", "ours.toml") == "没有发现问题。\n"
    run("roster", "-t", "ours.toml", "-o", "项目清单.xlsx")
    copy_the_samples(work / "项目清单.xlsx")
    assert run("lint", "项目清单.xlsx", "-t", "ours.toml").endswith("没有错误，有 1 处说明。\n")
    run("issue", "-t", "ours.toml", "--roster", "项目清单.xlsx", "--out", "下发")
    return_it(work / "下发", work / "回收")
    (form,) = json.loads(run("check", "回收", "--issued", "下发", "--json"))["files"]
    assert (form["form"], form["status"], form["total"], form["grade"]) == ("project-ours", "sound", "84.43", "中")


# ---- changes of the package itself, in a copy of it ------------------------------------------------------------------


@pytest.fixture
def package(tmp_path: Path) -> Callable[..., str]:
    """A copy of the package at ``source``; called with words, it prints what ``xlgen`` of the copy says to them.

    Called with ``docs``, it writes the reference pages of the copy anew.
    """
    for name in ("xlgen", "templates", "samples", "docs"):
        shutil.copytree(TOP / name, tmp_path / "source" / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "source/tests/support").mkdir(parents=True)
    for name in (PAGES, "tests/test_imports.py"):  # which holds the order of the rooms
        shutil.copy(TOP / name, tmp_path / "source" / name)
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "source"), "PYTHONIOENCODING": "utf-8"}

    def said(*words: str) -> str:
        program = [f"source/{PAGES}"] if words == ("docs",) else ["-m", "xlgen", *words]
        run = subprocess.run(
            [sys.executable, *program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        return run.stdout + run.stderr

    return said


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {file}"
    file.write_text(text.replace(old, new), "utf-8")


RULE = '''

@rule("XG499", "执行数是整数", Severity.WARNING, "请核对是不是估数")
def executed_is_whole(answers: Answers) -> Hits:
    """What was spent is a whole number of 万元.

    Passes: funds.total.executed = 29.404
    XG499: funds.total.executed = 28

    查什么：全年执行数没有零头
    为什么：多半是估数
    依据：（试）
    """
    executed = answers.number("funds.total.executed")
    if executed is not None and executed == int(executed):
        yield Hit("funds.total.executed", f"全年执行数是整数 {executed}", executed)
'''


def test_a_rule_is_one_function(package: Callable[..., str], tmp_path: Path) -> None:
    assert "没有“XG499”这个代码" in package("explain", "XG499")
    rules = tmp_path / "source/xlgen/rules/funds.py"
    rules.write_text(rules.read_text("utf-8") + RULE, "utf-8")
    page = package("explain", "XG499").splitlines()
    assert page[:3] == ["XG499 执行数是整数（需核实，不一定有错）", "查什么：全年执行数没有零头", "为什么：多半是估数"]
    assert "会报的例子：“年度资金总额（预算 30 万元）·全年执行数”填 28" in page
    package("docs")
    assert "| XG499 | 需核实 | 执行数是整数 |" in (tmp_path / "source/docs/代码.md").read_text("utf-8")
    package("demo")
    assert "XG499 需核实 全年执行数是整数" in package("check", "demo/returned", "--issued", "demo/issued")


def test_an_operator_is_one_row(package: Callable[..., str], tmp_path: Path) -> None:
    change(
        tmp_path / "source/xlgen/language/operators.py",
        '    "sumif": Op(',
        '    "average": Op(lambda c: sum(numbers(c), Decimal(0)) / len(numbers(c)), "AVERAGE({0})", "{0}平均", takes="c"),\n'
        '    "sumif": Op(',
    )
    form = FORM.replace('"未完成原因"', '"平均分值", formula = "round(average(indicators.points), 2)", type = "number"')
    (tmp_path / "ours.toml").write_text(form, "utf-8")
    assert package("lint", "ours.toml") == "没有发现问题。\n"
    package("roster", "-t", "ours.toml", "-o", "项目清单.xlsx")
    copy_the_samples(tmp_path / "项目清单.xlsx")
    package("issue", "-t", "ours.toml", "--roster", "项目清单.xlsx", "--out", "下发")
    package("docs")
    assert "| `average(A)` | `AVERAGE(A)` | A平均 |" in (tmp_path / "source/docs/开发.md").read_text("utf-8")
    (blank,) = (tmp_path / "下发").glob("*.xlsx")
    assert "平均" in package("explain", f"下发/{blank.name}", "causes")
    cells = [str(cell.value) for sheet in openpyxl.load_workbook(blank) for row in sheet.iter_rows() for cell in row]
    assert any("AVERAGE(" in each for each in cells)


def test_a_code_that_no_rule_owns_is_one_row(package: Callable[..., str], tmp_path: Path) -> None:
    row = '    Code("XL299", "表式的试项", ERROR, "请改", "为了试"),\n'
    change(tmp_path / "source/xlgen/catalogue.py", "\nROWS = (\n", f"\nROWS = (\n{row}")
    said = package("explain", "XL299")
    assert said.startswith("XL299 表式的试项（错误，改好才能下发）\n")
    assert "为了试" in said
    assert "怎么办：请改" in said
    package("docs")
    assert "| XL299 |" in (tmp_path / "source/docs/代码.md").read_text("utf-8")


COMMAND = '''"""``xlgen codes``: how many codes there are."""

import click

from xlgen.cli.chinese import ChineseCommand


@click.command("codes", cls=ChineseCommand)
def command() -> None:
    """数一数代码。"""
    from xlgen.rules.codes import all_codes

    click.echo(f"共 {len(all_codes())} 个代码。")
'''


def test_a_command_is_one_module_and_its_place_in_the_help(package: Callable[..., str], tmp_path: Path) -> None:
    (tmp_path / "source/xlgen/cli/commands/codes.py").write_text(COMMAND, "utf-8")
    change(tmp_path / "source/xlgen/cli/main.py", 'addin".split()', 'addin codes".split()')
    assert package("codes") == f"共 {len(all_codes())} 个代码。\n"
    assert "codes      数一数代码" in package("--help")
    package("docs")
    assert "| `xlgen codes` | 数一数代码 |" in (tmp_path / "source/docs/命令.md").read_text("utf-8")
