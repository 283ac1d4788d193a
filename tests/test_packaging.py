"""What pyproject.toml promises: bounds that can be tried, young tools capped. ``make lowest`` and ``make packages`` try it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from lowest import PYPROJECT, constraints, lowest
from xlgen.desk.versions import TRIED

ROOT = PYPROJECT.parent
PROJECT = tomllib.loads(PYPROJECT.read_text("utf-8"))["project"]
REQUIREMENTS = [*PROJECT["dependencies"], *(each for extra in PROJECT["optional-dependencies"].values() for each in extra)]


def test_a_requirement_at_its_lowest_keeps_what_it_says_of_machines() -> None:
    assert lowest("click>=8.2,<9; os_name == 'nt'") == "click==8.2; os_name == 'nt'"


@pytest.mark.parametrize("requirement", ["click", "click<9", "click>8"])
def test_a_requirement_without_a_lower_bound_cannot_be_tried_and_is_told(requirement: str) -> None:
    with pytest.raises(ValueError, match=re.escape(requirement)):
        lowest(requirement)


def test_every_lower_bound_is_tried() -> None:
    assert len(list(constraints())) == len(PROJECT["dependencies"]) + len(PROJECT["optional-dependencies"]["test"])


@pytest.mark.parametrize("requirement", [each for each in REQUIREMENTS if re.search(r">=0\.", each)])
def test_a_young_library_is_capped_below_its_next_minor_version(requirement: str) -> None:
    minor = re.search(r">=0\.(\d+)", requirement)
    assert minor
    assert f"<0.{int(minor[1]) + 1}" in requirement, f"pyproject.toml: {requirement}: a new 0.x may behave otherwise"


def test_a_package_that_says_it_is_typed_ships_the_marker() -> None:
    assert "Typing :: Typed" in PROJECT["classifiers"]
    assert (PYPROJECT.parent / "xlgen" / "py.typed").is_file()


def test_the_version_is_the_one_that_changelog_and_pages_tell() -> None:
    version = PROJECT["version"]
    newest = re.search(r"^## (\d+\.\d+\.\d+)", (PYPROJECT.parent / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == version, "CHANGELOG.md: its first heading is the version of pyproject.toml"
    told = re.findall(r"xlgen_(\d+\.\d+\.\d+)", (PYPROJECT.parent / "docs" / "安装-WPS.md").read_text("utf-8"))
    assert set(told) == {version}, "docs/安装-WPS.md: the add-in's folder bears the version of pyproject.toml"


def test_the_pythons_named_are_the_ones_that_tests_run_with() -> None:
    named = re.findall(r"Python :: (\d+)\.(\d+)", " ".join(PROJECT["classifiers"]))
    assert [(int(major), int(minor)) for major, minor in named] == [TRIED]
    assert PROJECT["requires-python"] == f">={TRIED[0]}.{TRIED[1]}"
    assert sys.version_info[:2] == TRIED, "run with another Python too? name it in pyproject.toml, and say so in TRIED"


@pytest.mark.slow
def test_where_no_package_can_be_had_it_is_said_in_chinese_what_to_bring(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    away = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": ""}
    done = subprocess.run(["make", "-s", "demo"], cwd=tmp_path, env=away, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    told = done.stdout.splitlines()
    assert told[1].startswith("没有装成：这台电脑连不上 Python 软件包的下载站")
    assert told[3].strip() == "python3 -m pip download --dest 安装包 'hatchling>=1.27' editables '.'"
    assert "ERROR" not in done.stdout + done.stderr.replace("Error 2", "")


def test_what_is_to_be_brought_is_what_the_package_is_built_with() -> None:
    [needed] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    for name in ("Makefile", "demo.cmd", "test.cmd"):
        assert needed in (ROOT / name).read_text("utf-8"), name
