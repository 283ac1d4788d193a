"""A folder packed twice is the same bytes, whenever and by whomever its files were made."""

from __future__ import annotations

import os
import tarfile
import zipfile
from pathlib import Path

import pytest

from bundles.packing import pack


def folder(place: Path, when: int, order: list[str]) -> Path:
    for name in order:
        file = place / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
        file.chmod(0o755 if name == "xlgen" else 0o640)
        os.utime(file, (when, when))
    return place


@pytest.mark.parametrize("suffix", [".tgz", ".zip"])
def test_the_same_files_give_the_same_bytes(suffix, tmp_path):
    names = ["xlgen", "先看我.txt", "lib/ld.so"]
    first = folder(tmp_path / "a", 10**9, names)
    second = folder(tmp_path / "b", 10**9 + 12345, names[::-1])
    for place in (first, second):
        pack(place, place.with_suffix(suffix))
    assert first.with_suffix(suffix).read_bytes() == second.with_suffix(suffix).read_bytes()


def test_what_is_a_program_stays_one_and_nobody_owns_it(tmp_path):
    pack(folder(tmp_path / "a", 10**9, ["xlgen", "先看我.txt"]), tmp_path / "a.tgz")
    with tarfile.open(tmp_path / "a.tgz") as archive:
        found = {member.name: (member.mode, member.uid, member.uname) for member in archive}
    assert found == {"xlgen/xlgen": (0o755, 0, ""), "xlgen/先看我.txt": (0o644, 0, "")}


def test_a_zip_says_that_its_names_are_utf_8(tmp_path):
    pack(folder(tmp_path / "a", 10**9, ["安装.cmd"]), tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        (member,) = archive.infolist()
    assert member.filename == "xlgen/安装.cmd"
    assert member.flag_bits & 0x800
