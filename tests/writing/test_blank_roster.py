"""The roster as a workbook: what it offers to choose from, and how it is printed."""

from __future__ import annotations

import io
import re
import zipfile

import openpyxl
import pytest

from xlgen.form.template.load import known_templates, load_methods, load_template
from xlgen.roster.example import sheets_of
from xlgen.writing.blank_roster import blank_roster


def book_of(template: str = "project", lines=None) -> openpyxl.Workbook:
    spec = load_template(template)
    return openpyxl.load_workbook(io.BytesIO(blank_roster(spec, load_methods(spec), lines)))


@pytest.mark.parametrize("template", sorted(known_templates()))
def test_every_sheet_is_printed_one_page_wide_across_with_title_and_its_headings_on_each_page(template):
    for sheet in book_of(template):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddHeader.center.text.startswith("项目清单：")
        assert "第 &P 页 共 &N 页" in sheet.oddFooter.right.text.replace("&[Page]", "&P").replace("&[Pages]", "&N")


def test_texts_wrap_in_the_fonts_of_the_forms():
    book = book_of(lines={"项目": [{"项目编码": "001", "年度总体目标": "长" * 90}]})
    [code, goal] = [cell for cell in book["项目"][2] if cell.value]
    assert (goal.font.name, goal.alignment.wrap_text, code.number_format) == ("宋体", True, "@")
    assert book["项目"]["A1"].font.name == "黑体"
    assert book["项目"].row_dimensions[2].height > 60


def test_rows_may_be_made_higher_by_the_program_that_opens_them():
    spec = load_template("project")
    with zipfile.ZipFile(io.BytesIO(blank_roster(spec, load_methods(spec)))) as parts:
        texts = [parts.read(name).decode() for name in parts.namelist() if "/worksheets/sheet" in name]
    assert any('ht="' in text for text in texts)
    assert not any("customHeight" in text for text in texts)


@pytest.mark.parametrize(
    ("title", "source"),
    [("项目编码", "xlgen.codes"), ("评分方法", "xlgen.methods"), ("一级指标", '"产出指标,效益指标,满意度指标"')],
)
def test_lists_to_choose_from_are_named_for_excel_2007_and_reach_below_what_is_filled(title, source):
    book = book_of()
    sheet = book["指标"]
    column = next(cell.column_letter for cell in sheet[1] if cell.value == title)
    [rule] = [each for each in sheet.data_validations.dataValidation if str(each.sqref).startswith(f"{column}2:")]
    assert (rule.type, rule.formula1) == ("list", source)
    assert str(rule.sqref) == f"{column}2:{column}10001"
    assert rule.showDropDown in (None, False)


def test_the_list_of_codes_hangs_on_the_heading_and_ends_with_the_last_code():
    said = book_of().defined_names["xlgen.codes"].attr_text
    assert said == "OFFSET('项目'!$A$1,1,0,MAX(1,COUNTA('项目'!$A$1:$A$10001)-1),1)"
    assert not re.search("FILTER|UNIQUE|SORT|#", said)


def test_columns_of_the_offices_own_stand_behind_those_of_the_form():
    book = book_of(lines={"项目": [{"业务处室": "社保科", "项目编码": "P1"}]})
    assert [cell.value for cell in book["项目"][1]] == [*sheets_of(load_template("project"))["项目"], "业务处室"]
    assert book["项目"].cell(2, book["项目"].max_column).value == "社保科"
