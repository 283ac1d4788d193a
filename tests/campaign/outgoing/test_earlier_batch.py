"""A batch that was issued without a campaign, taken into one and finished there."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from campaigns import BEGUN, ISSUED, filled, listed, lying, settings
from first_registers import as_first
from rosters import Sheets, put, sound
from xlgen import flows
from xlgen.acceptance.ledger import append, read_ledger
from xlgen.acceptance.records import TYPED, Acceptance
from xlgen.campaign.collecting.taking_in import collect
from xlgen.campaign.folder import Campaign
from xlgen.campaign.new_campaign import init
from xlgen.campaign.now import now
from xlgen.campaign.sending_out import send_out
from xlgen.campaign.settings import Settings
from xlgen.campaign.telling import report
from xlgen.errors import Refused
from xlgen.issued.manifest import read_manifest
from xlgen.register.opening import NAME
from xlgen.register.recording.acting import reindex
from xlgen.register.recording.known_facts import facts_in

FROZEN = Path(__file__).parents[2] / "frozen" / "2026-11-28" / "project"
SAID = Acceptance("P002", "indicators.3.actual", "98", TYPED, "核对过", "某某", "2026-02-01T09:00:00")


def batch(folder: Path, **said: Any) -> Path:
    """Two forms and an addition, one target changed, one value answered for."""
    flows.issue(listed(folder / "清单.xlsx", sound()), folder / "从前", day="2026-01-05", **said)
    flows.add(listed(folder / "清单.xlsx", changed()), folder / "从前", day="2026-01-08", approval="财社〔2026〕3号", **said)
    append(folder / "从前", [SAID])
    return folder / "从前"


def changed() -> Sheets:
    sheets = sound()
    put("指标", 1, "指标值", 150)(sheets)
    return sheets


def adopted(folder: Path, issued: Path) -> Campaign:
    return init(folder / "批次", Settings(0), issued=issued, by="某某", day=BEGUN)


def projects(made: Campaign) -> Mapping[str, int]:
    return {name: count for name, count in report(now(made, day=ISSUED))["projects"].items() if count}


def test_its_forms_revisions_and_answers_come_along(tmp_path: Path) -> None:
    issued = batch(tmp_path)
    before = lying(issued)
    made = adopted(tmp_path, issued)
    assert lying(issued) == before
    assert [(act.kind, act.day, act.said.get("approval", "")) for act in facts_in(made.root).acts] == [
        ("init", BEGUN, ""), ("issue", "2026-01-05", ""), ("issue", "2026-01-08", "财社〔2026〕3号"), ("adopt", BEGUN, "")
    ]  # fmt: skip
    old, new = read_manifest(issued), read_manifest(made.root)
    assert {code: new.snapshots[code] for code in old.snapshots} == dict(old.snapshots)
    assert new.files == {code: f"下发/{file}" for code, file in old.files.items()}
    assert read_ledger(made.root).record == (SAID,)
    forms = {name: content for name, content in before.items() if name.endswith(".xlsx")}
    assert lying(made.root / "下发") == forms
    assert len(forms) == 3


def test_year_department_and_deadline_are_those_of_its_forms(tmp_path: Path) -> None:
    made = adopted(tmp_path, batch(tmp_path, covers=flows.Covers("2026-02-28", "某某")))
    assert (made.settings.year, made.settings.department, made.settings.deadline) == (2025, "县医保局", "2026-02-28")


def test_lists_of_units_come_along_and_nothing_else_that_lies_there(tmp_path: Path) -> None:
    issued = batch(tmp_path, covers=flows.Covers())
    (issued / "收回.xlsx").write_bytes(b"x")
    made = adopted(tmp_path, issued)
    assert sorted(lying(made.root / "下发")) == sorted(name for name in lying(issued) if name not in (NAME, "收回.xlsx"))


def test_it_is_finished_in_the_campaign(tmp_path: Path) -> None:
    made = adopted(tmp_path, batch(tmp_path))
    assert projects(made) == {"issued": 2, "missing": 2}
    old, new = (filled(made, f"下发/P001_村医培训{end}.xlsx", tmp_path / f"收{end}" / "P001.xlsx") for end in ("", "_更正1"))
    collect(made, [old], received="2026-02-01")
    assert projects(made) == {"issued": 2, "missing": 2}  # the form of before the target was changed
    collect(made, [new], received="2026-02-02")
    assert projects(made) == {"issued": 2, "to_correct": 1, "missing": 1}


def test_its_list_is_issued_from_as_it_was_and_what_is_new_goes_out(tmp_path: Path) -> None:
    issued = batch(tmp_path)
    made = init(tmp_path / "批次", settings(("project", tmp_path / "清单.xlsx")), issued=issued, day=BEGUN)
    assert send_out(made, day=ISSUED).unchanged == 2
    more = changed()
    more["项目"].append(["P003", "参保宣传", *more["项目"][1][2:]])
    more["指标"] += [["P003", *row[1:]] for row in more["指标"] if row[0] == "P001"]
    listed(made.place("清单/清单.xlsx"), more)
    assert send_out(made, day=ISSUED).files == ("下发/县医保中心/P003_参保宣传.xlsx",)


def test_a_register_of_the_first_version_is_taken_in_and_left_as_it_is(tmp_path: Path) -> None:
    issued = batch(tmp_path)
    as_first(issued / NAME)
    before = lying(issued)
    made = adopted(tmp_path, issued)
    assert lying(issued) == before
    assert read_ledger(made.root).record == (SAID,)
    new = filled(made, "下发/P001_村医培训_更正1.xlsx", tmp_path / "收" / "P001.xlsx")
    collect(made, [new], received="2026-02-02")
    assert projects(made) == {"issued": 2, "to_correct": 1, "missing": 1}


def test_a_list_of_before_there_were_registers_is_taken_in_with_its_answers(tmp_path: Path) -> None:
    shutil.copytree(FROZEN, tmp_path / "批")
    issued = tmp_path / "批" / "下发"
    (code,) = read_manifest(issued).files
    said = Acceptance(code, "total", "98", TYPED, "核对过", "某某", "2026-02-01T09:00:00")
    append(issued, [said])
    made = adopted(tmp_path, issued)
    assert not (issued / NAME).exists()
    assert read_ledger(made.root).record == (said,)
    taken = collect(made, [tmp_path / "批" / "收回" / "填好.xlsx"], received="2026-02-02")
    (checked,) = flows.check(tmp_path / "批" / "收回" / "填好.xlsx", issued)
    assert [each.status for each in taken] == [checked.status]


def test_a_register_made_anew_of_it_says_the_same(tmp_path: Path) -> None:
    made = adopted(tmp_path, batch(tmp_path))

    def dump() -> list[str]:
        with closing(sqlite3.connect(made.root / NAME)) as connection:
            return list(connection.iterdump())

    before = dump()
    (made.root / NAME).unlink()
    reindex(made.root)
    assert dump() == before


def test_taken_in_once_more_nothing_changes(tmp_path: Path) -> None:
    issued = batch(tmp_path)
    made = adopted(tmp_path, issued)
    before = lying(made.root)
    adopted(tmp_path, issued)
    assert lying(made.root) == before


def test_a_folder_without_a_batch_is_told(tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(Refused, match=r"里没有 register.sqlite，也没有 manifest.json"):
        adopted(tmp_path, tmp_path / "空")
    assert not (tmp_path / "批次").exists()
