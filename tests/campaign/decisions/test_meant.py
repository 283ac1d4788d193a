"""What a clerk means by what was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from running_batch import RunningBatch, begun
from xlgen.campaign.decisions.meant import meant
from xlgen.errors import XlgenError


@pytest.fixture
def batch(tmp_path: Path) -> RunningBatch:
    batch = begun(tmp_path, 2)
    batch.collected(a=batch.filled(0), 空=b"PK\x03\x04")
    return batch


def test_a_code_a_name_and_a_kept_file_mean_a_project(batch: RunningBatch) -> None:
    known = batch.now()
    kept = next((batch.root / "收件").rglob("a.xlsx"))
    for words in (batch.codes[0], "a.xlsx", str(kept), kept.relative_to(batch.root).as_posix()):
        assert meant(known, words)[0].form.code == batch.codes[0]
    assert meant(known, batch.codes[0])[1] is None


def test_what_means_nothing_is_said(batch: RunningBatch) -> None:
    with pytest.raises(XlgenError, match="“没有这个”不是这一批的项目编码，也不是收到的文件"):
        meant(batch.now(), "没有这个")


def test_a_code_in_small_letters_and_the_name_of_a_project_lead_to_its_code(batch: RunningBatch) -> None:
    code = batch.codes[0]
    for words in (code.lower(), batch.now().projects[0].form.name):
        with pytest.raises(XlgenError, match=f"，是不是“{code}”$"):
            meant(batch.now(), words)


def test_a_name_that_two_files_have_is_no_answer(batch: RunningBatch) -> None:
    batch.collected(a=batch.filled(1))
    with pytest.raises(XlgenError, match=r"叫“a\.xlsx”的收到 2 份，请写全路径：收件/"):
        meant(batch.now(), "a.xlsx")
