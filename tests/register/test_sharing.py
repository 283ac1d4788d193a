"""Network drives and folders that are kept the same on several machines are told, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlgen.register import sharing
from xlgen.register.sharing import told_of_place


@pytest.mark.parametrize(
    "name", ["OneDrive", "OneDrive - 某局", "坚果云", "我的坚果云", "WPS云盘", "WPSDrive", "百度网盘同步空间"]
)
def test_a_folder_that_a_program_carries_to_others_is_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / name / "下发"
    folder.mkdir(parents=True)
    assert "在同步盘" in told_of_place(folder)


def test_a_folder_of_this_machine_is_not_told(tmp_path: Path) -> None:
    assert told_of_place(tmp_path) == ""


@pytest.mark.parametrize(("kind", "is_told"), [("cifs", True), ("nfs4", True), ("ext4", False), ("fuseblk", False)])
def test_a_mount_of_the_network_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, is_told: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda / ext4 rw 0 0\n//server/share {tmp_path.resolve()} {kind} rw 0 0\n", "utf-8")
    monkeypatch.setattr(sharing, "_MOUNTS", mounts)
    assert ("在网络盘上" in told_of_place(tmp_path / "下发")) == is_told


def test_a_path_to_another_machine_is_told() -> None:
    assert sharing.is_network(Path("//server/share/下发"))
