"""Wrong rosters: every mistake at once, each with sheet and cell, and nothing is issued."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from rosters import SMALL, Sheets, put, sound, without
from xlgen.errors import Refused, XlgenError
from xlgen.findings import Severity
from xlgen.flows.issuing import issue
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.read import read_roster
from xlgen.roster.records import Project
from xlgen.words.days import serial
from xlgen.writing.roster import write_rows


def read(sheets: Sheets, template: str = "project") -> tuple[list[Project], list[tuple[str, str]]]:
    """Projects, and code and place of each finding."""
    projects, findings = read_roster(write_rows(sheets), load_template(template), load_methods())
    return projects, [(finding.code, finding.place) for finding in findings if finding.code not in SMALL]


def drop(sheet: str) -> Callable[[Sheets], None]:
    return lambda sheets: sheets.pop(sheet) and None


def test_a_sound_roster_gives_its_projects_in_order_without_a_word():
    projects, findings = read(sound())
    assert ([project.code for project in projects], findings) == (["P001", "P002"], [])
    assert [len(project.rows["indicators"]) for project in projects] == [3, 3]


@pytest.mark.parametrize(
    ("edit", "findings"),
    [
        # the sheets
        (drop("项目"), [("XL101", "项目")]),
        (drop("指标"), [("XL101", "指标")]),
        (without("项目", "项目编码"), [("XL102", "项目!A1")]),
        (without("项目", "项目名称"), [("XL102", "项目!A1")]),
        (without("项目", "年度"), [("XL102", "项目!A1")]),
        (without("项目", "全年预算数"), [("XL102", "项目!A1")]),
        (without("指标", "项目编码"), [("XL102", "指标!A1")]),
        (without("指标", "三级指标"), [("XL102", "指标!A1")]),
        (without("指标", "指标值"), [("XL102", "指标!A1")]),
        (without("指标", "分值"), [("XL102", "指标!A1")]),
        # projects
        (put("项目", 2, "项目编码", ""), [("XL104", "项目!A3"), ("XL105", "指标!A5")]),
        (put("项目", 2, "项目名称", ""), [("XL107", "项目!B3")]),
        (put("项目", 2, "年度", "2025年"), [("XL108", "项目!E3")]),
        (put("项目", 2, "年度", 25), [("XL111", "项目!E3")]),
        (put("项目", 2, "年度", Decimal("2025.5")), [("XL111", "项目!E3")]),
        (put("项目", 2, "年度", ""), [("XL111", "项目!E3")]),
        (put("项目", 2, "全年预算数", "12万元"), [("XL108", "项目!G3")]),
        (put("项目", 2, "全年预算数", ""), [("XL110", "项目!G3")]),
        (put("项目", 2, "年初预算数", -12), [("XL109", "项目!F3")]),
        (put("项目", 2, "财政拨款", 13), [("XL112", "项目!G3")]),
        # indicators
        (put("指标", 4, "项目编码", "P003"), [("XL114", "项目!A3"), ("XL105", "指标!A5")]),
        (put("指标", 4, "项目编码", ""), [("XL114", "项目!A3"), ("XL104", "指标!A5")]),
        (put("指标", 4, "一级指标", ""), [("XL116", "指标!B5")]),
        (put("指标", 4, "三级指标", " "), [("XL116", "指标!D5")]),
        (put("指标", 4, "指标值", "约八十"), [("XL122", "指标!F5")]),
        (put("指标", 4, "分值", "50分"), [("XL118", "指标!H5")]),
        (put("指标", 4, "分值", ""), [("XL118", "指标!H5")]),
        (put("指标", 4, "分值", -50), [("XL119", "指标!H5")]),
        (put("指标", 4, "指标性质", "看情况"), [("XL117", "指标!E5")]),  # no method: a guess could score backwards
        (put("指标", 4, "评分方法", "随便打分"), [("XL121", "指标!I5")]),
        (put("指标", 3, "评分标准", "≥90%:10; 中间:5"), [("XL123", "指标!J4")]),
        (put("指标", 3, "评分标准", "90%-100%:10; 80%-89%:5; 其余:0"), [("XL123", "指标!J4")] * 2),
        (without("指标", "评分标准"), [("XL102", "指标!A1"), ("XL123", "指标!A4")]),
        (put("指标", 4, "分值", 49), [("XL114", "项目!A3"), ("XL115", "项目!A3")]),
        (put("指标", 4, "分值", Decimal("50.001")), [("XL182", "指标!H5")]),
    ],
)  # fmt: skip
def test_each_mistake_is_named_with_its_cell_and_stops_the_roster(edit, findings):
    sheets = sound()
    edit(sheets)
    assert read(sheets) == ([], findings)


@pytest.mark.parametrize(
    ("edit", "findings"),
    [
        (put("指标", 3, "指标性质", "看情况"), [("XL117", "指标!E4")]),  # a method is said
        (put("指标", 6, "指标值", Decimal("0.85")), [("XL120", "指标!F7")]),
        (put("指标", 3, "评分标准", "90%-100%:10; 80%-89%:5; 其余:0 [就低]"), [("XL123", "指标!J4")] * 2),
        (without("项目", "其他资金"), [("XL102", "项目!A1")]),
        (without("项目", "年度总体目标"), [("XL102", "项目!A1")]),
        (without("指标", "计量单位"), [("XL102", "指标!A1")]),
    ],
)
def test_what_is_only_odd_is_named_and_still_issued(edit, findings):
    sheets = sound()
    edit(sheets)
    projects, found = read(sheets)
    assert (len(projects), found) == (2, findings)


def test_a_code_twice_says_where_it_stood_first():
    sheets = sound()
    put("项目", 2, "项目编码", "P001")(sheets)
    _, findings = read_roster(write_rows(sheets), load_template("project"), load_methods())
    [twice] = [finding for finding in findings if finding.code == "XL106"]
    assert (twice.place, "第 2 行" in twice.message) == ("项目!A3", True)


def test_a_project_without_indicators_is_named():
    sheets = sound()
    del sheets["指标"][4:]
    assert read(sheets) == ([], [("XL113", "项目!A3")])


def test_all_mistakes_are_told_at_once():
    sheets = sound()
    edits = [
        put("项目", 1, "全年预算数", "三十"),
        put("项目", 2, "年度", ""),
        put("指标", 1, "分值", "五十"),
        put("指标", 2, "评分方法", "没有的方法"),
        put("指标", 4, "项目编码", "P009"),
        without("项目", "项目名称"),
    ]
    for edit in edits:
        edit(sheets)
    projects, found = read(sheets)
    assert projects == []
    assert found == [
        ("XL102", "项目!A1"),
        ("XL108", "项目!F2"),
        ("XL114", "项目!A3"),
        ("XL111", "项目!D3"),
        ("XL118", "指标!H2"),
        ("XL121", "指标!I3"),
        ("XL105", "指标!A5"),
    ]


def test_every_finding_says_what_is_wrong_and_what_to_do():
    sheets = sound()
    for row in (1, 2):
        put("项目", row, "全年预算数", "12 万元")(sheets)
        put("指标", row, "评分方法", "没有的方法")(sheets)
    _, findings = read_roster(write_rows(sheets), load_template("project"), load_methods())
    findings = [finding for finding in findings if finding.code not in SMALL]
    assert findings
    assert all(finding.message and finding.hint and finding.severity is Severity.ERROR for finding in findings)
    assert {"12 万元" in finding.message or "没有的方法" in finding.message for finding in findings} == {True}


def test_nothing_is_written_where_the_roster_is_wrong(tmp_path: Path):
    sheets = sound()
    put("指标", 4, "分值", 49)(sheets)
    (tmp_path / "项目清单.xlsx").write_bytes(write_rows(sheets))
    issued = issue(tmp_path / "项目清单.xlsx", tmp_path / "下发", day="2026-01-10")
    assert issued.files == ()
    assert [path.name for path in tmp_path.iterdir()] == ["项目清单.xlsx"]


def test_what_was_issued_is_not_overwritten(tmp_path: Path):
    (tmp_path / "项目清单.xlsx").write_bytes(write_rows(sound()))
    first = issue(tmp_path / "项目清单.xlsx", tmp_path / "下发")
    before = {path.name: path.read_bytes() for path in (tmp_path / "下发").iterdir()}
    with pytest.raises(XlgenError, match="不会覆盖"):
        issue(tmp_path / "项目清单.xlsx", tmp_path / "下发")
    assert {path.name: path.read_bytes() for path in (tmp_path / "下发").iterdir()} == before
    assert sorted(before) == sorted([*first.files, "register.sqlite"])


def test_a_file_that_is_no_workbook_is_refused():
    with pytest.raises(Refused, match="XG008"):
        read_roster(b"no workbook at all", load_template("project"), load_methods())


# ---- what people do to rosters ----


def test_titles_may_stand_below_a_heading_in_another_order_and_between_columns_of_ones_own():
    sheets = sound()
    sheets["项目"] = [["序号", *row[::-1]] if i == 0 else [i, *row[::-1]] for i, row in enumerate(sheets["项目"])]
    width = len(sheets["项目"][0])
    sheets["项目"] = [["项目清单", *[""] * (width - 1)], *sheets["项目"]]
    assert [(project.code, project.values["全年预算数"]) for project in read(sheets)[0]] == [("P001", 30), ("P002", 12)]


def test_blank_lines_are_passed_over_and_cells_below_keep_their_row_numbers():
    sheets = sound()
    sheets["指标"].insert(4, [""] * 10)
    put("指标", 5, "分值", 49)(sheets)
    put("指标", 6, "评分方法", "没有的方法")(sheets)
    assert read(sheets)[1] == [("XL114", "项目!A3"), ("XL115", "项目!A3"), ("XL121", "指标!I7")]


def test_codes_typed_as_numbers_and_as_text_are_the_same():
    sheets = sound()
    put("项目", 2, "项目编码", 2025001)(sheets)
    for row in (4, 5, 6):
        put("指标", row, "项目编码", "2025001 ")(sheets)
    projects, findings = read(sheets)
    assert ([project.code for project in projects], findings) == (["P001", "2025001"], [])


def test_text_that_looks_like_a_formula_stays_text():
    sheets = sound()
    put("项目", 1, "项目名称", "=1+1 & <培训>")(sheets)
    assert read(sheets)[0][0].values["项目名称"] == "=1+1 & <培训>"


@pytest.mark.parametrize(
    ("nature", "method"),
    [("＜＝", "lower_by_ratio"), ("不超过", "lower_by_ratio"), ("≤ ", "lower_by_ratio"), ("不大于", "lower_by_ratio"),
     ("＞＝", "higher_is_better"), ("不低于", "higher_is_better"), ("大于或等于", "higher_is_better"), ("正向指标", "higher_is_better"),
     ("反向指标", "lower_by_ratio")],
)  # fmt: skip
def test_a_comparison_is_known_however_it_is_spelled(nature: str, method: str):
    sheets = sound()
    put("指标", 4, "指标性质", nature)(sheets)
    projects, findings = read(sheets)
    assert (findings, projects[1].rows["indicators"][0]["method"]) == ([], method)


def test_a_deadline_is_of_the_year_of_its_project():
    sheets = sound()
    put("指标", 4, "指标值", "10月底前")(sheets)
    put("指标", 4, "指标性质", "")(sheets)
    put("指标", 4, "计量单位", "")(sheets)
    projects, findings = read_roster(write_rows(sheets), load_template("project"), load_methods())
    row = projects[1].rows["indicators"][0]
    assert (row["method"], row["target"], row["type"]) == ("by_date", serial(date(2025, 10, 31)), "date")
    assert [finding.place for finding in findings if finding.code == "XL141"] == ["指标!F5"]


def test_a_target_typed_as_a_date_is_a_day(tmp_path: Path):
    roster = tmp_path / "项目清单.xlsx"
    roster.write_bytes(write_rows(sound()))
    book = openpyxl.load_workbook(roster)
    book["指标"]["E5"], book["指标"]["F5"], book["指标"]["G5"] = "", datetime(2025, 10, 31), ""
    book.save(roster)
    projects, _ = read_roster(roster, load_template("project"), load_methods())
    assert projects[1].rows["indicators"][0]["target"] == serial(date(2025, 10, 31))
