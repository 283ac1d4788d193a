"""Commands are loaded when they are called."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from xlgen.cli.chinese import ChineseGroup
from xlgen.cli.loading import HOME, Loaded
from xlgen.cli.main import COMMANDS, main


def loaded(*words: str) -> set[str]:
    """Modules of xlgen that a call of the command line has loaded when it ends."""
    code = (
        f"import sys, xlgen.cli.main as m\ntry: m.main({list(words)!r})\n"
        "except SystemExit: pass\nprint(*(name for name in sys.modules if name.startswith(('xlgen', 'xlsxwriter', 'xlwings', 'importlib.metadata'))), file=sys.stderr)"
    )
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split())


def test_help_loads_no_work() -> None:
    rooms = {name.split(".")[1] for name in loaded("--help") if name.startswith("xlgen.")}
    assert rooms <= {"cli", "flows", "files", "errors", "interrupts", "statuses"}


def test_help_loads_nothing_of_the_installed_packages() -> None:
    """``importlib.metadata`` brings the whole of ``email``: half as much again as an empty click program takes to start."""
    assert "importlib.metadata" not in loaded("--help")


def test_a_command_loads_no_other(tmp_path_factory: pytest.TempPathFactory) -> None:
    names = loaded("check", str(tmp_path_factory.mktemp("空")))
    assert {name for name in names if name.startswith(f"{HOME}.")} == {f"{HOME}.check"}
    assert not {"xlsxwriter", "xlwings", "xlgen.rollup"} & names


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_called_as_its_module(name: str) -> None:
    assert main.commands[name].name == name


def test_commands_keep_their_order_and_can_be_added() -> None:
    known = Loaded(["lint", "check"])
    known["mine"] = click.Command("mine")
    assert list(known) == ["lint", "check", "mine"]
    assert "nothing" not in known


def test_the_command_shown_in_the_guide_is_a_command() -> None:
    guide = (Path(__file__).parents[2] / "docs/开发.md").read_text("utf-8")
    (shown,) = [each for each in re.findall(r"```python\n(.*?)```", guide, re.DOTALL) if "ChineseCommand" in each]
    made: dict[str, click.Command] = {}
    exec(shown, made)
    main = ChineseGroup("xlgen", commands={made["command"].name: made["command"]})
    done = CliRunner().invoke(main, ["hello", "--help"])
    assert (done.exit_code, "用法：" in done.output) == (0, True)
    assert CliRunner().invoke(main, ["hello"]).exit_code == 0
