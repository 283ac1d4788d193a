"""Every command that writes, ended, failed or killed at its file operations; `make kills` does it at length."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from counted import run
from kills import FAULTS, Trial, every_operation
from writers import HOLDING, READING, WRITING, commands, prepared, settle
from xlgen.cli.main import main
from xlgen.files import saving

QUICK = (
    "issue, a folder that holds other files",
    "fill",
    "accept",
    "accept --answered",
    "collect",
    "bridge watch",
    "bridge mark --in-place",
    "bridge mark, a folder",
)
IN_ONE_STEP = ("accept --return", "reindex", "bridge watch")  # hardly an operation lies between the first trace and the last
KILLS = 300


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("kills"))


@pytest.mark.parametrize("name", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in WRITING])
def test_a_command_that_stops_anywhere_leaves_all_or_nothing_and_is_run_again(name: str, base: Path, tmp_path: Path) -> None:
    trial, rng = Trial(base, name, tmp_path), random.Random(name)
    every_operation(trial, rng, 2 if name in HOLDING else 6)  # those that hold a campaign begin anew for each fault
    assert trial.tally.faults == []
    assert trial.tally.mended == trial.tally.runs
    assert trial.tally.half or name in IN_ONE_STEP or name in HOLDING


@pytest.mark.slow
@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_is_killed_leaves_all_or_nothing_and_is_run_again(name: str, base: Path, tmp_path: Path) -> None:
    trial, rng = Trial(base, name, tmp_path), random.Random(name)
    while trial.tally.killed < -(-KILLS // len(WRITING)):
        trial.killed(rng)
    assert trial.tally.faults == []
    assert trial.tally.mended == trial.tally.runs


@pytest.mark.parametrize("fault", FAULTS)
def test_a_disk_that_fails_once_is_said_in_words(fault: str, base: Path, tmp_path: Path) -> None:
    trial = Trial(base, "roster", tmp_path)
    for at in range(1, trial.count + 1):
        trial.stopped(at, [fault])
    assert trial.tally.faults == []


def test_a_file_that_is_written_in_its_place_is_found_torn(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_its_place(path: Path, content: bytes) -> None:
        with path.open("wb") as stream:
            stream.write(content)

    monkeypatch.setattr(saving, "_put", in_its_place)
    trial = Trial(base, "fill", tmp_path)
    every_operation(trial, random.Random(1), trial.count)
    assert trial.tally.torn


def test_every_command_is_among_those_that_write_or_those_that_only_print() -> None:
    writing, reading = (
        {words for words in commands(main) if any(f"{each} ".startswith(f"{words} ") for each in tried.values())}
        for tried in (WRITING, READING)
    )
    assert writing | reading == set(commands(main))
    assert not writing & reading


def test_every_way_of_accepting_is_among_them() -> None:
    flags = {param.opts[0] for param in main.commands["accept"].params if getattr(param, "is_flag", False)}
    written = {word for words in WRITING.values() if words.startswith("accept ") for word in words.split()}
    assert flags - written == {"--json", "--dry-run"}  # which write nothing


@pytest.mark.parametrize("name", READING)
def test_a_command_that_only_prints_writes_nothing(name: str, base: Path) -> None:
    ran = run(base, READING[name], first=settle(base))
    assert (ran.code in (0, 1), ran.count) == (True, 0)
