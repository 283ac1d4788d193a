"""A campaign with faults sown in it, run through three rounds: how it stands is the truth that was sown, after every command."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import campaign_seed
import filled_by_text
from campaign_seed import ROUNDS, STORIES, sown
from sown_campaign import Running, decided, through
from xlgen.register.opening import NAME


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Running, list[str]]:
    running = Running(tmp_path_factory.mktemp("sown"), sown(len(STORIES), 5))
    return running, through(running)


def test_the_state_is_the_sown_truth_after_every_command(ran: tuple[Running, list[str]]) -> None:
    assert ran[1] == []


def test_a_register_made_anew_of_the_records_is_the_same(ran: tuple[Running, list[str]]) -> None:
    running, _ = ran
    before = running.dump()
    (running.campaign.root / NAME).unlink()
    running.call("reindex")
    assert running.dump() == before


def test_what_a_clerk_decides_behind_it_stands_too(ran: tuple[Running, list[str]]) -> None:
    assert decided(ran[0]) == []


def test_what_lost_its_marks_is_proposed_and_not_taken(ran: tuple[Running, list[str]]) -> None:
    (lost,) = ran[0].plan.of("marks lost")
    told = [line for line in ran[0].collect(1, "--json").splitlines() if "像是" in line]
    assert told == []  # it was collected before
    facts = ran[0].dump()
    assert sum(f"像是 {lost.code}" in line for line in facts) == 1


def test_a_trial_writes_nothing(ran: tuple[Running, list[str]]) -> None:
    running, _ = ran
    folder = running.home / "别的"
    folder.mkdir()
    running.plan.send(2, running.campaign.place("下发"), folder)
    before = {path: path.read_bytes() for path in running.campaign.root.rglob("*") if path.is_file()}
    told = running.call("collect", str(folder), "--received", ROUNDS[-1], "--dry-run")
    assert "什么都没有写" in told
    assert {path: path.read_bytes() for path in running.campaign.root.rglob("*") if path.is_file()} == before


def test_every_story_is_told() -> None:
    assert {each.story for each in sown(len(STORIES), 5).projects} == STORIES.keys()


@pytest.mark.parametrize("module", [campaign_seed, filled_by_text])
def test_who_sows_uses_nothing_of_who_checks(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text("utf-8"))  # type: ignore[attr-defined]
    names = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert [name for name in names if re.search(r"\bxlgen\b", name)] == []
