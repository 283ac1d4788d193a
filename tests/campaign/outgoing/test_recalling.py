"""Projects recalled: what came in of them stays and counts no more, until the recall is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns import ISSUED, campaign, filled, lying
from xlgen.campaign.collecting.taking_in import collect
from xlgen.campaign.decisions.undoing import undo
from xlgen.campaign.folder import Campaign
from xlgen.campaign.now import now
from xlgen.campaign.outgoing.recalling import recall, recall_text
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.telling import report
from xlgen.errors import XlgenError

DAY = "2026-02-10"


@pytest.fixture
def made(tmp_path: Path) -> Campaign:
    made = campaign(tmp_path)
    files = send_out(made, day=ISSUED).files
    collect(made, [filled(made, files[0], tmp_path / "收" / "P001.xlsx")], received="2026-02-01")
    return made


def standing(made: Campaign) -> dict[str, int]:
    said = report(now(made, day=DAY))
    return {name: count for name, count in (said["projects"] | said["files"]).items() if count}


def test_a_recalled_project_counts_as_such_and_its_file_stays(made: Campaign) -> None:
    before = lying(made.root / "收件")
    done = recall(made, ["P001"], "并入P002", day=DAY, by="某某")
    assert (done.count, [line.code for line in done.units["县医保中心"]]) == (1, ["P001"])
    assert standing(made) == {"issued": 2, "missing": 1, "recalled": 1, "received": 1, "current": 1}
    assert lying(made.root / "收件") == before


def test_it_is_taken_back_as_any_decision(made: Campaign) -> None:
    before = standing(made)
    act = recall(made, ["P001", "P002"], "不做了", day=DAY).act
    undo(made, act, day=DAY)
    assert standing(made) == before
    assert recall(made, ["P001"], "不做了", day=DAY).count == 1


def test_recalled_once_more_nothing_changes(made: Campaign) -> None:
    recall(made, ["P001"], "不做了", day=DAY)
    before = lying(made.root)
    done = recall(made, ["P001", "P001"], "不做了", day=DAY)
    assert (done.count, done.before, done.act) == (0, ("P001",), 0)
    assert lying(made.root) == before


def test_one_that_was_not_issued_stops_all(made: Campaign) -> None:
    before = lying(made.root)
    with pytest.raises(XlgenError, match=r"项目“P007”没有下发过，没有可撤回的.*没有撤回任何项目"):
        recall(made, ["P001", "P007"], "不做了")
    assert lying(made.root) == before


def test_what_a_unit_is_told(made: Campaign) -> None:
    ((unit, forms),) = recall(made, ["P001"], "不做了", dry=True).units.items()
    assert recall_text(made, unit, forms) == (
        "县医保中心：2025年度自评表中，P001“村医培训”不再需要填报，请停止填报，已经报送的不作数。"
        "如有疑问请与某某 0990-7654329联系。"
    )
