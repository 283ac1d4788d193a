"""Registers of several batches in one: counties in a prefecture's, prefectures in a province's."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from rosters import put, sound
from xlgen import flows
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.register.opening import NAME
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"
CELL = "满意度·实际完成值"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three counties with two projects each, and what one of each returned."""
    monkeypatch.chdir(tmp_path)
    Path("回收").mkdir()
    for county in "甲乙丙":
        issue(county)
        file = next(Path(county).glob(f"{county}P001*"))
        content = flows.fill(file, {"绩效指标": [{"三级指标": "满意度", "实际完成值": 98}]}).content
        Path("回收", file.name).write_bytes(content)


def issue(county: str, target: int = 120, prefix: str | None = None) -> None:
    sheets = sound()
    put("指标", 1, "指标值", target)(sheets)
    for rows in sheets.values():
        rows[1:] = [[f"{county if prefix is None else prefix}{row[0]}", *row[1:]] for row in rows[1:]]
    Path("清单.xlsx").write_bytes(write_rows(sheets))
    assert flows.issue("清单.xlsx", county, day=DAY).files


def test_three_registers_are_merged_and_merged_again() -> None:
    flows.merge(["甲", "乙"], "市")
    assert flows.merge(["市", "丙"], "省").projects == 6
    whole = flows.read_manifest("省")
    for county in "甲乙丙":
        own = flows.read_manifest(county)
        assert {code: whole.snapshots[code] for code in own.files} == own.snapshots
    assert [act.origin for act in whole.acts] == ["甲", "乙", "丙"]


def test_returns_are_judged_by_it_as_by_their_own_batches() -> None:
    flows.merge(["甲", "乙", "丙"], "省")
    returned = sorted(Path("回收").iterdir())
    assert flows.report(flows.check(returned, "省")) == flows.report(flows.check(returned, ["甲", "乙", "丙"]))


def test_answers_come_along_and_stand_once() -> None:
    flows.accept(next(Path("回收").glob("甲*")), CELL, "核对过", "甲", by="某某")
    flows.merge(["甲", "乙"], "市")
    assert flows.merge(["市", "甲", "丙"], "省").answers == 1
    (each,) = flows.check(next(Path("回收").glob("甲*")), "省")
    assert [said.reason for said in each.decided] == ["核对过"]


def test_revisions_come_along() -> None:
    sheets = sound()
    put("指标", 1, "指标值", 150)(sheets)
    for rows in sheets.values():
        rows[1:] = [[f"甲{row[0]}", *row[1:]] for row in rows[1:]]
    Path("清单.xlsx").write_bytes(write_rows(sheets))
    flows.add("清单.xlsx", "甲", approval="财社〔2026〕3号", day=DAY)
    flows.merge(["甲", "乙"], "市")
    merged = flows.read_manifest("市")
    assert (merged.snapshots["甲P001"].revision, merged.acts[1].approval) == (1, "财社〔2026〕3号")
    (each,) = flows.check(next(Path("回收").glob("甲*")), "市")
    assert [f.code for f in each.findings] == ["XG045"]


def test_two_that_contradict_each_other_are_named_and_nothing_is_written() -> None:
    issue("丁", 150, prefix="甲")
    with pytest.raises(XlgenError, match="项目“甲P001”在 甲 和 丁 里各下发过一次，内容不一样"):
        flows.merge(["甲", "丁"], "市")
    assert not Path("市").exists()


def test_an_older_list_is_merged_like_a_register() -> None:
    text = "".join(flows.export_manifest("乙"))
    Path("乙", NAME).unlink()
    Path("乙/manifest.json").write_text(text, "utf-8")
    assert flows.merge(["甲", "乙"], "市").projects == 4


def test_a_register_that_is_there_is_not_overwritten() -> None:
    before = Path("乙", NAME).read_bytes()
    with pytest.raises(XlgenError, match="不会覆盖"):
        flows.merge(["甲"], "乙")
    assert Path("乙", NAME).read_bytes() == before


def test_the_command_merges() -> None:
    done = CliRunner().invoke(main, ["manifest", "甲", "乙", "--merge", "市"])
    assert done.output == "已把 2 批并成一份，在 市：4 个项目，0 条核实。各批的表还在原处。\n"
