"""Reports are put into 报表, beside what may have been written on."""

from __future__ import annotations

from pathlib import Path

from xlgen.campaign.folder import Campaign
from xlgen.campaign.settings import Settings
from xlgen.campaign.showing.report_files import put_report


def test_the_same_is_left_and_another_gets_a_number(tmp_path: Path) -> None:
    campaign = Campaign(tmp_path, Settings(2025))
    names = [put_report(campaign, "名单.xlsx", content).name for content in (b"1", b"1", b"2", b"3", b"2", b"1")]
    assert names == ["名单.xlsx", "名单.xlsx", "名单_2.xlsx", "名单_3.xlsx", "名单_2.xlsx", "名单.xlsx"]
    assert sorted(path.name for path in (tmp_path / "报表").iterdir()) == ["名单.xlsx", "名单_2.xlsx", "名单_3.xlsx"]


def test_a_dry_run_says_where_and_writes_nothing(tmp_path: Path) -> None:
    assert put_report(Campaign(tmp_path, Settings(2025)), "名单.xlsx", b"1", dry=True) == tmp_path / "报表" / "名单.xlsx"
    assert not any(tmp_path.iterdir())
