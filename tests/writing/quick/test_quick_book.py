"""The quick writer against XlsxWriter itself: every part of every form alike, whatever stands in it."""

from __future__ import annotations

import io
import tomllib
import zipfile
from decimal import Decimal
from typing import Any

import pytest

import documents
import real_forms
from blanks import TEMPLATES, example_project
from filled import DAY, PROJECT
from rosters import sound, workbook_of
from xlgen.files.shipped import samples
from xlgen.flows.issuing import empty_values
from xlgen.form.layout.lay_out import lay_out
from xlgen.form.template.compile import compile_form
from xlgen.form.template.load import load_methods, load_template, with_spare_rows
from xlgen.issued.snapshot import take_snapshot
from xlgen.roster.read import read_roster
from xlgen.roster.records import Project
from xlgen.writing.form import write, write_slowly
from xlgen.writing.new_book import NewBook
from xlgen.writing.quick.quick_book import QuickBook, written_quickly
from xlgen.writing.roster import write_rows

LOOK = {"font_name": "宋体", "font_size": 10}


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def both(template: dict[str, Any], project: Project) -> tuple[dict[str, str], dict[str, str]]:
    """Parts of a form by the quick writer and by the slow one."""
    form = compile_form(template, load_methods(template), project.values, project.rows)
    layout = lay_out(form)
    snapshot, values = take_snapshot(form, layout, DAY), empty_values(form, layout.places)
    return parts(write(snapshot, layout, values)), parts(write_slowly(snapshot, layout, values))


def assert_alike(quick: dict[str, str], slow: dict[str, str]) -> None:
    assert list(quick) == list(slow)
    assert [name for name in slow if quick[name] != slow[name]] == []


def listed(content: bytes, template: str = "project") -> list[Project]:
    spec = load_template(template)
    return read_roster(content, spec, load_methods(spec))[0]


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_part_of_every_template_is_alike(name):
    assert_alike(*both(load_template(name), example_project(name)))


@pytest.mark.parametrize("name", ["project", "project-anhui"])
def test_so_with_spare_rows_and_options(name):
    template = with_spare_rows(load_template(name, options=("调整", "佐证", "复核")), 2)
    assert_alike(*both(template, example_project(name)))


def test_so_every_project_of_the_demonstration():
    said = tomllib.loads((samples() / "demo" / "roster.toml").read_text("utf-8"), parse_float=Decimal)
    said.pop("template")
    projects = listed(write_rows(said))
    assert len(projects) == 8
    for project in projects:
        assert_alike(*both(load_template("project"), project))


@pytest.mark.parametrize("name", ["gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye"])
def test_so_every_document(name):
    kept = documents.sample(name)
    (project,) = listed(kept.roster, kept.template)
    assert_alike(*both(load_template(kept.template), project))


@pytest.mark.parametrize("name", real_forms.NAMES[::7])
def test_so_forms_that_offices_published(name):
    template = real_forms.said(name)["template"]
    (project,) = listed(write_rows(real_forms.roster_sheets(name)), template)
    assert_alike(*both(load_template(template), project))


@pytest.mark.parametrize(
    "text",
    [
        "a & b",
        "<r>不是格式</r>",
        '“引号"',
        "两行\n文字",
        "_x0041_",
        " 前后空格 ",
        "甲&乙<丙>丁",
        "𠮷野家",
        "{money}",
        "'单引号'",
    ],
)
def test_so_whatever_a_project_is_called(text):
    sheets = sound()
    for row in (sheets["项目"][1], sheets["指标"][1]):
        row[1 if row is sheets["项目"][1] else 3] = text
    projects = listed(workbook_of(sheets))
    assert_alike(*both(load_template("project"), projects[0]))


def test_so_whatever_a_sheet_is_called():
    template = load_template("project")
    template["sheets"]["form"]["name"] = "甲&乙<表>"
    assert_alike(*both(template, example_project("project")))


def filled(book: QuickBook | NewBook) -> None:
    sheet: Any = book.add_worksheet("表")
    look = book.look(LOOK)
    sheet.merge_range(0, 0, 1, 1, "", look)
    sheet.write_string(0, 0, "a", look)
    sheet.merge_range(1, 1, 2, 2, "", look)


def test_blocks_printed_over_each_other_are_refused():
    with pytest.raises(ValueError, match="两块印在同一处"):
        written_quickly(filled)


def test_a_name_that_excel_refuses_is_refused():
    with pytest.raises(UserWarning, match="RC cell ref"):
        written_quickly(lambda book: book.define_name("r1c1", "=表!$A$1"))


def test_a_message_too_long_for_excel_is_not_written():
    sheet = QuickBook().add_worksheet("表")
    rule = {"validate": "decimal", "criteria": "between", "minimum": "=0", "maximum": "=1", "input_message": "长" * 256}
    assert sheet.data_validation(0, 0, 0, 0, rule) == -2


def test_the_same_form_gives_the_same_bytes():
    template = load_template("department")
    form = compile_form(template, load_methods(template), PROJECT, example_project("department").rows)
    layout = lay_out(form)
    snapshot, values = take_snapshot(form, layout, DAY), empty_values(form, layout.places)
    assert write(snapshot, layout, values) == write(snapshot, layout, values)
