"""Columns of the office's own, from the roster to every list: 业务处室 and others, but how to reach a unit only where one chases it."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from rosters import sound, workbook_of
from xlgen import flows

FURTHER = (("业务处室", ("行财科", "社保科")), ("上级项目编码", ("S-01", "")), ("联系电话", ("0530-1234567", "0530-7654321")))
GIVEN = {"业务处室": "行财科", "上级项目编码": "S-01"}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects issued, the first of which came back, blank."""
    folder = tmp_path_factory.mktemp("batch")
    sheets = sound()
    for title, values in FURTHER:
        sheets["项目"] = [[*row, value] for row, value in zip(sheets["项目"], (title, *values), strict=True)]
    (folder / "清单.xlsx").write_bytes(workbook_of(sheets))
    flows.issue(folder / "清单.xlsx", folder / "下发", day="2026-01-10")
    (folder / "回收").mkdir()
    (folder / "回收/P001.xlsx").write_bytes((folder / "下发/P001_村医培训.xlsx").read_bytes())
    return folder


def test_a_check_tells_them_of_what_came_and_of_what_did_not(batch: Path):
    files = flows.report(flows.check(batch / "回收", batch / "下发"))["files"]
    assert [each["project"].get("further") for each in files] == [GIVEN, {"业务处室": "社保科"}]


def test_a_form_carries_them_without_a_manifest_but_not_how_to_reach_the_unit(batch: Path):
    [each] = flows.check(batch / "回收")
    assert each.further == GIVEN
    assert "0530-1234567" not in str(each.answers and each.answers.snapshot)


def test_every_list_of_the_summary_has_them_and_only_that_for_chasing_has_telephones(batch: Path):
    flows.roll_up(batch / "回收", batch / "汇总.xlsx", issued=batch / "下发")
    book = openpyxl.load_workbook(batch / "汇总.xlsx")
    found = {}
    for sheet in book.worksheets:
        titles = [str(cell.value) for cell in sheet[3]]
        if "业务处室" in titles:
            lines = sheet.iter_rows(min_row=4, values_only=True)
            found[sheet.title] = {tuple(line[titles.index(t)] for t, _ in FURTHER if t in titles) for line in lines}
    assert found["项目"] >= {("行财科", "S-01"), ("社保科", None)}
    assert found["问题清单"] >= {("行财科", "S-01")}
    assert found["收到文件"] >= {("行财科", "S-01")}
    assert found["未计入清单"] >= {("行财科", "S-01", "0530-1234567"), ("社保科", None, "0530-7654321")}
    assert set(found) == {"项目", "问题清单", "收到文件", "未计入清单", "扣分原因"}


def test_the_summary_as_json_has_them(batch: Path):
    summed = flows.roll_up(batch / "回收", batch / "汇总二.xlsx", issued=batch / "下发")
    assert [each.get("further") for each in flows.summary_report(summed.rollup)["projects"]] == [GIVEN, {"业务处室": "社保科"}]


def test_numbers_of_identity_go_nowhere(tmp_path: Path):
    sheets = sound()
    sheets["项目"] = [
        [*row, value] for row, value in zip(sheets["项目"], ("经办人", "11010519491231002X", "某某"), strict=True)
    ]
    (tmp_path / "清单.xlsx").write_bytes(workbook_of(sheets))
    issued = flows.issue(tmp_path / "清单.xlsx", tmp_path / "下发", day="2026-01-10")
    assert ("XL165", "项目!L2") in [(f.code, f.place) for f in issued.findings]
    kept = "".join(flows.export_manifest(tmp_path / "下发"))
    assert ("11010519491231002X" in kept, "某某" in kept) == (False, True)
