"""What lies in a folder: everything is taken or told, links lead nowhere, the campaign's own folders are left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.campaign.collecting import walking
from xlgen.campaign.collecting.walking import lying
from xlgen.errors import XlgenError


def found(folder: Path, root: Path) -> dict[str, str]:
    return {each.place: each.why for each in lying(folder, root)}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "批次"
    for name in ("下发", "收件/0123456789abcdef", "收来的", "记录"):
        (root / name).mkdir(parents=True)
    (root / "xlgen.toml").write_text("year = 2025")
    for name in ("收件/新来的.xlsx", "收件/0123456789abcdef/a.xlsx", "收来的/b.xlsx", "说明.txt", "下发/c.xlsx"):
        (root / name).write_text("x")
    return root


def test_its_own_folders_are_told_and_not_gone_into(root: Path) -> None:
    told = found(root, root)
    assert {place for place, why in told.items() if not why} == {"收件/新来的.xlsx", "收来的/b.xlsx", "说明.txt"}
    assert {place for place, why in told.items() if why} == {"下发", "记录"}


@pytest.mark.parametrize("own", ["下发", "下发/c.xlsx", "收件/0123456789abcdef", "xlgen.toml"])
def test_what_is_its_own_is_refused_when_named(own: str, root: Path) -> None:
    with pytest.raises(XlgenError, match="自己的"):
        list(lying(root / own, root))


def test_links_are_told(tmp_path: Path) -> None:
    came = tmp_path / "来"
    (came / "内").mkdir(parents=True)
    (came / "a.xlsx").write_text("x")
    (came / "内" / "回头").symlink_to(came)
    (came / "断了").symlink_to(tmp_path / "没有")
    (came / "b.xlsx").symlink_to(came / "a.xlsx")
    told = found(came, tmp_path / "批次")
    assert told.keys() == {"a.xlsx", "b.xlsx", "断了", "内/回头"}
    assert {place for place, why in told.items() if why} == {"断了", "内/回头"}


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "来" / "锁着").mkdir(parents=True)
    scandir = walking.os.scandir

    def refused(path: Path) -> object:
        if Path(path).name == "锁着":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(walking.os, "scandir", refused)
    ((place, why),) = found(tmp_path / "来", tmp_path / "批次").items()
    assert (place, "权限" in why) == ("锁着", True)


def test_what_programs_write_for_themselves_is_passed_over_and_our_own_results_are_told(tmp_path: Path) -> None:
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db", "收来_退回/a.xlsx", "b.xlsx"):
        (tmp_path / "收来" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "收来" / name).write_text("x")
    told = found(tmp_path / "收来", tmp_path / "批次")
    assert told.keys() == {"收来_退回/a.xlsx", "b.xlsx"}
    assert told["收来_退回/a.xlsx"]


def test_a_name_that_is_no_utf_8_is_read_as_it_was_meant(tmp_path: Path) -> None:
    (tmp_path / "来").mkdir()
    try:
        (tmp_path / "来" / "自评表.xlsx".encode("gbk").decode("utf-8", "surrogateescape")).write_text("x")
    except OSError:
        pytest.skip("this disk takes no such names")
    assert found(tmp_path / "来", tmp_path / "批次") == {"自评表.xlsx": ""}
