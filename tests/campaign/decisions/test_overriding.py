"""人工认定: with a reason and a basis, by two where the campaign says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from running_batch import DAY, begun
from xlgen.campaign.decisions.overriding import Overriding, override
from xlgen.campaign.decisions.undoing import undo
from xlgen.errors import XlgenError

SAID = Overriding("85.5", "单位撤并", "局务会纪要〔2026〕4号")


def test_a_score_counts_until_it_is_undone(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2)
    override(batch.campaign, batch.codes[0], SAID, by="张某", day=DAY)
    assert batch.terms() == ["accepted", "missing"]
    assert (said := batch.now().projects[0].override)
    assert (said.said, said.basis) == ("85.5", "局务会纪要〔2026〕4号")
    undo(batch.campaign, day=DAY)
    assert batch.terms() == ["missing", "missing"]


def test_a_second_person_where_the_campaign_says_so(tmp_path: Path) -> None:
    batch = begun(tmp_path, 2, second=True)
    with pytest.raises(XlgenError, match="要另一个人同意"):
        override(batch.campaign, batch.codes[0], SAID, by="张某")
    with pytest.raises(XlgenError, match="同意的人和认定的人都是“张某”"):
        override(batch.campaign, batch.codes[0], Overriding(*("85", "一", "二"), second="张某"), by="张某")
    done = override(batch.campaign, batch.codes[0], Overriding(*("85", "一", "二"), second="李某"), by="张某", day=DAY)
    assert "李某 同意" in done.said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (Overriding("85", "", "纪要"), "要写明原因"),
        (Overriding("85", "撤并", " "), "要写明依据"),
        (Overriding("很好", "撤并", "纪要"), "“很好”不是得分"),
        (Overriding("100.01", "撤并", "纪要"), "不在 0 到 100 之间"),
        (Overriding("85.555", "撤并", "纪要"), "多于两位小数"),
        (Overriding("nan", "撤并", "纪要"), "不在 0 到 100 之间"),
    ],
)
def test_what_is_not_said_or_no_score_is_refused(tmp_path: Path, said: Overriding, told: str) -> None:
    batch = begun(tmp_path, 2)
    with pytest.raises(XlgenError, match=told):
        override(batch.campaign, batch.codes[0], said)
