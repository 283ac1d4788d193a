"""Contents are kept once, under a name that every system takes."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from xlgen.campaign.collecting.keeping_files import keep, kept_as
from xlgen.errors import XlgenError


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


@pytest.mark.parametrize(
    "name",
    [
        "a.xlsx",
        "自" * 300 + ".xlsx",
        "CON.xlsx",
        "nul",
        '甲/乙:丙?"<>|.pdf',
        "  ..  ",
        "a." + "长" * 100,
        "x" * 400,
        "\x00\x1f",
    ],
)
def test_any_name_is_kept(name: str, tmp_path: Path) -> None:
    place = keep(tmp_path, digest(b"x"), name, b"x")
    assert place.read_bytes() == b"x"
    assert len(place.name.encode()) <= 200
    assert place.parent.parent == tmp_path / "收件"
    assert kept_as(tmp_path, digest(b"x"), "whatever.xlsx") == place


def test_a_content_is_kept_once_under_its_first_name(tmp_path: Path) -> None:
    first = keep(tmp_path, digest(b"x"), "a.xlsx", b"x")
    assert keep(tmp_path, digest(b"x"), "b.xlsx", b"x") == first
    assert [path.name for path in first.parent.iterdir()] == ["a.xlsx"]


def test_a_file_is_copied_piece_by_piece_and_one_that_changes_is_not_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"y" * (3 << 20))
    assert keep(tmp_path, digest(file.read_bytes()), "a.bin", file).read_bytes() == file.read_bytes()
    with pytest.raises(XlgenError, match="正在被别的程序改动"):
        keep(tmp_path, digest(b"before"), "a.bin", file)
    assert not any(kept_as(tmp_path, digest(b"before"), "a.bin").parent.iterdir())


def test_the_folder_is_private(tmp_path: Path) -> None:
    place = keep(tmp_path, digest(b"x"), "a.xlsx", b"x")
    assert place.parent.stat().st_mode & 0o077 == 0
