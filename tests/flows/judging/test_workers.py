"""Several processes judge as one does; one that ends by itself costs only the form it ends at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kept_desk
from filled import DATA
from kept_desk import told
from xlgen import flows
from xlgen.flows.judging import many, workers
from xlgen.flows.judging.means import Means

ENDS = """import os

from xlgen.findings import Severity
from xlgen.rules.registry import Hit, rule


@rule("BJ01", "总分", Severity.NOTE, "不用处理")
def ends(answers):
    if answers.snapshot.code == "{code}" and answers.number("indicators.1.actual") == 60:
        os._exit(9)
    yield Hit("total", "看过了")
"""


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(many, "AT_HAND", 0)
    monkeypatch.setattr(workers, "CHUNK", 2)
    kept_desk.collect()
    blank = next(Path("下发").glob("T003*.xlsx"))
    Path("回收/T003_培训.xlsx").write_bytes(flows.fill(blank, DATA).content)


def test_two_processes_tell_what_one_tells_in_the_same_order() -> None:
    assert told(Means(2)) == told(Means(1))


def test_rules_of_ones_own_are_told_the_same_by_several_processes() -> None:
    rules = Path("规则.py")
    rules.write_text(ENDS.format(code="none").replace("indicators.1", "facts.none"), "utf-8")
    assert told(Means(2), rules=rules) == told(Means(1), rules=rules)


@pytest.mark.parametrize("code", ["T001", "T002"])
def test_a_form_at_which_a_process_ends_is_named_and_all_others_are_judged(code: str) -> None:
    rules = Path("规则.py")
    rules.write_text(ENDS.format(code=code), "utf-8")
    found: dict[str, list[Any]] = {}
    for each in told(Means(2), rules=rules)["files"]:
        found.setdefault(each["file"], []).extend(f["code"] for f in each["findings"])
    culprit = f"回收/{code}_培训.xlsx"
    assert found[culprit] == ["XG057"]
    assert all(
        "BJ01" in codes for file, codes in found.items() if file not in (culprit, "回收/坏的.xlsx") and "XG502" not in codes
    )


def test_a_batch_of_an_earlier_version_is_judged_by_one_process() -> None:
    known = flows.read_manifest("下发")
    eager = replace(known, snapshots=dict(known.snapshots))
    assert flows.report(flows.check("回收", eager, means=Means(2))) == told(Means(1))
