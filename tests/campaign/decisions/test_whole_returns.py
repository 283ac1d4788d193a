"""A whole return: chosen among several, or accepted with what is open in it; errors never."""

from __future__ import annotations

from pathlib import Path

import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.decisions.undoing import undo
from xlgen.campaign.decisions.whole_returns import accept_return
from xlgen.errors import XlgenError


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    """Three projects: two forms that differ, one that is open, one that has errors."""
    batch = begun(tmp_path, 4)
    other = batch.filled(0, batch.typed(0) | {"填报人": "别人"})
    batch.collected(a=batch.filled(0), b=other, c=batch.gross(1), d=batch.wrong(2))
    assert batch.terms() == ["open", "open", "to_correct", "missing"]
    return batch


def test_one_of_two_that_differ_is_chosen(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match="收到 2 份不一样的，请写明用哪一份"):
        accept_return(batch.campaign, batch.codes[0], "来电")
    done = accept_return(batch.campaign, "b.xlsx", "单位来电", day=DAY)
    assert done.said.endswith("/b.xlsx 为准，另外 1 份不用（单位来电）")
    [first, *_] = batch.now().projects
    assert (first.term.value, first.current and first.current.name) == ("accepted", "b.xlsx")


def test_another_choice_counts_from_then_on(batch: RunningBatch) -> None:
    accept_return(batch.campaign, "b.xlsx", "单位来电", day=DAY)
    accept_return(batch.campaign, "a.xlsx", "又来电", day=DAY)
    assert (current := batch.now().projects[0].current)
    assert current.name == "a.xlsx"
    undo(batch.campaign, day=DAY)
    assert (current := batch.now().projects[0].current)
    assert current.name == "b.xlsx"


def test_what_is_open_is_accepted_as_a_whole(batch: RunningBatch) -> None:
    accept_return(batch.campaign, batch.codes[1], "核对过", day=DAY)
    assert batch.terms()[1] == "accepted"
    with pytest.raises(XlgenError, match="已经审核通过，不用认定"):
        accept_return(batch.campaign, batch.codes[1], "核对过", day=DAY)


def test_errors_are_to_be_corrected(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match=r"有 1 处错误（自评表!.*错误要改，不能整份认可"):
        accept_return(batch.campaign, batch.codes[2], "算了", day=DAY)
    assert batch.terms()[2] == "to_correct"


def test_what_did_not_come_cannot_be_accepted_nor_without_a_reason(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match="是未报送，没有可以认定的表"):
        accept_return(batch.campaign, batch.codes[3], "算了")
    with pytest.raises(XlgenError, match="请用 --reason 写明原因"):
        accept_return(batch.campaign, batch.codes[1], " ")


def test_a_dry_run_writes_nothing(batch: RunningBatch) -> None:
    accept_return(batch.campaign, batch.codes[1], "核对过", day=DAY, dry=True)
    assert batch.terms()[1] == "open"
