"""How a small campaign stands, judged from its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from small_campaign import decide, under_way
from xlgen.campaign import now as standing_now
from xlgen.campaign.folder import Campaign
from xlgen.campaign.now import now
from xlgen.campaign.standing import OVERRIDE, RECALL, TAKE
from xlgen.campaign.telling import report

DAY = "2026-03-05"


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Campaign:
    return under_way(tmp_path_factory.mktemp("一批"))


def terms(campaign: Campaign) -> dict[str, str]:
    return {each.form.code: each.term.value for each in now(campaign, day=DAY).projects}


def test_every_project_stands_as_what_came_for_it(campaign: Campaign) -> None:
    assert terms(campaign) == {"P001": "accepted", "P002": "accepted", "P003": "open", "P004": "unusable", "P005": "missing"}


def test_the_forms_that_count_are_there_as_judged_also_those_to_be_chosen_from(campaign: Campaign) -> None:
    found = now(campaign, day=DAY)
    judged = {each.form.code: [found.returns[file.digest].status.value for file in each.candidates] for each in found.projects}
    assert judged == {"P001": ["sound"], "P002": ["sound"], "P003": ["sound", "sound"], "P004": [], "P005": []}
    assert [each.code for each in map(found.returned, found.projects) if each] == ["P001", "P002"]


def test_both_laws_hold(campaign: Campaign) -> None:
    said = report(now(campaign, day=DAY))
    assert said["projects"] == {
        "issued": 5, "accepted": 2, "to_correct": 0, "open": 1, "unusable": 1, "missing": 1, "recalled": 0,
    }  # fmt: skip
    assert said["files"] == {
        "received": 6, "current": 4, "superseded": 1, "duplicate": 0, "unknown": 0, "refused": 1, "attachment": 0,
    }  # fmt: skip
    assert said["late"] == 1
    assert [(each["code"], each["received"], each["days_late"]) for each in said["list"]] == [
        ("P001", "2026-02-03", 0), ("P002", "2026-02-04", 0), ("P003", "2026-02-10", 0), ("P004", "2026-02-10", 0), ("P005", None, 5),
    ]  # fmt: skip


def test_nothing_changes_by_looking(campaign: Campaign) -> None:
    before = {path: path.read_bytes() for path in campaign.root.rglob("*") if path.is_file()}
    assert report(now(campaign, day=DAY)) == report(now(campaign, day=DAY))
    assert {path: path.read_bytes() for path in campaign.root.rglob("*") if path.is_file()} == before


def test_decisions_count_and_undoing_brings_back_what_was(tmp_path: Path) -> None:
    campaign = under_way(tmp_path)
    forms = [each.digest for each in now(campaign, day=DAY).facts.arrivals if each.code == "P003"]
    before = terms(campaign)
    acts = [
        decide(campaign, TAKE, "P003", said=forms[1], reason="与单位核对过"),
        decide(campaign, RECALL, "P005", reason="项目取消"),
        decide(campaign, OVERRIDE, "P004", said="80", reason="纸质件", basis="会议纪要"),
    ]
    assert terms(campaign) == before | {"P003": "accepted", "P004": "accepted", "P005": "recalled"}
    undone = [decide(campaign, "undo", revokes=act, reason="错了") for act in acts]
    assert terms(campaign) == before
    decide(campaign, "undo", revokes=undone[1])
    assert terms(campaign) == before | {"P005": "recalled"}


def test_a_campaign_of_which_nothing_was_issued_stands_at_nought(tmp_path: Path) -> None:
    from xlgen.campaign.new_campaign import init
    from xlgen.campaign.settings import Settings

    found = standing_now.now(init(tmp_path / "空批次", Settings(2025, "某局"), by="某某"), day=DAY)
    assert found.projects == []
    assert report(found)["projects"]["issued"] == 0
