"""A list added to a campaign: copied, written down, named in the settings, each once."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns import ISSUED, SECRET_NAME, campaign, every_byte, listed, lying, others, with_secret
from rosters import sound
from xlgen.campaign.folder import Campaign, campaign_at
from xlgen.campaign.now import now
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import NAME, AskedForm
from xlgen.errors import TemplateError, XlgenError
from xlgen.register.recording.known_facts import facts_in


@pytest.fixture
def made(tmp_path: Path) -> Campaign:
    made = campaign(tmp_path)
    send_out(made, day=ISSUED)
    return made


def add(made: Campaign, place: Path, template: str = "project-cost") -> tuple[str, ...]:
    return send_out(campaign_at(made.root), added=AskedForm(template, str(place), ("佐证",)), day=ISSUED).files


def test_settings_keep_what_a_clerk_wrote_and_ask_for_one_more(made: Campaign, tmp_path: Path) -> None:
    file = made.root / NAME
    file.write_text(f"# 我写的\n{file.read_text('utf-8')}", "utf-8")
    assert len(add(made, listed(tmp_path / "另一份.xlsx", others()))) == 2
    assert file.read_text("utf-8").startswith("# 我写的\n")
    assert campaign_at(made.root).settings.asked[1] == AskedForm("project-cost", "清单/另一份.xlsx", ("佐证",))
    assert [act.kind for act in facts_in(made.root).acts] == ["init", "issue", "list", "issue"]


def test_a_list_of_the_same_name_gets_one_of_its_own(made: Campaign, tmp_path: Path) -> None:
    add(made, listed(tmp_path / "项目清单.xlsx", others()))
    assert campaign_at(made.root).settings.asked[1].roster == "清单/项目清单_2.xlsx"


def test_its_secret_projects_are_counted_and_stay_away(made: Campaign, tmp_path: Path) -> None:
    add(made, listed(tmp_path / "另一份.xlsx", with_secret(others())))
    assert now(made, day=ISSUED).secret == 1
    assert [name for name, said in every_byte(made.root).items() if SECRET_NAME.encode() in said] == []


def test_what_a_killed_run_did_is_gone_on_with(made: Campaign, tmp_path: Path) -> None:
    place = listed(tmp_path / "另一份.xlsx", others())
    listed(made.place("清单", "另一份.xlsx"), others())  # it was copied, and nothing more
    add(made, place)
    (made.root / NAME).write_text((made.root / NAME).read_text("utf-8").rpartition("\n\n")[0], "utf-8")
    add(made, place)  # it was written down, and the settings were not
    assert [each.roster for each in campaign_at(made.root).settings.asked] == ["清单/项目清单.xlsx", "清单/另一份.xlsx"]
    assert [act.kind for act in facts_in(made.root).acts] == ["init", "issue", "list", "issue"]


def test_what_is_not_there_is_told_and_nothing_is_added(made: Campaign, tmp_path: Path) -> None:
    before = lying(made.root)
    with pytest.raises(XlgenError, match="没有这个项目清单"):
        add(made, tmp_path / "没有.xlsx")
    with pytest.raises(TemplateError):
        add(made, listed(tmp_path / "清单2.xlsx", sound()), "projekt")
    assert lying(made.root) == before
