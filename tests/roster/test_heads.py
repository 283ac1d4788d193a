"""Titles of a roster: what is written otherwise stops it, what another form wants and what the office adds is told."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from rosters import PROJECTS, SMALL, Sheets, sound, told, without, workbook_of
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.example import sheets_of
from xlgen.roster.read import read_roster
from xlgen.roster.titles import optional_titles
from xlgen.writing.blank_roster import blank_roster


def renamed(sheet: str, old: str, new: str) -> Sheets:
    sheets = sound()
    sheets[sheet][0] = [new if title == old else title for title in sheets[sheet][0]]
    return sheets


def with_columns(sheet: str, *columns: tuple[str, Decimal | int | str]) -> Sheets:
    sheets = sound()
    for title, value in columns:
        sheets[sheet] = [[*row, value if i else title] for i, row in enumerate(sheets[sheet])]
    return sheets


@pytest.mark.parametrize(
    ("sheet", "old", "new", "place", "message"),
    [
        ("指标", "评分方法", "评分办法", "指标!I1",
         "不认识列名“评分办法”，是不是“评分方法”；没有它，每项都按指标性质和指标值自动选方法"),
        ("指标", "指标值", "年度指标值", "指标!F1", "不认识列名“年度指标值”，是不是“指标值”"),
        ("项目", "项目编码", "项目编号", "项目!A1", "不认识列名“项目编号”，是不是“项目编码”"),
        ("项目", "财政拨款", "财政拔款", "项目!H1", "不认识列名“财政拔款”，是不是“财政拨款”"),
    ],
)  # fmt: skip
def test_a_title_written_otherwise_is_told_with_the_one_that_was_meant(sheet, old, new, place, message):
    found = told(workbook_of(renamed(sheet, old, new)))
    assert [(p, m) for code, p, m in found if code == "XL148"] == [(place, message)]
    assert "XL102" not in {code for code, _, _ in found}


def test_a_title_that_is_lacking_without_one_like_it_says_what_happens_without_it():
    sheets = sound()
    without("指标", "评分方法")(sheets)
    assert ("XL102", "指标!A1", "“指标”表缺少列“评分方法”；没有它，每项都按指标性质和指标值自动选方法") in told(
        workbook_of(sheets)
    )


def test_an_unknown_title_over_an_empty_column_is_none():
    assert told(workbook_of(with_columns("指标", ("备注", "")))) == []


def test_columns_of_the_office_are_told_once_a_sheet():
    sheets = with_columns("项目", ("业务处室", "行财科"), ("上级项目编码", "S01"))
    assert told(workbook_of(sheets)) == [("XL151", "项目!L1", "“业务处室”、“上级项目编码”不是本表式的列，照原样带到各清单")]
    assert told(workbook_of(with_columns("指标", ("备注", "县里定")))) == [("XL151", "指标!K1", "“备注”不是本表式的列，没有用")]


def test_columns_that_only_another_form_needs_are_told_with_those_of_this_one():
    found = told(workbook_of(sound()), "project-hubei")
    assert found[0][:2] == ("XL150", "项目!F1")
    assert found[0][2] == (
        "本表式没有“年初预算数”、“财政拨款”、“上年结转”、“其他资金”列，没有用；本表式的列是："
        "项目编码、项目名称、主管部门、实施单位、年度、年度总体目标、全年预算数"
    )


def test_sources_of_another_form_are_one_cause_and_told_once():
    found = told(workbook_of(sound()), "project-sichuan")
    assert [(code, place) for code, place, _ in found if code in ("XL112", "XL150") and place.startswith("项目")] == [
        ("XL150", "项目!H1")
    ]
    assert "“财政拨款”、“上年结转”列，没有用，各项来源之和也就没有核对；" in "".join(message for _, _, message in found)


OWN = """
extends = "project@2020"
id      = "own"
edition = "1"
[tables.indicators.columns]
meaning = { label = "指标解释", type = "text", after = "level3", width = 20 }
before  = { label = "上年值", type = "number", after = "target", width = 10 }
source  = { label = "数据来源", type = "text", after = "unit", width = 16 }
checked = { label = "核查情况", type = "text", after = "reason", width = 16, prompt = "由填报人写" }
"""


def test_columns_of_the_frame_itself_are_filled_from_the_roster(tmp_path: Path):
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    spec = load_template(tmp_path / "own.toml")
    sheets = with_columns("指标", ("指标解释", "参训人次"), ("上年值", 110), ("数据来源", "签到表"))
    projects, findings = read_roster(workbook_of(sheets), spec, load_methods(spec))
    assert {f.code for f in findings} <= set(SMALL)
    form = compile_form(spec, load_methods(spec), projects[0].values, projects[0].rows)
    cells = form.tables["indicators"].rows[0].cells
    assert [cells[key].value for key in ("meaning", "before", "source", "checked")] == ["参训人次", 110, "签到表", None]
    assert [cells[key].is_input for key in ("meaning", "before", "source", "checked")] == [False, False, False, True]


def test_a_column_of_the_frame_that_the_roster_does_not_give_is_not_missed(tmp_path: Path):
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    assert told(workbook_of(sound()), str(tmp_path / "own.toml")) == []


def test_what_the_officer_answers_is_never_taken_from_the_roster(tmp_path: Path):
    sheets = with_columns("指标", ("实际完成值", 5), ("核查情况", "无误"))
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    found = told(workbook_of(sheets), str(tmp_path / "own.toml"))
    assert found == [("XL150", "指标!K1", "“实际完成值”、“核查情况”由填报人填，项目清单里写的没有用")]


def test_two_columns_of_one_title_are_told():
    sheets = with_columns("指标", ("指标值（调整后）", "130"))
    assert told(workbook_of(sheets)) == [("XL149", "指标!K1", "有 2 列都叫“指标值”，用了左边的一列，其余没有用")]


def test_a_sheet_almost_called_so_is_named():
    sheets = sound()
    sheets["项目表"] = sheets.pop("项目")
    assert ("XL101", "项目", "没有名为“项目”的工作表，是不是“项目表”") in told(workbook_of(sheets))


def test_a_sheet_without_titles_is_told_in_one_line():
    found = told(workbook_of({name: rows[1:] for name, rows in sound().items()}))
    assert [(code, place, message[:26]) for code, place, message in found] == [
        ("XL102", "项目", "“项目”表前 10 行里没有一个认得的列名；列名应是"),
        ("XL102", "指标", "“指标”表前 10 行里没有一个认得的列名；列名应是"),
    ]  # fmt: skip


def test_a_title_written_otherwise_is_read_as_what_was_meant_so_that_nothing_else_is_told_for_it():
    assert [code for code, _, _ in told(workbook_of(renamed("指标", "评分标准", "评分标淮")))] == ["XL148"]
    assert [code for code, _, _ in told(workbook_of(renamed("项目", "项目编码", "项目编号")))] == ["XL148"]


def test_where_columns_that_tell_how_to_reach_a_unit_go_is_told():
    [(_, _, message)] = told(workbook_of(with_columns("项目", ("业务处室", "行财科"), ("联系人电话", "0530-1234567"))))
    assert message == "“业务处室”、“联系人电话”不是本表式的列，照原样带到各清单，其中“联系人电话”只带到“未计入清单”，供催报用"


def test_where_all_columns_tell_how_to_reach_a_unit_that_is_all_that_is_told():
    [(_, _, message)] = told(workbook_of(with_columns("项目", ("联系人电话", "0530-1234567"))))
    assert message == "“联系人电话”不是本表式的列，只带到“未计入清单”和催报名单"


def test_a_roster_made_for_a_frame_offers_the_columns_of_its_own(tmp_path: Path):
    (tmp_path / "own.toml").write_text(OWN, "utf-8")
    spec = load_template(tmp_path / "own.toml")
    assert sheets_of(spec)["指标"][-3:] == ["指标解释", "上年值", "数据来源"]
    assert {"指标解释", "上年值", "数据来源"} <= optional_titles(spec)
    book = openpyxl.load_workbook(BytesIO(blank_roster(spec, load_methods(spec))))
    assert [cell.value for cell in book["指标"][1]][-3:] == ["指标解释", "上年值", "数据来源"]


def test_a_blank_roster_is_told_in_two_lines():
    assert [(code, place) for code, place, _ in told(workbook_of({"项目": [], "指标": []}))] == [
        ("XL101", "项目"),
        ("XL101", "指标"),
    ]
    assert [(code, place) for code, place, _ in told(workbook_of({"项目": [PROJECTS[0]], "指标": []}))] == [
        ("XL124", "项目!A2"), ("XL101", "指标"),
    ]  # fmt: skip
