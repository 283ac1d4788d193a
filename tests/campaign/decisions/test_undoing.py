"""Decisions taken back: the last, one by its number, a taking back itself; nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.decisions.overriding import Overriding, override
from xlgen.campaign.decisions.undoing import undo
from xlgen.errors import XlgenError
from xlgen.register.recording.act_files import ActRecord, put_record
from xlgen.register.recording.acting import reindex


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    """Both projects decided by 人工认定, acts 3 and 4."""
    batch = begun(tmp_path, 2)
    for code in batch.codes:
        override(batch.campaign, code, Overriding("85", "撤并", "纪要"), by="张某", day=DAY)
    return batch


def test_the_last_then_the_one_before(batch: RunningBatch) -> None:
    assert undo(batch.campaign, day=DAY).undone == 4
    assert undo(batch.campaign, day=DAY).undone == 3
    assert batch.terms() == ["missing", "missing"]
    with pytest.raises(XlgenError, match="没有可以撤销的认定"):
        undo(batch.campaign, day=DAY)


def test_what_was_taken_back_by_a_killed_process_is_not_followed_by_the_one_before(batch: RunningBatch) -> None:
    rows = [("decisions", {"code": batch.codes[1], "kind": "undo", "said": "override", "reason": "", "revokes": 4})]
    put_record(batch.root, ActRecord(5, "undo", "张某", "", DAY, {"revokes": 4, "kind": "override"}, rows))
    done = undo(batch.campaign, by="张某", day=DAY)
    assert (done.undone, done.number) == (4, 5)
    assert batch.terms() == ["accepted", "missing"]
    assert undo(batch.campaign, by="张某", day=DAY).undone == 3


def test_one_by_its_number_and_back_again(batch: RunningBatch) -> None:
    done = undo(batch.campaign, 3, reason="看错了", day=DAY)
    assert done.said == f"已撤销第 3 笔：张某 {DAY} 的人工认定（{batch.codes[0]}）"
    assert batch.terms() == ["missing", "accepted"]
    with pytest.raises(XlgenError, match="第 3 笔已经撤销过"):
        undo(batch.campaign, 3)
    assert undo(batch.campaign, done.number, day=DAY).kind == "undo"
    assert batch.terms() == ["accepted", "accepted"]
    reindex(batch.root)
    assert batch.terms() == ["accepted", "accepted"]


def test_what_decided_nothing_cannot_be_undone(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match="第 2 笔是下发，不能撤销"):
        undo(batch.campaign, 2)
    with pytest.raises(XlgenError, match="没有第 9 笔"):
        undo(batch.campaign, 9)
