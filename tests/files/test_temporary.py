"""What killed processes left is put right by the next that writes there; what a living one is writing is not touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from xlgen.files.saving import write_whole
from xlgen.files.sources import gather
from xlgen.files.temporary import _HOST, LIST, temporary, tidy


def dead() -> int:
    """The number of a process that has ended."""
    process = os.fork()
    if not process:
        os._exit(0)
    os.waitpid(process, 0)
    return process


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize("name", [".xlgen-{host}-{dead}-1.tmp", ".xlgen-{dead}.tmp", ".xlgen-{host}-{ours}-99999.tmp"])
def test_half_a_file_of_a_killed_process_is_taken_away(tmp_path: Path, name: str) -> None:
    (tmp_path / name.format(host=_HOST, dead=dead(), ours=os.getpid())).write_bytes(b"half")
    write_whole(tmp_path / "汇总.xlsx", b"new")
    assert names(tmp_path) == {"汇总.xlsx"}


def test_half_a_folder_of_a_killed_process_is_taken_away(tmp_path: Path) -> None:
    write_whole(tmp_path / f".xlgen-{_HOST}-{dead()}-1.tmp" / "P001.xlsx", b"whole")
    tidy(tmp_path)
    assert names(tmp_path) == set()


def test_a_folder_that_was_being_moved_is_moved_to_the_end(tmp_path: Path) -> None:
    stage = tmp_path / f".xlgen-{_HOST}-{dead()}-1.tmp"
    write_whole(stage / "P002.xlsx", b"2")
    write_whole(stage / LIST, b"P001.xlsx\0P002.xlsx")
    write_whole(tmp_path / "P001.xlsx", b"1")
    tidy(tmp_path)
    assert names(tmp_path) == {"P001.xlsx", "P002.xlsx"}


@pytest.mark.parametrize(
    "name", [f".xlgen-{_HOST}-{os.getppid()}-1.tmp", ".xlgen-{other}-4-1.tmp", ".xlgen-demo", ".xlgen-我的.tmp"]
)
def test_what_lives_or_is_of_another_machine_is_not_touched(tmp_path: Path, name: str) -> None:
    other = "0000" if _HOST != "0000" else "0001"
    (tmp_path / name.format(other=other)).write_bytes(b"half")
    tidy(tmp_path)
    assert len(names(tmp_path)) == 1


def test_what_this_process_is_writing_is_not_touched(tmp_path: Path) -> None:
    temporary(tmp_path).write_bytes(b"half")
    write_whole(tmp_path / "汇总.xlsx", b"new")
    assert len(names(tmp_path)) == 2


def test_a_form_in_a_folder_that_is_just_being_written_is_no_return(tmp_path: Path) -> None:
    write_whole(temporary(tmp_path) / "P001.xlsx", b"whole")
    write_whole(tmp_path / "P002.xlsx", b"whole")
    assert [each.path for each in gather([tmp_path]).forms] == [tmp_path / "P002.xlsx"]
