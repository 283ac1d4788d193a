"""How many processes, and where it is kept what was found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import kept_desk
from xlgen.cli.main import main
from xlgen.flows.judging.means import Means, all_means


def test_all_cores_judge_and_what_was_found_is_kept_in_the_users_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XLGEN_CACHE")
    monkeypatch.setenv("LOCALAPPDATA", "/own")
    assert all_means() == Means(os.cpu_count() or 1, Path("/own/xlgen/verdicts.sqlite"))


@pytest.mark.parametrize(("said", "file"), [("/else/a.sqlite", Path("/else/a.sqlite")), ("", None), (" ", None)])
def test_the_environment_names_another_file_or_none(said: str, file: Path | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XLGEN_CACHE", said)
    assert all_means(3) == Means(3, file)


def test_who_wants_all_judged_anew_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XLGEN_CACHE", str(tmp_path / "own.sqlite"))
    kept_desk.collect()
    check = ["check", "回收", "--issued", "下发"]
    first = CliRunner().invoke(main, [*check, "--no-cache"]).output
    assert not (tmp_path / "own.sqlite").exists()
    assert CliRunner().invoke(main, [*check, "--jobs", "1"]).output == first
    assert (tmp_path / "own.sqlite").exists()
    assert CliRunner().invoke(main, check).output == first


@pytest.mark.parametrize("said", ["0", "65", "两个"])
def test_a_number_of_processes_that_is_none_is_told_what_may_be_written(said: str) -> None:
    assert "--jobs 的值不对：要写 1 至 64 的整数" in CliRunner().invoke(main, ["check", "回收", "--jobs", said]).output
