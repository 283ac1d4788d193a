"""A campaign that an earlier program began, with a form sent back, is finished by this one; nothing of it is lost."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest

from small_campaign import FULL, LINES
from xlgen.acceptance.ledger import read_ledger
from xlgen.campaign.archiving.rebuilding import rebuild
from xlgen.campaign.archiving.sealing import seal
from xlgen.campaign.archiving.verifying import verify
from xlgen.campaign.collecting.taking_in import collect
from xlgen.campaign.decisions.cell_answers import Answering, accept_cell
from xlgen.campaign.folder import Campaign, campaign_at
from xlgen.campaign.now import now
from xlgen.campaign.totals.adding_up import add_up
from xlgen.flows.filling import fill
from xlgen.register.opening import NAME
from xlgen.register.recording.known_facts import facts_in

KEPT = sorted((Path(__file__).parents[1] / "frozen").glob("*-campaign.zip"))
DAY = "2026-03-05"
GROSS = {"绩效指标": [*LINES[:2], {"三级指标": "满意度", "实际完成值": Decimal(98)}]}


@pytest.fixture(params=KEPT, ids=lambda kept: kept.stem)
def begun(request: pytest.FixtureRequest, tmp_path: Path) -> Campaign:
    with zipfile.ZipFile(request.param) as archive:
        archive.extractall(tmp_path)
    return campaign_at(tmp_path / "批次")


def terms(campaign: Campaign) -> dict[str, str]:
    return {each.form.code: str(each.term) for each in now(campaign, day=DAY).projects}


def dump(root: Path) -> list[str]:
    with closing(sqlite3.connect(root / NAME)) as connection:
        return list(connection.iterdump())


def came(campaign: Campaign, day: str, **files: bytes) -> None:
    folder = campaign.root.parent / day
    folder.mkdir()
    for name, content in files.items():
        (folder / f"{name}.xlsx").write_bytes(content)
    collect(campaign, [folder], received=day, by="某某")


def test_it_stands_as_it_was_left(begun: Campaign) -> None:
    assert terms(begun) == {"P001": "to_correct", "P002": "missing"}
    assert [(each.number, each.kind) for each in facts_in(begun.root).acts] == [
        (1, "init"), (2, "issue"), (3, "collect"), (4, "return")
    ]  # fmt: skip


def test_its_register_is_what_its_records_say(begun: Campaign) -> None:
    before = dump(begun.root)
    rebuild(begun)
    assert dump(begun.root) == before


def test_it_is_finished(begun: Campaign) -> None:
    (marked,) = begun.place("退回").rglob("P001*.xlsx")
    (blank,) = begun.place("下发").rglob("P002*.xlsx")
    came(begun, "2026-02-10", 改好=fill(marked, FULL).content)
    came(begun, "2026-02-20", 又一份=fill(blank, FULL | GROSS).content)
    assert terms(begun) == {"P001": "accepted", "P002": "open"}
    accept_cell(begun, "P002", "满意度·实际完成值", Answering("核对过"), by="某某", day=DAY)
    added = add_up(begun, by="某某", day=DAY)
    assert [each.code for each in added.summed.rollup.projects] == ["P001", "P002"]
    assert [each.reason for each in read_ledger(begun.root).record] == ["核对过"]
    assert verify(seal(begun, day=DAY, by="某某").folder).is_whole
    assert terms(begun) == {"P001": "accepted", "P002": "accepted"}
    before = dump(begun.root)
    rebuild(begun)
    assert dump(begun.root) == before
