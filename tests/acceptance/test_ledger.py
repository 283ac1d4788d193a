"""The record of answers: only added to, read as far as it can be read."""

from __future__ import annotations

import errno
import os
from dataclasses import replace
from pathlib import Path

import pytest

from xlgen.acceptance import ledger
from xlgen.acceptance.ledger import NAME, append, read_ledger
from xlgen.acceptance.records import REVOKED, TYPED, Acceptance


def test_a_reason_may_hold_any_sign_that_other_programs_end_a_line_at(tmp_path: Path) -> None:
    kept = replace(said(), reason="甲\u2028乙\u0085丙\n丁")
    append(tmp_path, [kept])
    assert read_ledger(tmp_path).record == (kept,)


def test_where_there_is_nothing_to_write_down_no_file_is_made(tmp_path: Path) -> None:
    append(tmp_path, [])
    assert list(tmp_path.iterdir()) == []


def test_what_the_system_writes_in_parts_is_written_to_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = os.write
    monkeypatch.setattr(ledger.os, "write", lambda handle, content: whole(handle, bytes(content)[:7]))
    append(tmp_path, [said(), said("total")])
    assert read_ledger(tmp_path).record == (said(), said("total"))


def test_a_full_disk_is_told_of_the_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(ledger.os, "write", full)
    with pytest.raises(OSError, match=NAME):
        append(tmp_path, [said()])


def said(name: str = "indicators.3.actual", reading: str = TYPED, project: str = "T001") -> Acceptance:
    return Acceptance(project, name, "98", reading, "与单位核对过", "某某", "2026-02-01T09:00:00")


def test_nothing_was_answered_where_there_is_no_record(tmp_path: Path) -> None:
    assert read_ledger(tmp_path).of("T001") == {}


def test_what_stands_there_is_not_touched(tmp_path: Path) -> None:
    append(tmp_path, [said()])
    before = (tmp_path / NAME).read_bytes()
    append(tmp_path, [said("total")])
    assert (tmp_path / NAME).read_bytes().startswith(before)


def test_an_answer_holds_for_its_project_and_cell(tmp_path: Path) -> None:
    append(tmp_path, [said(), said("total", project="T002")])
    assert read_ledger(tmp_path).of("T001") == {"indicators.3.actual": said()}


def test_a_later_revocation_takes_it_back_and_both_stay_in_the_record(tmp_path: Path) -> None:
    append(tmp_path, [said()])
    append(tmp_path, [said(reading=REVOKED)])
    ledger = read_ledger(tmp_path)
    assert (ledger.of("T001"), len(ledger.record)) == ({}, 2)


@pytest.mark.parametrize("cut", ['{"project": "T0', '{"pro', '{"project": "T001", "name": "甲'])
def test_a_line_that_was_cut_off_is_told_until_another_is_behind_it(cut: str, tmp_path: Path) -> None:
    append(tmp_path, [said()])
    with (tmp_path / NAME).open("ab") as file:
        file.write(cut.encode()[:-1])
    assert (len(read_ledger(tmp_path).record), read_ledger(tmp_path).unread) == (1, (2,))
    append(tmp_path, [said("total")])
    ledger = read_ledger(tmp_path)
    assert (sorted(ledger.of("T001")), ledger.unread) == (["indicators.3.actual", "total"], ())


def test_on_a_disk_that_fills_up_nothing_is_left_of_what_could_not_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    append(tmp_path, [said()])
    before, whole, left = (tmp_path / NAME).read_bytes(), os.write, [300]

    def full(handle: int, content: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = whole(handle, bytes(content)[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(ledger.os, "write", full)
    with pytest.raises(OSError, match=NAME):
        append(tmp_path, [said("total"), said("grade")])
    assert (tmp_path / NAME).read_bytes() == before


def test_a_line_that_says_something_else_is_told_and_not_used(tmp_path: Path) -> None:
    append(tmp_path, [said()])
    text = (tmp_path / NAME).read_text("utf-8")
    (tmp_path / NAME).write_text(text.replace('"typed"', '"whatever"') + "[]\n7\n" + text.replace('"98"', "98"), "utf-8")
    assert read_ledger(tmp_path).unread == (1, 2, 3, 4)
