"""A campaign is found from wherever in it a command is called, and who called it is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaigns import campaign
from xlgen.campaign.folder import campaign_at, root_of, who
from xlgen.errors import XlgenError


def test_a_command_finds_the_campaign_it_is_called_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = campaign(tmp_path)
    monkeypatch.chdir(made.root / "下发")
    assert campaign_at().root.resolve() == made.root.resolve()
    assert campaign_at(made.root / "收件").settings == made.settings


def test_outside_it_says_what_to_do(tmp_path: Path) -> None:
    assert root_of(tmp_path) is None
    with pytest.raises(XlgenError, match=r"不在一个批次的文件夹里.*新开一批用 xlgen init"):
        campaign_at(tmp_path)


def test_a_folder_that_is_not_there_is_not_the_campaign_it_would_lie_in(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    with pytest.raises(XlgenError, match=r"没有这个文件夹：.*收见"):
        campaign_at(made.root / "收见")


def test_who_does_something_is_as_said_else_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xlgen.campaign.folder.getuser", lambda: "clerk")
    assert (who(" 某某 "), who()) == ("某某", "clerk")


def test_a_system_without_names_is_no_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> str:
        raise OSError

    monkeypatch.setattr("xlgen.campaign.folder.getuser", none)
    assert who() == "不知道是谁"
