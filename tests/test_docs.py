"""README is complete: every command, template, scoring method option and code that a user may meet is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from xlgen.cli import main
from xlgen.codes import all_codes
from xlgen.templates import known_templates

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
