"""Records of acts: a file each, whole or not there, whose number only one can take."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from xlgen.errors import Refused, XlgenError
from xlgen.register.recording.act_files import (
    ActRecord,
    numbers,
    pending_forms,
    place_of,
    put_record,
    read_record,
    shelved,
    unissued_forms,
)

ROWS = [("decisions", {"code": "P001", "kind": "recall", "reason": "并入“乙”\n项目"}), ("rounds", {"round": 1})]


def act(number: int = 1, rows: list[tuple[str, dict[str, object]]] | None = None, shelf: Path | None = None) -> ActRecord:
    return ActRecord(
        number, "recall", "某某", "2026-01-10T09:00:00", "2026-01-10", {"n": 1}, ROWS if rows is None else rows, shelf
    )


def test_an_act_is_read_as_it_was_written(tmp_path: Path) -> None:
    put_record(tmp_path, act())
    assert read_record(tmp_path, 1) == act()
    assert numbers(tmp_path) == [1]


def test_a_record_is_for_its_owner_only(tmp_path: Path) -> None:
    put_record(tmp_path, act())
    assert stat.S_IMODE(place_of(tmp_path, 1).stat().st_mode) == 0o600


def test_a_number_is_taken_once(tmp_path: Path) -> None:
    put_record(tmp_path, act())
    with pytest.raises(XlgenError, match="里刚有 某某 记了一笔，这一次没有做。请再运行一次"):
        put_record(tmp_path, act(rows=[]))
    assert read_record(tmp_path, 1) == act()
    assert [path.name for path in place_of(tmp_path, 1).parent.iterdir()] == ["000001.jsonl"]


def test_a_number_is_taken_once_also_on_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise OSError(95, "no links")

    monkeypatch.setattr(os, "link", none)
    put_record(tmp_path, act())
    with pytest.raises(XlgenError, match="里刚有 某某 记了一笔"):
        put_record(tmp_path, act(rows=[]))
    assert read_record(tmp_path, 1) == act()


def test_what_was_cut_off_anywhere_was_not_done(tmp_path: Path) -> None:
    put_record(tmp_path, act())
    whole = place_of(tmp_path, 1).read_bytes()
    for length in range(len(whole)):
        place_of(tmp_path, 1).write_bytes(whole[:length])
        assert read_record(tmp_path, 1) is None, whole[:length]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ('{"version":9,"act":1}\n{"end":0}\n', "XG052"),
        ('{"version":1}\n{"end":0}\n', "XG051"),
        ('[]\n{"end":0}\n', "XG051"),
        ("x\n" + '{"end":0}\n', "XG051"),
    ],
)
def test_a_damaged_or_newer_record_is_refused(tmp_path: Path, written: str, code: str) -> None:
    put_record(tmp_path, act())
    place_of(tmp_path, 1).write_text(written)
    with pytest.raises(Refused) as refused:
        read_record(tmp_path, 1)
    assert refused.value.code == code


def test_forms_belong_to_the_act_that_names_them(tmp_path: Path) -> None:
    put_record(tmp_path, act(1))
    pending_forms(tmp_path).write_bytes(b"forms")
    assert unissued_forms(tmp_path) == [pending_forms(tmp_path)]
    shelf = shelved(tmp_path, 2)
    assert unissued_forms(tmp_path) == [shelf]  # ended by force before it was written down
    put_record(tmp_path, act(2))
    assert unissued_forms(tmp_path) == [shelf]  # somebody else's act of that number issues nothing
    put_record(tmp_path, act(3, shelf=shelf))
    pending_forms(tmp_path).write_bytes(b"forms")
    put_record(tmp_path, act(4, shelf=(own := shelved(tmp_path, 4))))
    assert read_record(tmp_path, 4) == act(4, shelf=own)
    assert own not in unissued_forms(tmp_path)


def test_a_folder_without_records_has_none(tmp_path: Path) -> None:
    assert (numbers(tmp_path), unissued_forms(tmp_path)) == ([], [])
