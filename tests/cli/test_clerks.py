"""Two clerks at once in one campaign: one goes on, the other is told who; nothing is lost. `make clerks` does it at length."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from clerks import PAIRS, Meeting
from writers import prepared

QUICK = ("collect", "collect, another"), ("return", "accept"), ("collect", "status"), ("status --chase", "status")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("clerks"))


def meeting(base: Path, pair: tuple[str, str], home: Path, has_locks: bool = True) -> Meeting:
    (home / "批次的地方").mkdir()
    return Meeting(base, pair, [home / "批次的地方"] * 2, home, has_locks)


@pytest.mark.parametrize(
    "pair", [each if each in QUICK else pytest.param(each, marks=pytest.mark.slow) for each in PAIRS], ids=" x ".join
)
def test_one_goes_on_and_the_other_is_told_who(pair: tuple[str, str], base: Path, tmp_path: Path) -> None:
    two = meeting(base, pair, tmp_path)
    for operation in (2, two.count // 2, two.count - 2):
        two.at(operation)
    assert two.met.faults == []
    assert two.met.refused or "status" in pair or "status --chase" in pair


@pytest.mark.skipif(sys.platform == "win32", reason="its processes are not forked")
@pytest.mark.parametrize(
    "pair", [each if each in QUICK[:2] else pytest.param(each, marks=pytest.mark.slow) for each in PAIRS], ids=" x ".join
)
def test_so_it_is_where_every_lock_is_granted(pair: tuple[str, str], base: Path, tmp_path: Path) -> None:
    two = meeting(base, pair, tmp_path, has_locks=False)
    for operation in (2, two.count // 2, two.count - 2):
        two.at(operation)
    assert two.met.faults == []


def test_two_who_only_look_hinder_nobody(base: Path, tmp_path: Path) -> None:
    two = meeting(base, ("status --chase", "status"), tmp_path)
    two.at(1)
    assert (two.met.both, two.met.refused, two.met.faults) == (1, 0, [])
