"""A campaign begun: its folder, what lies in it, and that a second call changes nothing."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from campaigns import BEGUN, campaign, listed, lying, others, settings, with_secret
from rosters import sound
from xlgen.campaign.folder import FOLDERS, PAGE
from xlgen.campaign.new_campaign import init
from xlgen.campaign.now import now
from xlgen.campaign.settings import NAME, read_settings
from xlgen.errors import Refused, TemplateError, XlgenError
from xlgen.register.recording.known_facts import facts_in


def test_the_folder_holds_settings_the_list_the_page_and_the_first_record(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    assert sorted(lying(made.root)) == sorted(["register.sqlite", NAME, PAGE, "清单/项目清单.xlsx", "记录/000001.jsonl"])
    assert all((made.root / name).is_dir() for name in FOLDERS)
    assert read_settings(made.root) == made.settings
    assert [(act.kind, act.by, act.day) for act in facts_in(made.root).acts] == [("init", "某某", BEGUN)]


def test_the_page_names_every_folder_and_what_to_do_first(tmp_path: Path) -> None:
    said = (campaign(tmp_path).root / PAGE).read_text("utf-8-sig")
    assert all(name in said for name in (*FOLDERS, "xlgen issue", "涉密", "--add"))
    said.encode("cp936")


def test_everything_is_for_its_owner_only(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in made.root.rglob("*") if path.is_file()}
    folders = {stat.S_IMODE(path.stat().st_mode) for path in (made.root, *made.root.rglob("*")) if path.is_dir()}
    assert (modes, folders) == ({0o600}, {0o700})
    assert os.umask(os.umask(0o22)) != 0o077


def test_called_once_more_it_changes_nothing(tmp_path: Path) -> None:
    made = campaign(tmp_path)
    before = lying(made.root)
    assert campaign(tmp_path) == made
    assert lying(made.root) == before


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "批次").mkdir()
    (tmp_path / "批次" / "别的.txt").write_text("x")
    with pytest.raises(XlgenError, match="里已有东西，新开一批请换一个空文件夹"):
        campaign(tmp_path)


def test_another_campaign_is_not_begun_in_one(tmp_path: Path) -> None:
    campaign(tmp_path)
    with pytest.raises(XlgenError, match="里已有东西"):
        campaign(tmp_path, year=2026)


def test_a_campaign_is_not_begun_inside_another(tmp_path: Path) -> None:
    first = campaign(tmp_path)
    before = lying(first.root)
    with pytest.raises(XlgenError, match=r"在批次 .* 的文件夹里，新开一批请换到它外面"):
        init(first.place("下发", "新的"), settings(), day=BEGUN)
    assert lying(first.root) == before


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "批次").mkdir()
    assert len(lying(campaign(tmp_path).root)) == 5


def test_lists_of_one_name_get_names_of_their_own_and_the_same_list_is_kept_once(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
    one, other = listed(tmp_path / "甲" / "清单.xlsx", sound()), listed(tmp_path / "乙" / "清单.xlsx", others())
    made = init(tmp_path / "批次", settings(("project", one), ("project-cost", other), ("targets", one)), day=BEGUN)
    assert [each.roster for each in made.settings.asked] == ["清单/清单.xlsx", "清单/清单_2.xlsx", "清单/清单.xlsx"]


def test_secret_projects_are_counted(tmp_path: Path) -> None:
    assert now(campaign(tmp_path, with_secret()), day=BEGUN).secret == 1


def test_last_year_is_called_as_seen_from_here(tmp_path: Path) -> None:
    last = init(tmp_path / "去年", settings(year=2024), day="2025-01-10")
    made = init(tmp_path / "批次", settings(last_year=str(last.root)), day=BEGUN)
    assert made.settings.last_year == "../去年"
    assert (made.root / made.settings.last_year / NAME).is_file()


@pytest.mark.parametrize(
    ("said", "error", "told"),
    [
        ({"deadline": "月底"}, XlgenError, "日期“月底”不对"),
        ({"last_year": "没有的"}, XlgenError, "不是一个批次的文件夹"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_made(tmp_path: Path, said: dict[str, str], error: type, told: str) -> None:
    with pytest.raises(error, match=told):
        campaign(tmp_path, **said)
    assert not (tmp_path / "批次").exists()


def test_lists_and_forms_that_are_not_there_are_told(tmp_path: Path) -> None:
    place = listed(tmp_path / "清单.xlsx", sound())
    (tmp_path / "坏.xlsx").write_bytes(b"x")
    for asked, error in (
        (("project", tmp_path / "没有.xlsx"), XlgenError),
        (("projekt", place), TemplateError),
        (("project", tmp_path / "坏.xlsx"), Refused),
    ):
        with pytest.raises(error):
            init(tmp_path / "批次", settings(asked), day=BEGUN)
    assert not (tmp_path / "批次").exists()


def test_dry_nothing_is_made(tmp_path: Path) -> None:
    init(tmp_path / "批次", settings(), day=BEGUN, dry=True)
    assert not (tmp_path / "批次").exists()
