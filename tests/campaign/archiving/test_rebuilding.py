"""The register made anew: the same as it was, whatever became of it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.archiving.rebuilding import rebuild
from xlgen.campaign.decisions.overriding import Overriding, override
from xlgen.campaign.decisions.undoing import undo
from xlgen.campaign.rounds.going_back import send_round
from xlgen.errors import Refused, XlgenError
from xlgen.register.recording.known_facts import facts_in


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    """A campaign in which all kinds of rows are."""
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0), b=batch.wrong(1))
    send_round(batch.campaign, day=DAY)
    override(batch.campaign, batch.codes[1], Overriding("85", "撤并", "纪要"), day=DAY)
    undo(batch.campaign, day=DAY)
    return batch


def dump(batch: RunningBatch) -> list[str]:
    with closing(sqlite3.connect(batch.root / "register.sqlite")) as connection:
        return list(connection.iterdump())


def test_a_deleted_register_is_made_anew_as_it_was(batch: RunningBatch) -> None:
    before = dump(batch)
    (batch.root / "register.sqlite").unlink()
    assert rebuild(batch.campaign) == 6
    assert dump(batch) == before


@pytest.mark.parametrize("content", [b"", b"not a database" * 100])
def test_a_damaged_one_is_told_and_made_anew(batch: RunningBatch, content: bytes) -> None:
    before = dump(batch)
    (batch.root / "register.sqlite").write_bytes(content)
    with pytest.raises(Refused, match="请运行 xlgen reindex"):
        facts_in(batch.root)
    with pytest.raises(Refused, match="请运行 xlgen reindex"):
        undo(batch.campaign)
    rebuild(batch.campaign)
    assert dump(batch) == before


def test_a_dry_run_only_counts(batch: RunningBatch) -> None:
    (batch.root / "register.sqlite").write_bytes(b"x")
    assert rebuild(batch.campaign, dry=True) == 6
    assert (batch.root / "register.sqlite").read_bytes() == b"x"


def test_without_records_there_is_nothing_to_make_it_of(batch: RunningBatch) -> None:
    for file in (batch.root / "记录").iterdir():
        file.unlink()
    with pytest.raises(XlgenError, match="没有记录，无从重建"):
        rebuild(batch.campaign)
