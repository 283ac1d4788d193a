"""This year beside the last: by 项目编码, else by name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from running_batch import DAY, begun
from xlgen.campaign.folder import Campaign
from xlgen.campaign.totals.adding_up import add_up
from xlgen.errors import XlgenError


def test_what_a_project_had_last_year_stands_beside(tmp_path: Path) -> None:
    last = begun(tmp_path, 3, "去年")
    last.collected(a=last.filled(0), b=last.wrong(1))
    batch = begun(tmp_path, 3, "今年", last_year=str(tmp_path / "去年"))
    batch.collected(a=batch.filled(0))
    done = add_up(batch.campaign, day=DAY)
    known = done.summed.rollup.year_before
    assert list(known) == [batch.codes[0]]
    assert known[batch.codes[0]].score == done.summed.rollup.projects[0].score
    assert known[batch.codes[0]].grade in "优良中差"
    assert done.file
    sheet = openpyxl.load_workbook(done.file)["项目"]
    heads = [cell.value for cell in sheet[3]]
    assert [title for title in heads if title and "上年" in title] == ["上年\n得分", "上年\n等级", "上年\n执行率"]


def test_a_campaign_that_is_not_there_is_said(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    lost = Campaign(batch.root, replace(batch.campaign.settings, last_year="../没有"))
    with pytest.raises(XlgenError, match="没有”不是一个批次的文件夹"):
        add_up(lost, day=DAY)
