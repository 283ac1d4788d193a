"""What is said of the folder in which the work lies."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

import pytest

from xlgen.desk import workplace
from xlgen.desk.records import Desk, Fact

LINUX = Desk("linux", Path("/home/某"), {}, lambda _key, _value: None)
WINDOWS = Desk("win32", Path("/home/某"), {}, lambda _key, _value: None)


def about(subject: str, folder: Path, desk: Desk = LINUX) -> Fact:
    return next(fact for fact in workplace.facts_of(folder, desk) if fact.about == subject)


@pytest.mark.parametrize(
    ("place", "called"),
    [
        ("OneDrive - 某局/自评", "OneDrive"), ("WPS云盘/自评", "WPS 云盘"), ("我的坚果云", "坚果云"), ("Nutstore/1", "坚果云"),
        ("BaiduNetdiskDownload", "百度网盘"), ("WeChat Files/某人/FileStorage", "微信的文件夹"),
    ],
)  # fmt: skip
def test_a_folder_that_is_copied_elsewhere_is_told_with_the_program_that_does_it(place, called, tmp_path):
    (tmp_path / place).mkdir(parents=True)
    fact = about("网盘同步", tmp_path / place)
    assert called in fact.said
    assert "复制到本机" in fact.remedy


def test_a_onedrive_that_is_called_otherwise_is_known_by_the_settings(tmp_path):
    desk = Desk("win32", tmp_path, {"OneDrive": str(tmp_path / "云")}, lambda _key, _value: None)
    (tmp_path / "云" / "自评").mkdir(parents=True)
    assert "OneDrive" in about("网盘同步", tmp_path / "云" / "自评", desk).said


def test_an_ordinary_folder_can_be_written_and_nothing_stays_in_it(tmp_path):
    assert all(fact.is_well for fact in workplace.facts_of(tmp_path, LINUX))
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path, monkeypatch):
    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr(workplace.tempfile, "TemporaryFile", refuse)
    fact = about("文件夹", tmp_path)
    assert "只读，或没有权限" in fact.said
    assert "换一个" in fact.remedy


def test_a_full_disk_is_told(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(workplace.shutil, "disk_usage", lambda _folder: usage(1, 1, 30 * 2**20))
    assert about("磁盘空间", tmp_path) == Fact("磁盘空间", "只有 30 MB", "一批表连同副本要 500 MB 左右，请先清理磁盘或换一个盘")


@pytest.mark.parametrize(("enabled", "is_well"), [("1", True), ("0", False), (None, False)])
def test_a_deep_folder_matters_on_windows_unless_long_paths_are_enabled(enabled, is_well, tmp_path):
    deep = tmp_path / ("深" * 60) / ("深" * 60)
    deep.mkdir(parents=True)
    assert about("路径长度", deep, Desk("win32", tmp_path, {}, lambda _key, _value: enabled)).is_well is is_well
    assert about("路径长度", deep).is_well


def test_open_workbooks_are_named(tmp_path):
    for name in ("~$P001.xlsx", ".~lock.P002.xlsx#", "P003.xlsx"):
        (tmp_path / name).touch()
    assert about("正在打开的表", tmp_path).said == "P002.xlsx、P001.xlsx"
