"""A project list begun with what is known already: titles mapped once and remembered, and what is no source refused by name."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from rosters import sound, workbook_of
from xlgen import flows

EXPORT = "二级项目代码,项目名称,预算单位,预算数,指标名称,处室\n001,培训,中心,30,人数,社保科\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "往年.xlsx").write_bytes(workbook_of(sound()))
    (tmp_path / "导出.csv").write_text(EXPORT, "utf-8")
    return tmp_path


def cells(path: str, sheet: str = "项目") -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def test_last_years_list_becomes_this_years(here: Path):
    flows.carry_over("往年.xlsx", "新.xlsx", year="2026")
    titles, first, _ = cells("新.xlsx")
    said = dict(zip(titles, first, strict=True))
    assert (said["项目编码"], said["年度"], said["全年预算数"]) == ("P001", 2026, None)
    assert len(cells("新.xlsx", "指标")) == 7
    assert not Path("列名对照.xlsx").exists()  # nothing is called otherwise


@pytest.mark.parametrize("source", ["下发", "下发/register.sqlite"])
def test_an_issued_batch_becomes_a_list(here: Path, source: str):
    flows.issue("往年.xlsx", "下发", day="2026-01-10")
    flows.carry_over(source, "新.xlsx", year="2026")
    assert [row[0] for row in cells("新.xlsx")[1:]] == ["P001", "P002"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_programs_write(here: Path, encoding: str):
    Path("导出.csv").write_text(EXPORT, encoding)
    carried = flows.carry_over("导出.csv", "新.xlsx")
    assert [line["项目编码"] for line in carried.lines["项目"]] == ["001"]


def test_titles_are_mapped_once_and_what_the_clerk_said_is_remembered(here: Path):
    first = flows.carry_over("导出.csv", "一.xlsx")
    assert first.unused == ["处室"]
    book = openpyxl.load_workbook("列名对照.xlsx")
    rows = {row[0].value: row for row in book.active.iter_rows()}
    assert rows["预算单位"][1].value == "实施单位"
    rows["处室"][1].value = "业务处室"
    rows["预算单位"][1].value = "主管部门"
    book.save("列名对照.xlsx")
    again = flows.carry_over("导出.csv", "二.xlsx")
    line = again.lines["项目"][0]
    assert (line["业务处室"], line["主管部门"], again.unused) == ("社保科", "中心", [])
    assert openpyxl.load_workbook("列名对照.xlsx").active.cell(7, 2).value == "业务处室"  # it was not written over


def test_titles_that_the_remembered_ones_do_not_know_are_told(here: Path):
    flows.carry_over("导出.csv", "一.xlsx")
    Path("导出.csv").write_text(EXPORT.replace("处室\n", "处室,科目\n").replace("社保科\n", "社保科,教育\n"), "utf-8")
    assert flows.carry_over("导出.csv", "二.xlsx").unused == ["处室", "科目"]


REFUSED = {
    "nothing known": ("甲.csv", "a,b\n1,2\n", "甲.csv 里没有读到项目"),
    "no workbook": ("甲.xlsx", "不是工作簿", "甲.xlsx 读不出来，"),
    "nothing in it": ("甲.csv", " \n", "甲.csv 里没有读到项目，没有找到列名"),
    "nothing there": ("无.csv", "", "没有这个文件或文件夹：无.csv"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_source_is_refused_by_name(here: Path, case: str):
    name, text, said = REFUSED[case]
    if text:
        Path(name).write_text(text, "utf-8")
    with pytest.raises(flows.XlgenError, match=re.escape(said)):
        flows.carry_over(name, "新.xlsx")
    assert not Path("新.xlsx").exists()


def test_a_folder_that_is_no_batch_is_refused_in_words_of_this_command(here: Path):
    Path("夹").mkdir()
    with pytest.raises(
        flows.XlgenError, match=r"夹 里没有 register\.sqlite，也没有 manifest\.json（这里要下发时的那个文件夹，或一份项目清单"
    ):
        flows.carry_over("夹", "新.xlsx")


def test_where_nothing_is_known_the_titles_are_written_down_to_be_said(here: Path):
    Path("甲.csv").write_text("编号甲,名目\n1,培训\n", "utf-8")
    with pytest.raises(flows.XlgenError, match=r"请在 列名对照\.xlsx 里写明"):
        flows.carry_over("甲.csv", "新.xlsx")
    book = openpyxl.load_workbook("列名对照.xlsx")
    assert [row[0].value for row in book.active.iter_rows(min_row=2)] == ["编号甲", "名目"]


def test_a_file_of_that_name_that_is_no_list_of_titles_is_refused(here: Path):
    Path("列名对照.xlsx").write_bytes(workbook_of({"甲": [["别的"]]}))
    with pytest.raises(flows.XlgenError, match=r"列名对照\.xlsx 不是列名对照"):
        flows.carry_over("导出.csv", "新.xlsx")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: flows.lint("导出.csv"), "XG008 导出.csv 不能作项目清单，"),
        (lambda: flows.issue("导出.csv", "下发"), "XG008 导出.csv 不能作项目清单，"),
        (lambda: flows.lint("夹"), "夹 是文件夹，不是项目清单"),
        (lambda: flows.read_manifest("往年.xlsx"), "往年.xlsx 是工作簿，不是下发时的文件夹"),
    ],
)
def test_what_is_no_project_list_is_refused_by_name_and_told_what_it_should_be(here: Path, call, said: str):
    Path("夹").mkdir()
    with pytest.raises(flows.XlgenError, match=re.escape(said)):
        call()
