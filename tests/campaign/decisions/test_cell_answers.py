"""A doubt about a cell answered for in a campaign."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from answered_lines import answer_lines
from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.decisions.cell_answers import Answering, accept_cell, accept_reasons
from xlgen.campaign.decisions.undoing import undo
from xlgen.campaign.rounds.going_back import send_round
from xlgen.errors import XlgenError
from xlgen.register.recording.acting import reindex


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.gross(0))
    assert batch.terms()[0] == "open"
    return batch


def place_of_doubt(batch: RunningBatch) -> str:
    [returned] = batch.now().returns.values()
    return next(each.place for each in returned.findings if each.opens)


def test_an_answer_is_an_act_and_outlives_the_register(batch: RunningBatch) -> None:
    done = accept_cell(batch.campaign, batch.codes[0], place_of_doubt(batch), Answering("核对过", True), by="张某", day=DAY)
    assert (done.acceptance.by, done.acceptance.reading) == ("张某", "understood")
    assert batch.terms()[0] == "accepted"
    (batch.root / "register.sqlite").unlink()
    reindex(batch.root)
    assert batch.terms()[0] == "accepted"


def test_it_is_undone_and_the_undoing_undone(batch: RunningBatch) -> None:
    accept_cell(batch.campaign, batch.codes[0], place_of_doubt(batch), Answering("核对过"), day=DAY)
    first = undo(batch.campaign, day=DAY)
    assert batch.terms()[0] == "open"
    undo(batch.campaign, first.number, day=DAY)
    assert batch.terms()[0] == "accepted"


def test_it_is_taken_back_by_name(batch: RunningBatch) -> None:
    place = place_of_doubt(batch)
    accept_cell(batch.campaign, batch.codes[0], place, Answering("核对过"), day=DAY)
    accept_cell(batch.campaign, batch.codes[0], place, Answering("看错了", revoke=True), day=DAY)
    assert batch.terms()[0] == "open"


def test_what_nobody_asks_about_is_not_answered_for(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match="未报送，没有可以核实的表"):
        accept_cell(batch.campaign, batch.codes[1], "自评表!G16", Answering("核对过"))


def test_reasons_of_officers_are_accepted_all_at_once(batch: RunningBatch) -> None:
    assert accept_reasons(batch.campaign, day=DAY) == []
    [sent] = send_round(batch.campaign, day=DAY).sent
    answered = batch.root.parent / "答.xlsx"
    answer_lines(batch.root / sent.files[0], "已核实：以前年度一并计入", answered)
    assert "退回意见" in openpyxl.load_workbook(answered).sheetnames
    batch.collected("2026-02-10", a2=answered.read_bytes())
    assert batch.terms()[0] == "open"
    [done] = accept_reasons(batch.campaign, by="张某", day=DAY)
    assert done.acceptance.reason == "填报人：以前年度一并计入"
    assert batch.terms()[0] == "accepted"
