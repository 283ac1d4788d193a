"""A trial that cannot be made fails and says why; it never passes by leaving something out."""

from __future__ import annotations

import subprocess
import tarfile
from pathlib import Path

import pytest

from bundles import trying
from bundles.pieces import BundleError, NotHere


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    with tarfile.open(tmp_path / "a.tgz", "w:gz") as packed:
        packed.add(tmp_path / "folder", "xlgen")
    return tmp_path / "a.tgz"


def test_without_root_and_without_namespaces_it_fails(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(trying.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(trying.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(trying.shutil, "which", lambda _name: None)
    with pytest.raises(BundleError, match="进不了空的系统"):
        trying.tried("amd64", archive, tmp_path / "to")


def test_another_machine_without_emulator_fails(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(trying.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(trying.shutil, "which", lambda _name: None)
    with pytest.raises(BundleError, match="qemu-user-static"):
        trying.tried("arm64", archive, tmp_path / "to")


def test_a_command_that_ends_otherwise_fails_with_what_it_said(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(trying.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(trying, "_inside", lambda _folder, words: subprocess.CompletedProcess(words, 127, "", "没有 libc"))
    with pytest.raises(BundleError, match=r"(?s)退出码是 127，应为 0.*没有 libc"):
        trying.tried("amd64", archive, tmp_path / "to")


def test_a_bundle_that_was_not_made_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(trying, "OUT", tmp_path)
    monkeypatch.setattr(trying.sys, "argv", ["trying", "amd64"])
    with pytest.raises(SystemExit) as ended:
        trying.main()
    assert (ended.value.code, "请先运行 make bundles" in capsys.readouterr().err) == (1, True)


def test_a_machine_that_lets_nobody_in_is_told_from_a_fault(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(trying.platform, "machine", lambda: "x86_64")
    said = "chroot: cannot change root directory to '/x': Operation not permitted"
    monkeypatch.setattr(trying.subprocess, "run", lambda words, **_: subprocess.CompletedProcess(words, 125, "", said))
    with pytest.raises(NotHere, match="不让进空的系统"):
        trying.tried("amd64", archive, tmp_path / "to")


def test_a_page_without_charts_fails(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(trying.platform, "machine", lambda: "x86_64")
    monkeypatch.setattr(trying, "TRIED", ())
    (tmp_path / "to").mkdir()
    (tmp_path / "to" / trying.PAGE).write_text("<table></table>")
    with pytest.raises(BundleError, match="没有图"):
        trying.tried("amd64", archive, tmp_path / "to")
