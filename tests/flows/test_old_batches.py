"""A batch that an earlier version issued, with manifest.json and 核实记录.jsonl, is finished by this one; no register is left open."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from first_registers import as_first
from rosters import sound, workbook_of
from xlgen import flows
from xlgen.acceptance.ledger import NAME, append, read_ledger
from xlgen.acceptance.records import TYPED, Acceptance
from xlgen.register.opening import NAME as REGISTER
from xlgen.register.opening import reading
from xlgen.register.schema import VERSION, version_of

GROSS = {"绩效指标": [{"三级指标": "满意度", "实际完成值": 98}]}
OLD = Path(__file__).parents[1] / "frozen" / "2026-11-28" / "project"


def dump(register: Path) -> list[str]:
    with closing(reading(register)) as connection:
        return list(connection.iterdump())


@pytest.fixture
def batch(tmp_path: Path) -> Path:
    shutil.copytree(OLD, tmp_path / "批")
    return tmp_path / "批"


def test_it_is_checked_answered_marked_repaired_and_summed_up(batch: Path) -> None:
    (form,) = (file for file in (batch / "收回").glob("填好.xlsx"))
    back = batch / "回收"
    back.mkdir()
    shutil.copy(form, back)
    assert (batch / "下发/manifest.json").is_file()
    assert not (batch / "下发/register.sqlite").exists()
    (checked,) = flows.check(back, batch / "下发")
    before = json.loads((batch / "校验.json").read_text("utf-8"))
    (said,) = (each for each in before["files"] if each["file"].endswith("填好.xlsx"))
    assert str(checked.status) == said["status"]
    flows.mark(back, batch / "退", batch / "下发")
    assert flows.repair(form, batch / "下发").kept > 0
    summed = flows.roll_up(back, batch / "汇总.xlsx", batch / "下发", include_errors=True, include_open=True)
    assert [project.code for project in summed.rollup.projects] == [checked.code]


def test_its_answers_go_on_where_they_stand(batch: Path) -> None:
    code = next(iter(flows.read_manifest(batch / "下发").files))
    said = Acceptance(code, "total", "98", TYPED, "核对过", "某某", "2026-02-01T09:00:00")
    append(batch / "下发", [said])
    assert json.loads((batch / "下发" / NAME).read_text("utf-8"))["reason"] == "核对过"
    assert not (batch / "下发/register.sqlite").exists()


def test_a_register_of_the_first_version_is_written_to_behind_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("清单.xlsx").write_bytes(workbook_of(sound()))
    issued = flows.issue("清单.xlsx", "下发", day="2026-01-10")
    before = flows.read_manifest("下发").snapshots
    as_first(Path("下发", REGISTER))
    kept = dump(Path("下发", REGISTER))
    Path("回收").mkdir()
    Path("回收", "甲.xlsx").write_bytes(flows.fill(Path("下发", issued.files[0]), GROSS).content)
    flows.accept(Path("回收", "甲.xlsx"), "满意度·实际完成值", "核对过", by="某某")
    with closing(reading(Path("下发", REGISTER))) as connection:
        assert version_of(connection) == VERSION
    assert dump(Path("下发", "register_第1版备份.sqlite")) == kept
    assert flows.read_manifest("下发").snapshots == before
    assert [each.reason for each in read_ledger(Path("下发")).record] == ["核对过"]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux tells what is open")
def test_nothing_that_is_done_leaves_the_register_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("清单.xlsx").write_bytes(workbook_of(sound()))
    (file, *_) = flows.issue("清单.xlsx", "下发", day="2026-01-10").files
    kept = flows.check([Path("下发", file)], "下发")
    opened = [link.readlink() for link in Path("/proc/self/fd").iterdir() if link.exists()]
    assert kept
    assert not [name for name in opened if name.is_relative_to(tmp_path)]
