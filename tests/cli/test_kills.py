"""Every command that writes, ended, failed or killed at its file operations; `make kills` does it at length."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from kills import FAULTS, SLOW, WRITING, Trial, every_operation, prepared

QUICK = ("issue, a folder that holds other files", "fill", "bridge mark --in-place", "bridge mark, a folder")
KILLS = 300


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize("name", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in WRITING])
def test_a_command_that_stops_anywhere_leaves_all_or_nothing_and_is_run_again(name: str, base: Path, tmp_path: Path) -> None:
    trial, rng = Trial(base, name, tmp_path), random.Random(name)
    every_operation(trial, rng, 3 if name in SLOW else 9)
    assert trial.tally.faults == []
    assert trial.tally.mended == trial.tally.runs
    assert trial.tally.half


@pytest.mark.slow
@pytest.mark.parametrize("name", [each for each in WRITING if each not in SLOW])
def test_a_command_that_is_killed_leaves_all_or_nothing_and_is_run_again(name: str, base: Path, tmp_path: Path) -> None:
    trial, rng = Trial(base, name, tmp_path), random.Random(name)
    wanted = KILLS // (len(WRITING) - len(SLOW)) + 1
    while trial.tally.runs < wanted:
        trial.killed(rng)
    assert trial.tally.faults == []
    assert trial.tally.mended == trial.tally.runs


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_once_is_said_in_words(fault: str, base: Path, tmp_path: Path) -> None:
    trial = Trial(base, "roster", tmp_path)
    for at in range(1, trial.count + 1):
        trial.failed(at, fault)
    assert trial.tally.faults == []
