"""What goes back in a round: to whom, marked, once."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.rounds.going_back import send_round
from xlgen.campaign.rounds.unit_sheets import NAME
from xlgen.errors import XlgenError
from xlgen.register.opening import NAME as NAME_OF_REGISTER
from xlgen.register.recording.acting import reindex
from xlgen.register.recording.known_facts import facts_in


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    """Four projects: one sound, one with errors, one open, one that cannot be read."""
    batch = begun(tmp_path)
    batch.collected(a=batch.filled(0), b=batch.wrong(1), c=batch.gross(2), **{f"{batch.codes[3]}_坏": b"PK\x03\x04"})
    assert batch.terms() == ["accepted", "to_correct", "open", "unusable"]
    return batch


def test_what_is_not_accepted_goes_back_to_its_unit(batch: RunningBatch) -> None:
    done = send_round(batch.campaign, day=DAY)
    assert [(each.code, each.unit, len(each.files)) for each in done.sent] == [
        (batch.codes[1], "县稽核所", 1),
        (batch.codes[2], "县医保中心", 1),
        (batch.codes[3], "县稽核所", 0),
    ]
    assert (done.number, done.folder) == (1, batch.root / "退回" / "第1轮")
    files = {path.relative_to(batch.root).as_posix() for path in (batch.root / "退回").rglob("*.xlsx")}
    lists = {f"退回/第1轮/{unit}/{NAME}.xlsx" for unit in ("县稽核所", "县医保中心")}
    assert files == lists | {file for each in done.sent for file in each.files}
    assert "退回意见" in openpyxl.load_workbook(batch.root / done.sent[0].files[0]).sheetnames


def test_the_list_of_a_unit_says_each_problem_and_is_signed(batch: RunningBatch) -> None:
    send_round(batch.campaign, day=DAY)
    sheet = openpyxl.load_workbook(batch.root / "退回/第1轮/县稽核所" / f"{NAME}.xlsx")[NAME]
    texts = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    flat = " ".join(" ".join(row) for row in texts)
    assert "第 1 轮退回" in flat
    assert batch.codes[1] in flat
    assert "无法读取" in flat
    assert "签收人：" in flat
    assert texts[3][-1] == "签收"


def test_what_went_back_stays_out_until_it_changes(batch: RunningBatch) -> None:
    send_round(batch.campaign, day=DAY)
    second = send_round(batch.campaign, day=DAY)
    assert (second.sent, second.folder, second.before) == ((), None, 3)
    batch.collected("2026-02-10", b=batch.filled(1, {"填报人": "某某"}))
    third = send_round(batch.campaign, day=DAY)
    assert [each.code for each in third.sent] == [batch.codes[1]]
    assert third.number == 2
    assert len(send_round(batch.campaign, again=True, day=DAY).sent) == 3


def test_one_unit_alone(batch: RunningBatch) -> None:
    assert [each.unit for each in send_round(batch.campaign, units=["县医保中心"], day=DAY).sent] == ["县医保中心"]
    with pytest.raises(XlgenError, match="没有下发给“县医保中”，是不是“县医保中心”"):
        send_round(batch.campaign, units=["县医保中"], day=DAY)


def test_a_corrected_form_replaces_what_went_back(batch: RunningBatch) -> None:
    send_round(batch.campaign, day=DAY)
    batch.collected("2026-02-10", b=batch.filled(1))
    assert batch.terms()[1] == "accepted"


def test_two_that_differ_go_back_with_a_question(batch: RunningBatch) -> None:
    batch.collected("2026-02-02", d=batch.filled(0, batch.typed(0) | {"填报人": "别人"}))
    assert batch.terms()[0] == "open"
    [sent] = [each for each in send_round(batch.campaign, day=DAY).sent if each.code == batch.codes[0]]
    assert (sent.files, sent.problems) == ([], 1)


def test_a_dry_run_writes_nothing(batch: RunningBatch) -> None:
    before = sorted(batch.root.rglob("*"))
    assert len(send_round(batch.campaign, day=DAY, dry=True).sent) == 3
    assert sorted(batch.root.rglob("*")) == before


def test_what_a_killed_run_left_is_made_anew(batch: RunningBatch) -> None:
    send_round(batch.campaign, day=DAY)
    wanted = {path: path.read_bytes() for path in (batch.root / "退回").rglob("*.xlsx")}
    (batch.root / "记录" / "000004.jsonl").unlink()
    reindex(batch.root)
    assert not facts_in(batch.root).rounds
    assert send_round(batch.campaign, day=DAY).number == 1
    assert {path: path.read_bytes() for path in (batch.root / "退回").rglob("*.xlsx")} == wanted


def test_a_round_that_a_killed_run_wrote_down_is_told_and_not_made_twice(batch: RunningBatch) -> None:
    send_round(batch.campaign, day=DAY, by="某某")
    register = (batch.root / NAME_OF_REGISTER).read_bytes()
    second = send_round(batch.campaign, day=DAY, by="某某", again=True)
    (batch.root / NAME_OF_REGISTER).write_bytes(register)  # killed before it was entered
    told = send_round(batch.campaign, day=DAY, by="某某", again=True)
    assert (told.number, told.folder, told.lists) == (second.number, second.folder, second.lists)
    assert [(each.code, each.problems, each.files) for each in told.sent] == [
        (each.code, each.problems, each.files) for each in second.sent
    ]
    assert told.sent[2].unmarked == ("没有标好的表，问题写在审核意见单里",)
    assert sorted(path.name for path in (batch.root / "退回").iterdir()) == ["第1轮", "第2轮"]
    assert send_round(batch.campaign, day=DAY, by="某某", again=True).number == 3  # nobody was killed: it is meant once more


def test_another_round_is_made_behind_one_that_a_killed_run_wrote_down(batch: RunningBatch) -> None:
    register = (batch.root / NAME_OF_REGISTER).read_bytes()
    send_round(batch.campaign, day=DAY, by="某某")
    (batch.root / NAME_OF_REGISTER).write_bytes(register)
    assert send_round(batch.campaign, day=DAY, by="别人", again=True).number == 2


def test_a_stranger_s_file_in_the_folder_is_not_taken_away(batch: RunningBatch) -> None:
    (batch.root / "退回" / "第1轮").mkdir(parents=True)
    (batch.root / "退回" / "第1轮" / "我的笔记.txt").write_text("一", "utf-8")
    with pytest.raises(XlgenError, match="不是 xlgen 写的文件：我的笔记"):
        send_round(batch.campaign, day=DAY)
