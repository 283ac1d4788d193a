"""An archive held against its list, years later."""

from __future__ import annotations

from pathlib import Path

import pytest

from running_batch import DAY, begun
from xlgen.campaign.archiving.digest_list import LIST
from xlgen.campaign.archiving.sealing import seal
from xlgen.campaign.archiving.verifying import verify
from xlgen.errors import XlgenError


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive that somebody made writable."""
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0))
    folder = seal(batch.campaign, day=DAY).folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o700 if path.is_dir() else 0o600)
    return folder


def test_one_altered_byte_is_named(archive: Path) -> None:
    [form] = (archive / "收件").rglob("a.xlsx")
    content = bytearray(form.read_bytes())
    content[len(content) // 2] ^= 1
    form.write_bytes(content)
    found = verify(archive)
    assert (found.altered, found.missing, found.added) == ([form.relative_to(archive).as_posix()], [], [])
    assert not found.is_whole


def test_what_is_missing_and_what_was_added_is_named(archive: Path) -> None:
    (archive / "记录" / "000002.jsonl").unlink()
    (archive / "记录" / "多.txt").write_text("一", "utf-8")
    found = verify(archive / LIST)
    assert (found.altered, found.missing, found.added) == ([], ["记录/000002.jsonl"], ["记录/多.txt"])


def test_a_list_that_was_made_to_fit_is_known_to_the_campaign(archive: Path) -> None:
    lines = (archive / LIST).read_text("utf-8").splitlines(keepends=True)
    [at] = [n for n, line in enumerate(lines) if line.endswith("000002.jsonl\n")]
    (archive / LIST).write_text("".join(lines[:at] + lines[at + 1 :]), "utf-8")
    (archive / "记录" / "000002.jsonl").unlink()
    found = verify(archive)
    assert (found.altered, found.missing, found.added, found.is_list_known) == ([], [], [], False)
    assert not found.is_whole
    moved = archive.rename(archive.parent.parent / "别处")
    assert verify(moved).is_list_known is None


def test_what_is_no_archive_is_said(archive: Path, tmp_path: Path) -> None:
    with pytest.raises(XlgenError, match="不是存档的文件夹，或者清单被删了"):
        verify(archive.parent)
    with pytest.raises(XlgenError, match="没有这个文件夹"):
        verify(tmp_path / "没有")
    (archive / LIST).write_text("一\n", "utf-8")
    with pytest.raises(XlgenError, match="第 1 行读不懂"):
        verify(archive)
