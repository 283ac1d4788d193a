"""A folder of returned forms, repaired where something is to be restored; nothing that came is touched or left out unsaid."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from filled import DATA
from three_forms import issued_batch
from xlgen import flows
from xlgen.cli.main import main
from xlgen.errors import XlgenError
from xlgen.workbook.patching.patcher import Change, patch
from zips import zipped_in_gbk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """回收: a form as it should be, one of a unit with a score typed over its formula, one such in a zip, and one that is none."""
    monkeypatch.chdir(tmp_path)
    sound, typed, packed = (flows.fill(blank, DATA).content for blank in issued_batch().values())
    Path("回收/甲单位").mkdir(parents=True)
    Path("回收/T001.xlsx").write_bytes(sound)
    Path("回收/甲单位/T002.xlsx").write_bytes(typed_over(typed, "T002"))
    Path("回收/乙单位.zip").write_bytes(zipped_in_gbk({"T003.xlsx": typed_over(packed, "T003")}))
    Path("回收/假的.xlsx").write_bytes(b"PK")
    return tmp_path


def typed_over(form: bytes, code: str) -> bytes:
    slot = flows.read_manifest("下发").snapshots[code].slots["indicators.1.score"]
    sheet, row, column = slot.place or ("", 0, 0)
    return patch(form, {sheet: {(row, column): Change(Decimal(3))}}, overwrite=True)


@pytest.mark.usefixtures("desk")
def test_only_what_needs_it_is_repaired_and_lies_as_it_lay() -> None:
    done = {each.file.as_posix(): each for each in flows.repair_all("回收", issued="下发")}
    assert {name: each.copy.as_posix() if each.copy else each.why for name, each in done.items()} == {
        "回收/T001.xlsx": "",
        "回收/假的.xlsx": done["回收/假的.xlsx"].why,
        "回收/乙单位.zip/T003.xlsx": "回收_修复/乙单位/T003.xlsx",
        "回收/甲单位/T002.xlsx": "回收_修复/甲单位/T002.xlsx",
    }
    assert "不是 Excel 工作簿" in done["回收/假的.xlsx"].why
    assert [str(each.status) for each in flows.check("回收_修复", "下发") if each.answers] == ["sound", "sound"]


@pytest.mark.usefixtures("desk")
def test_the_manifest_is_found_beside_and_a_second_round_is_numbered() -> None:
    rounds = [next(each.copy for each in flows.repair_all("回收") if each.copy).parts[0] for _ in range(2)]
    assert rounds == ["回收_修复", "回收_修复2"]


@pytest.mark.usefixtures("desk")
def test_the_command_says_what_became_of_each_and_how_many() -> None:
    said = CliRunner().invoke(main, ["repair", "回收"], catch_exceptions=False)
    assert "回收/甲单位/T002.xlsx → 回收_修复/甲单位/T002.xlsx：\n  恢复　自评表!" in said.output
    assert "共 4 份：修好 2 份，1 份不用修，1 份没能修。" in said.output
    assert said.exit_code == 1


@pytest.mark.usefixtures("desk")
def test_a_form_of_a_unit_goes_beside_the_whole_collection() -> None:
    said = CliRunner().invoke(main, ["repair", "回收/甲单位/T002.xlsx"], catch_exceptions=False).output
    assert "已写到 回收_修复/甲单位/T002.xlsx" in said
    said = CliRunner().invoke(main, ["bridge", "mark", "回收/甲单位/T002.xlsx"], catch_exceptions=False).output
    assert "已写到 回收_退回/甲单位/T002.xlsx" in said


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("没有的", None, "下发"), "没有这个文件"),
        (("回收", "回收/里面", "下发"), "不能放在要修复的文件夹里面"),
        (("回收", "下发", "下发"), "已经存在"),
        (("回收", "修好.xlsx", "下发"), "修好.xlsx 是文件名，修复件要放在一个文件夹里"),
        (("空的", None, "下发"), "没有自评表文件"),
        (("别处/收", None, None), "没有找到下发清单"),
    ],
)
def test_what_cannot_be_done_is_refused(words: tuple[str, str | None, str | None], said: str) -> None:
    Path("空的").mkdir()
    Path("别处/里/收").mkdir(parents=True)
    Path("别处/收").mkdir()
    Path("别处/收/T001.xlsx").write_bytes(Path("回收/T001.xlsx").read_bytes())
    Path("下发").rename("下发_") if words[2] is None else None
    with pytest.raises(XlgenError, match=said):
        flows.repair_all(words[0], words[1], words[2])
