"""The summary of a campaign as it is written."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from running_batch import DAY, begun
from xlgen.campaign.totals.adding_up import add_up
from xlgen.flows.summary import Summed
from xlgen.register.recording.known_facts import facts_in


def test_it_is_written_into_the_campaign_and_never_over_another(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    first = add_up(batch.campaign, day=DAY, by="张某")
    assert first.file == batch.root / "汇总" / f"汇总_{DAY}.xlsx"
    assert facts_in(batch.root).acts[-1].said == {"file": f"汇总/汇总_{DAY}.xlsx", "counted": 1}
    assert add_up(batch.campaign, day=DAY).file == first.file
    batch.collected("2026-02-02", b=batch.filled(1))
    second = add_up(batch.campaign, day=DAY, csv=True)
    assert second.file == batch.root / "汇总" / f"汇总_{DAY}_2.xlsx"
    assert len(second.summed.tables) == 2


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    before = sorted(batch.root.rglob("*"))
    assert add_up(batch.campaign, day=DAY, dry=True).file is None
    assert sorted(batch.root.rglob("*")) == before


def test_links_lead_to_the_files_that_came(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    done = add_up(batch.campaign, day=DAY)
    assert done.file
    book = openpyxl.load_workbook(done.file)
    rows = [[str(cell or "") for cell in row] for row in book["项目"].iter_rows(values_only=True)]
    files = [cell for row in rows for cell in row if "收件" in cell and cell.endswith("a.xlsx")]
    assert files
    assert (done.file.parent / files[0]).is_file()


def test_the_verdict_is_that_of_the_tables_as_they_were_written(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    done = add_up(batch.campaign, day=DAY).summed
    assert done.proved
    assert done.verdict == Summed(done.rollup, done.returns).verdict
