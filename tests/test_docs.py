"""README is complete: every command, template, scoring method option and code that a user may meet is in it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from filled import DATA, DAY, issued, project
from ribbon_drawing import PROGRAMS, drawing, file_of
from xlgen.cli.bridge import bridge
from xlgen.cli.main import main
from xlgen.findings import Severity
from xlgen.flows.fill import fill
from xlgen.flows.issue import blank
from xlgen.flows.lint import lint
from xlgen.form.template.load import known_templates, load_methods, load_template
from xlgen.returned.answers import Answers, read_answers
from xlgen.rules.codes import all_codes
from xlgen.rules.registry import Hit, Hits
from xlgen.workbook.ooxml.reader import read_workbook

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_is_described(command: str) -> None:
    assert f"`xlgen {command}`" in README


@pytest.mark.parametrize("template", sorted(known_templates()))
def test_every_template_is_listed(template: str) -> None:
    assert f"`{template}`" in README


@pytest.mark.parametrize("code", sorted(all_codes()))
def test_every_code_is_listed(code: str) -> None:
    assert f"| {code} |" in README


def test_every_code_listed_exists() -> None:
    assert set(re.findall(r"^\| (X[GL]\d{3}) \|", README, re.MULTILINE)) == set(all_codes())


def test_pictures_are_there_and_small() -> None:
    pictures = [Path(__file__).parents[1] / path for path in re.findall(r"!\[[^]]*]\(([^)]+)\)", README)]
    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


@pytest.mark.parametrize("program", sorted(PROGRAMS))
def test_the_drawn_ribbon_is_the_specified_one_and_says_it_is_drawn(program: str) -> None:
    drawn = file_of(program).read_text("utf-8")
    assert drawn == drawing(program), "python tests/support/ribbon_drawing.py"
    assert "示意图，不是截图" in drawn
    assert f"samples/pictures/{file_of(program).name}" in README


@pytest.mark.parametrize("page", sorted(re.findall(r"]\((docs/[^)]+)\)", README)))
def test_pages_named_are_there(page: str) -> None:
    assert (Path(__file__).parents[1] / page).is_file()


@pytest.mark.parametrize("command", sorted(bridge.commands))
def test_every_command_of_the_bridge_is_described(command: str) -> None:
    assert f"`{command}`" in README


def block(language: str) -> str:
    """The first block of code in a language."""
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found
    return found[1]


def test_the_frame_shown_is_one_file_that_issues(tmp_path: Path) -> None:
    frame = tmp_path / "我的样式.toml"
    frame.write_text(block("toml"), "utf-8")
    assert lint([frame], "project") == []
    snapshot, _ = blank(load_template(str(frame)), load_methods(), project(), DAY)
    assert snapshot.money == "元"


@pytest.mark.parametrize(("executed", "hits"), [("30", []), ("30.01", ["funds.total.executed"])])
def test_the_rule_shown_works(executed: str, hits: list[str]) -> None:
    names = {"rule": lambda *_, **__: lambda check: check, "Severity": Severity, "Hit": Hit, "Answers": Answers, "Hits": Hits}
    exec(block("python"), names)
    data = DATA | {"项目资金": {"年度资金总额": {"全年执行数": Decimal(executed)}}}
    answers = read_answers(issued()[0], read_workbook(fill(issued()[1], data).content))
    assert [hit.name for hit in names["executed_above_budget"](answers)] == hits
