"""What officers write into 退回意见 is read when their form comes again, and holds for the next one, too."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from answered_lines import answer_lines
from running_batch import DAY, RunningBatch, begun
from xlgen import flows
from xlgen.acceptance.ledger import read_ledger
from xlgen.campaign.rounds.going_back import send_round
from xlgen.register.recording.acting import reindex


def overspent(batch: RunningBatch) -> dict[str, Any]:
    """What is typed into the first form, more spent than there was: asked about, no error."""
    typed, spent = batch.typed(0), batch.listed[0].row[6] + 1
    total = {**typed["项目资金"]["年度资金总额"], "全年执行数": spent}
    return typed | {"项目资金": {**typed["项目资金"], "年度资金总额": total, "当年财政拨款": {"全年执行数": spent}}}


def test_a_reason_is_kept_with_the_act_and_holds_for_a_form_without_the_list(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    typed = overspent(batch)
    batch.collected(a=batch.filled(0, typed | {"绩效指标": typed["绩效指标"][:-1]}))
    [sent] = send_round(batch.campaign, day=DAY).sent
    answered = tmp_path / "答.xlsx"
    answer_lines(batch.root / sent.files[0], "已核实：追加了预算", answered)
    batch.collected("2026-02-10", b=flows.fill(answered, {"绩效指标": typed["绩效指标"][-1:]}).content)
    [kept] = read_ledger(batch.root).record
    assert (kept.project, kept.name, kept.reason, kept.by) == (batch.codes[0], "funds.total.executed", "追加了预算", "填报人")
    batch.collected("2026-02-12", c=batch.filled(0, typed | {"填报人": "别人"}))
    again = next(each for each in batch.now().returns.values() if each.file.name == "c.xlsx")
    assert [each.severity.value for each in again.findings if each.code == "XG402"] == ["说明"]
    (batch.root / "register.sqlite").unlink()
    reindex(batch.root)
    assert read_ledger(batch.root).record == (kept,)


def test_a_gross_value_waits_for_a_clerk_whatever_the_officer_writes(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.gross(0))
    [sent] = send_round(batch.campaign, day=DAY).sent
    answered = tmp_path / "答.xlsx"
    answer_lines(batch.root / sent.files[0], "已核实：就是这么多", answered)
    assert "退回意见" in openpyxl.load_workbook(answered).sheetnames
    batch.collected("2026-02-10", b=answered.read_bytes())
    assert batch.terms()[0] == "open"
    assert read_ledger(batch.root).record == ()
