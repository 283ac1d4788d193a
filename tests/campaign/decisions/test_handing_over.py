"""What is open handed over to somebody else, on a list that both sign."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from running_batch import DAY, RunningBatch, begun
from xlgen.campaign.decisions.handing_over import NAME, hand_over
from xlgen.errors import XlgenError
from xlgen.register.recording.known_facts import facts_in


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    batch = begun(tmp_path, 4)
    batch.collected(a=batch.filled(0), b=batch.wrong(1), c=batch.gross(2))
    return batch


def test_what_is_not_accepted_is_on_the_list(batch: RunningBatch) -> None:
    done = hand_over(batch.campaign, "李某", "2026-03-31", by="张某", day=DAY)
    assert list(done.codes) == batch.codes[1:]
    assert done.file == batch.root / "报表" / f"{NAME}_{DAY}.xlsx"
    rows = [[str(cell or "") for cell in row] for row in openpyxl.load_workbook(done.file)[NAME].iter_rows(values_only=True)]
    assert "移交人：张某　　接收人：李某" in rows[1][0]
    assert [row[5] for row in rows[4:7]] == [
        "1 处错误，还没有退回",
        "待核实、1 处需核实，还没有退回",
        "没有收到报送文件，已迟 5 天",
    ]
    assert rows[-1][0] == "移交人："
    [first, *_] = facts_in(batch.root).decisions
    assert (first.code, first.kind, first.said) == (batch.codes[1], "handover", "李某")
    assert batch.terms() == ["accepted", "to_correct", "open", "missing"]


def test_once_more_is_another_list(batch: RunningBatch) -> None:
    hand_over(batch.campaign, "李某", "2026-03-31", by="张某", day=DAY)
    again = hand_over(batch.campaign, "王某", "2026-03-31", by="张某", day=DAY)
    assert again.file
    assert again.file.name == f"{NAME}_{DAY}_2.xlsx"


def test_what_makes_no_sense_is_refused(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match="不能交给自己"):
        hand_over(batch.campaign, "张某", "2026-03-31", by="张某")
    with pytest.raises(XlgenError, match="在交接日期 2026-03-05 之前"):
        hand_over(batch.campaign, "李某", "2026-03-01", by="张某", day=DAY)
    with pytest.raises(XlgenError, match=r"没有下发给“别的”。下发过的单位有：县医保中心、县稽核所$"):
        hand_over(batch.campaign, "李某", "2026-03-31", units=["别的"], by="张某", day=DAY)
