"""The library built from lists and batches, drawn from by a new list, compared with by lint."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from rosters import put, sound, workbook_of
from xlgen import flows


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "往年.xlsx").write_bytes(workbook_of(sound()))
    flows.issue("往年.xlsx", "下发", day="2026-01-10")
    return tmp_path


def test_lists_batches_and_earlier_libraries_make_one(here: Path):
    assert flows.build_library(["往年.xlsx", "下发"], "指标库.xlsx") == 5
    assert flows.build_library(["指标库.xlsx", "下发"], "指标库2.xlsx") == 5
    sheet = openpyxl.load_workbook("指标库2.xlsx")["指标库"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    line = next(dict(zip(rows[0], row, strict=True)) for row in rows if row[2] == "培训人数")
    assert (line["计量单位"], line["历年"], line["来源"]) == ("人", "2025年 村医培训 ≥120人", "往年；下发")


def test_lint_compares_with_it_and_with_the_one_a_list_has(here: Path):
    flows.build_library("往年.xlsx", "指标库.xlsx")
    flows.carry_over("往年.xlsx", "新.xlsx", year="2025", library="指标库.xlsx")
    assert not {"XL171", "XL172"} & {finding.code for _, finding in flows.lint("新.xlsx")}
    sheets = sound()
    put("指标", 1, "计量单位", "人次")(sheets)
    Path("改.xlsx").write_bytes(workbook_of(sheets))
    assert "XL171" not in {finding.code for _, finding in flows.lint("改.xlsx")}
    assert "XL171" in {finding.code for _, finding in flows.lint("改.xlsx", library="指标库.xlsx")}
    book = openpyxl.load_workbook("新.xlsx")
    book["指标"]["G2"].value = "人次"
    book.save("新改.xlsx")
    assert "XL171" in {finding.code for _, finding in flows.lint("新改.xlsx")}


@pytest.mark.parametrize("write", ["roster", "carry_over"])
def test_a_list_offers_the_indicators_of_the_library(here: Path, write: str):
    flows.build_library("往年.xlsx", "指标库.xlsx")
    if write == "roster":
        flows.roster("project", "新.xlsx", library="指标库.xlsx")
    else:
        flows.carry_over("往年.xlsx", "新.xlsx", library="指标库.xlsx")
    book = openpyxl.load_workbook("新.xlsx")
    [rule] = [each for each in book["指标"].data_validations.dataValidation if str(each.sqref).startswith("D2:")]
    assert (rule.formula1, rule.showErrorMessage) == ("xlgen.indicators", False)
    assert "'指标库'!$C$1" in book.defined_names["xlgen.indicators"].attr_text


def test_what_the_library_filled_is_told(here: Path):
    flows.build_library("往年.xlsx", "指标库.xlsx")
    sheets = sound()
    put("指标", 1, "计量单位", "")(sheets)
    Path("缺.xlsx").write_bytes(workbook_of(sheets))
    carried = flows.carry_over("缺.xlsx", "新.xlsx", library="指标库.xlsx")
    assert carried.lines["指标"][0]["计量单位"] == "人"
    assert "照指标库填了 1 格空着的计量单位、指标性质、评分方法" in carried.told


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: flows.lint("往年.xlsx", library="往年.xlsx"), "往年.xlsx 里没有“指标库”表"),
        (lambda: flows.build_library("空.csv", "指标库.xlsx"), "空.csv 里没有读到指标"),
    ],
)
def test_what_is_no_library_or_has_no_indicators_is_refused_by_name(here: Path, call, said: str):
    Path("空.csv").write_text("甲,乙\n1,2\n", "utf-8")
    with pytest.raises(flows.XlgenError, match=re.escape(said)):
        call()
