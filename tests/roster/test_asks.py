"""What the columns of a roster ask for."""

from __future__ import annotations

import io

import openpyxl
import pytest

from xlgen.form.template.load import load_methods, load_template
from xlgen.roster.asks import NOTES, asks_of, level_names, method_lines
from xlgen.roster.example import sheets_of
from xlgen.writing.blank_roster import blank_roster


@pytest.mark.parametrize(
    ("title", "kind", "bounds"),
    [
        ("年度", "integer", (2000, 2100, None)),
        ("分值", "decimal", (None, None, 0)),
        ("指标性质", "choice", (None, None, None)),
        ("一级指标", "choice", (None, None, None)),
        ("评分方法", "listed", (None, None, None)),
        ("项目编码", "listed", (None, None, None)),
        ("全年预算数", "decimal", (0, None, None)),
    ],
)
def test_a_column_is_held_to_what_it_asks_for(title, kind, bounds):
    ask = asks_of(load_template("project"), "指标", [title])[title]
    assert (ask.kind, (ask.least, ask.most, ask.above)) == (kind, bounds)


def test_free_text_is_not_held_to_anything():
    assert asks_of(load_template("project"), "项目", ["项目名称", "项目编码"]) == {}
    assert asks_of(load_template("project"), "指标", ["三级指标"]) == {}


@pytest.mark.parametrize(
    ("template", "levels"),
    [
        ("project", ("产出指标", "效益指标", "满意度指标")),
        ("project-nanchang", ("决策", "过程", "产出", "效益", "满意度")),
        ("project-hubei", ("产出指标", "效益指标", "满意度指标")),
    ],
)
def test_the_levels_of_the_frame_are_offered(template, levels):
    assert level_names(load_template(template)) == levels


def test_a_blank_roster_carries_every_ask_and_note_of_its_columns():
    template = load_template("project")
    book = openpyxl.load_workbook(io.BytesIO(blank_roster(template, load_methods())))
    for name, titles in sheets_of(template).items():
        sheet = book[name]
        held = {str(rule.sqref).partition(":")[0].rstrip("2") for rule in sheet.data_validations.dataValidation}
        columns = {cell.value: cell for cell in sheet[1]}
        assert {columns[title].column_letter for title in asks_of(template, name, titles)} == held
        assert {title for title, cell in columns.items() if cell.comment} == set(titles) & set(NOTES)


def test_every_method_has_a_line():
    assert [line[0] for line in method_lines(load_methods())] == [method.name for method in load_methods().values()]


def test_the_sheet_of_methods_names_each_parameter_as_a_clerk_does():
    wordings = {line[0]: line[2] for line in method_lines(load_methods())}
    assert wordings["两点线性"] == "达到〔满分线〕得满分，达到〔零分线〕得0分，其间按直线计分"
