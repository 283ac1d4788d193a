"""Cells of a roster as people leave them: merged, blank below the first, formulas without results, codes that lost digits."""

from __future__ import annotations

import openpyxl
import pytest

from rosters import put, sound, told, workbook_of
from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.read import read_roster


def merged(area: str, sheet: str = "指标"):
    return lambda book: book[sheet].merge_cells(area)


def levels(content: bytes) -> list[list[tuple[str, str]]]:
    projects, _ = read_roster(content, load_template("project"), load_methods())
    return [[(row["level1"], row["level2"]) for row in project.rows["indicators"]] for project in projects]


def below(title: str, *rows: int) -> bytes:
    """The roster with a second 产出 indicator in each project, the cells of a title blank in some rows."""
    sheets = sound()
    for at in (5, 2):
        line = list(sheets["指标"][at - 1])
        sheets["指标"].insert(at, [*line[:3], line[3] + "二", *line[4:7], 20, *line[8:]])
        sheets["指标"][at - 1][7] = 30
    for row in rows:
        put("指标", row, title, "")(sheets)
    return workbook_of(sheets)


def test_a_blank_level_is_that_of_the_line_above():
    assert levels(below("一级指标", 2, 6)) == levels(below("一级指标"))
    assert ("XL156", "指标!B3", "“一级指标”有 2 格空着，照上一行取用") in told(below("一级指标", 2, 6))
    assert levels(below("二级指标", 2, 6)) == levels(below("二级指标"))


def test_a_level_is_not_taken_from_another_project_nor_the_second_from_another_first():
    assert ("XL116", "指标!B2", "一级指标为空") in told(below("一级指标", 1))
    assert ("XL116", "指标!B6", "一级指标为空") in told(below("一级指标", 5))
    assert levels(below("二级指标", 3))[0][2] == ("效益指标", "")


def test_merged_cells_hold_for_each_of_their_rows():
    content = workbook_of(sound(), merged("A2:A4"), merged("A5:A7"), merged("C3:C4", "项目"))
    projects, findings = read_roster(content, load_template("project"), load_methods())
    assert [(project.code, len(project.rows["indicators"])) for project in projects] == [("P001", 3), ("P002", 3)]
    assert "XL104" not in {finding.code for finding in findings}


def test_a_merged_department_is_that_of_each_project():
    projects, _ = read_roster(workbook_of(sound(), merged("C2:C3", "项目")), load_template("project"), load_methods())
    assert [project.values["主管部门"] for project in projects] == ["县医保局"] * 2


@pytest.mark.parametrize(("area", "sheet", "place"), [("H2:H3", "指标", "指标!H2"), ("G2:G3", "项目", "项目!G2")])
def test_points_and_amounts_of_several_rows_in_one_cell_are_asked_about_once(area, sheet, place):
    found = told(workbook_of(sound(), merged(area, sheet)))
    assert [p for code, p, _ in found if code == "XL155"] == [place]
    assert {"XL118", "XL110"} & {code for code, _, _ in found} == set()


@pytest.mark.parametrize(("sheet", "column"), [("指标", "A"), ("指标", "F"), ("指标", "H"), ("项目", "A"), ("项目", "G")])
def test_formulas_without_a_saved_result_are_one_error_a_column(sheet, column):
    def formulas(book: openpyxl.Workbook) -> None:
        for row in range(2, book[sheet].max_row + 1):
            book[sheet][f"{column}{row}"] = '=IF(1,"","")'

    count = 6 if sheet == "指标" else 2
    found = told(workbook_of(sound(), formulas))
    at = [(place, message.partition("”")[2]) for code, place, message in found if code == "XL153"]
    assert at == [(f"{sheet}!{column}2", f"有 {count} 格公式没有保存计算结果，读不出值")]
    assert {code for code, _, _ in found} & {"XL104", "XL118", "XL110", "XL122"} == set()


@pytest.mark.parametrize(("sheet", "cell"), [("项目", "A2"), ("指标", "A5")])
def test_a_code_of_sixteen_digits_typed_as_a_number_is_an_error(sheet, cell):
    def typed(book: openpyxl.Workbook) -> None:
        book[sheet][cell] = 1234567890123456

    found = told(workbook_of(sound(), typed))
    assert ("XL154", f"{sheet}!{cell}") in [(code, place) for code, place, _ in found]


def test_the_same_code_as_text_is_none():
    sheets = sound()
    put("项目", 1, "项目编码", "1234567890123456")(sheets)
    for row in (1, 2, 3):
        put("指标", row, "项目编码", "1234567890123456")(sheets)
    assert told(workbook_of(sheets)) == []


def test_what_is_hidden_is_read_and_told():
    def hide(book: openpyxl.Workbook) -> None:
        for row in (3, 5, 6):
            book["指标"].row_dimensions[row].hidden = True
        book["指标"].column_dimensions["H"].hidden = True
        book["项目"].sheet_state = "hidden"
        book.active = 1

    content = workbook_of(sound(), hide)
    assert told(content) == [
        ("XL152", "项目", "“项目”表是隐藏的，照样读了、用了"),
        ("XL152", "指标!H1", "“分值”列是隐藏的，照样读了、用了"),
        ("XL152", "指标!A3", "第 3、5—6 行是隐藏的（手工隐藏或筛选掉的），照样读了、用了"),
    ]
    assert levels(content) == levels(workbook_of(sound()))
