"""Full marks that no file proves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from campaign_facts import came, decided, form, known, now_of
from small_campaign import begun, filled, take
from xlgen.campaign.evidence import asks_evidence, evidence_of, lacking, unproven
from xlgen.campaign.folder import Campaign
from xlgen.campaign.now import now
from xlgen.campaign.settings import AskedForm, Settings
from xlgen.campaign.standing import OVERRIDE
from xlgen.campaign.terms import ProjectTerm


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        (Settings(2025), False),
        (Settings(2025, evidence=True), True),
        (Settings(2025, asked=(AskedForm("project", "清单.xlsx", ("佐证",)),)), True),
        (Settings(2025, asked=(AskedForm("project", "清单.xlsx", ("调整",)),)), False),
    ],
)
def test_evidence_is_asked_for_by_the_setting_or_by_a_form_with_its_column(said: Settings, asks: bool) -> None:
    assert asks_evidence(said) is asks


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("P1佐证/签到表.pdf", True),
        ("P1.pdf", True),
        ("P1_验收单（盖章）.pdf", True),
        ("P1_项目P1_盖章.pdf", False),
        ("P1_2025年度项目支出绩效自评表（已签字盖章扫描件）.jpg", False),
    ],
)
def test_the_form_on_paper_is_no_evidence(name: str, counts: bool) -> None:
    [standing] = now_of(known([form()], [came(1), came(2, "", name=name, kind="attachment")])).projects
    assert [one.name for one in evidence_of(standing)] == ([name] if counts else [])


EVERY = ["培训人数", "经办能力", "满意度"]


@pytest.mark.parametrize(
    ("files", "left"),
    [
        ([], EVERY),
        (["P001_盖章.pdf"], EVERY),
        (["P002佐证/签到表.pdf"], EVERY),
        (["P001佐证/签到表.pdf"], []),
        (["P001佐证/培训人数签到表.pdf"], ["经办能力", "满意度"]),
        (["P001佐证/培训人数.pdf", "P001佐证/满意度/问卷.pdf"], ["经办能力"]),
        (["P001佐证/培训人数.pdf", "P001佐证/总结.docx"], []),
    ],
)
def test_a_file_proves_its_indicator_or_else_any(tmp_path: Path, files: Sequence[str], left: list[str]) -> None:
    campaign = begun(tmp_path)
    take(campaign, tmp_path, "2026-02-04", {"P001.xlsx": filled(campaign, "P001")} | dict.fromkeys(files, b"%PDF-1.4"))
    stands = now(campaign)
    assert [item.level3 for item in lacking(stands, stands.projects[0])] == left


def test_marks_that_are_not_full_need_none(tmp_path: Path) -> None:
    campaign = begun(tmp_path)
    worse = [{"三级指标": "培训人数", "实际完成值": 60}, {"三级指标": "经办能力", "完成情况": "达成", "得分": 30}]
    take(campaign, tmp_path, "2026-02-04", {"P001.xlsx": filled(campaign, "P001", 绩效指标=worse)})
    stands = now(campaign)
    assert [item.level3 for item in lacking(stands, stands.projects[0])] == ["经办能力"]


def test_a_project_that_was_recalled_or_whose_score_the_office_said_lacks_none(tmp_path: Path) -> None:
    campaign = begun(tmp_path)
    take(campaign, tmp_path, "2026-02-04", {"P001.xlsx": filled(campaign, "P001")})
    stands = now(campaign)
    recalled = replace(stands.projects[0], term=ProjectTerm.RECALLED)
    said = replace(stands.projects[0], decisions=[decided(9, OVERRIDE, "85", code="P001")])
    assert (lacking(stands, recalled), lacking(stands, said)) == ([], [])


def test_a_campaign_that_asks_for_none_lists_none(tmp_path: Path) -> None:
    campaign = begun(tmp_path)
    take(campaign, tmp_path, "2026-02-04", {"P001.xlsx": filled(campaign, "P001")})
    asking = Campaign(campaign.root, replace(campaign.settings, evidence=True))
    assert unproven(now(campaign)) == []
    assert [(each.standing.form.code, len(each.items)) for each in unproven(now(asking))] == [("P001", 3)]
