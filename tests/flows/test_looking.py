"""Keeping an eye on a workbook: only what changed is told."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from faults import faulty
from filled import returned
from xlgen.flows.checking import check_file
from xlgen.flows.looking import news, saved_look
from xlgen.workbook.patching.patcher import Change, patch


def look_at(path: Path) -> object:
    return saved_look(path, lambda file: check_file(file, None))


def save(path: Path, content: bytes, second: int) -> None:
    path.write_bytes(content)
    os.utime(path, (second, second))


def told(path: Path, *versions: bytes) -> list[tuple[list[str], list[str]]]:
    """Codes of what is new and of what is mended, at each look at a file that is saved before it."""

    def ticks() -> Iterator[None]:
        for second, content in enumerate(versions):
            save(path, content, second)
            yield

    return [([f.code for f in n.new], [f.code for f in n.mended]) for n in news(look_at(path), ticks())]


def test_the_first_look_tells_all_and_a_save_what_is_new_and_what_is_mended(tmp_path: Path) -> None:
    found = told(tmp_path / "T001.xlsx", returned(), faulty(), returned())
    assert found == [(["XG120"], []), (["XG102", "XG202", "XG307"], []), ([], ["XG102", "XG202", "XG307"])]


def test_a_look_at_a_half_written_file_mends_nothing(tmp_path: Path) -> None:
    found = told(tmp_path / "T001.xlsx", faulty(), faulty()[:5000], faulty())
    assert found[1:] == [(["XG010"], []), ([], [])]


def test_nothing_is_told_while_the_file_was_not_saved(tmp_path: Path) -> None:
    save(tmp_path / "T001.xlsx", faulty(), 0)
    assert len(list(news(look_at(tmp_path / "T001.xlsx"), range(5)))) == 1


def test_a_file_that_is_being_saved_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "T001.xlsx"

    def ticks() -> object:
        yield  # not there yet
        save(path, b"", 1)
        yield  # begun
        save(path, faulty(), 2)
        yield

    assert [len(n.new) for n in news(look_at(path), ticks())] == [4]


def test_a_wrong_value_that_was_emptied_is_not_called_mended(tmp_path: Path) -> None:
    found = told(tmp_path / "T001.xlsx", faulty(), patch(faulty(), {"自评表": {(13, 6): Change(None)}}))
    assert found[1] == (["XG201"], [])


@pytest.mark.parametrize(("do", "code"), [(lambda path: path.write_bytes(b""), "XG002"), (Path.unlink, "XG001")])
def test_a_file_that_stays_empty_or_gone_is_told_once(do: Callable[[Path], object], code: str, tmp_path: Path) -> None:
    path = tmp_path / "T001.xlsx"
    save(path, returned(), 0)

    def ticks() -> Iterator[None]:
        yield
        do(path)
        yield from [None] * 4

    assert [[f.code for f in n.new] for n in news(look_at(path), ticks())] == [["XG120"], [code]]
