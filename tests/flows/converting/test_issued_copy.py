"""A returned .xls or .et is read as the .xlsx is; what goes back is the issued .xlsx with the entries on it."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from filled import DATA, DAY, issued, returned
from old_files import saved_old
from xlgen.errors import XlgenError
from xlgen.flows.checking import check, check_file
from xlgen.flows.filling import fill
from xlgen.flows.mending.folders import repair_all
from xlgen.flows.repairing import repair
from xlgen.flows.sending_back import mark
from xlgen.issued.manifest import Manifest, read_manifest
from xlgen.issued.manifest_json import form_line, manifest_text
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

NAME = "T001_表.xlsx"


DEAR = {**DATA, "项目资金": {"年度资金总额": {"全年执行数": Decimal(31)}, "当年财政拨款": {"全年执行数": Decimal(30)}}}


@cache
def faulty() -> bytes:
    """A form with more spent than there was, and than its parts add up to."""
    return fill(issued()[1], DEAR).content


def typed_over(content: bytes, name: str, value: Decimal) -> bytes:
    """The form with a value in a cell that was locked."""
    sheet, row, column = read_workbook(content).locate(name) or ("", 0, 0)
    return patch(content, {sheet: {(row, column): Change(value)}}, overwrite=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """下发 with the issued form, 收回 still empty."""
    snapshot, content = issued()
    for name in ("下发", "收回"):
        (tmp_path / name).mkdir()
    (tmp_path / "下发" / NAME).write_bytes(content)
    text = "".join(manifest_text([form_line(NAME, snapshot)], "project", DAY))
    (tmp_path / "下发" / "manifest.json").write_text(text, "utf-8")
    return tmp_path


def manifest(folder: Path) -> Manifest:
    return read_manifest(folder / "下发")


@pytest.mark.parametrize("name", ["表.xls", "表.et", "表.xlsx"])
def test_it_is_judged_as_the_xlsx_is_but_for_the_note(folder, name):
    content = faulty()
    (folder / "前.xlsx").write_bytes(content)
    (folder / "收回" / name).write_bytes(saved_old(content))
    before, after = (check_file(each, manifest(folder)) for each in (folder / "前.xlsx", folder / "收回" / name))
    assert before.answers
    assert after.answers
    assert after.answers.excel == before.answers.excel
    assert [f for f in after.findings if f.code != "XG054"] == list(before.findings)
    assert [f.code for f in after.findings].count("XG054") == 1


def test_a_xlsx_called_xls_is_read_by_its_content(folder):
    (folder / "收回" / "表.xls").write_bytes(returned())
    (one,) = check(folder / "收回", folder / "下发")
    assert [f.code for f in one.findings] == []


def test_a_value_over_a_formula_is_told_as_ever(folder):
    (folder / "收回" / "表.xls").write_bytes(saved_old(typed_over(returned(), "indicators.1.score", Decimal(15))))
    (one,) = check(folder / "收回", folder / "下发")
    assert "XG102" in [f.code for f in one.findings]


def test_repair_answers_with_the_issued_form_and_the_entries(folder):
    repaired = repair(saved_old(returned()), folder / "下发")
    made = read_workbook(repaired.content)
    assert {name: sheet.cells for name, sheet in made.sheets.items()} == {
        name: sheet.cells for name, sheet in read_workbook(returned()).sheets.items()
    }
    assert [str(entry.kind) for entry in repaired.entries] == [
        "恢复",
        "未搬",
    ]  # the format; notes, of which nothing can be told


def test_in_a_folder_it_is_one_that_had_to_be_repaired(folder):
    (folder / "收回" / "表.xls").write_bytes(saved_old(returned()))
    (folder / "收回" / "好.xlsx").write_bytes(returned())
    done = {each.file.name: each.copy and each.copy.name for each in repair_all(folder / "收回", issued=folder / "下发")}
    assert done == {"表.xls": "表.xls.xlsx", "好.xlsx": None}


def test_a_marked_copy_is_the_issued_form_with_what_is_found_there(folder):
    wrong = typed_over(faulty(), "indicators.1.score", Decimal(15))
    (folder / "收回" / "表.et").write_bytes(saved_old(wrong))
    (marked,) = mark(folder / "收回", issued=folder / "下发")
    assert marked.copy
    assert (marked.copy.name, marked.said.startswith("收回的是 .xls 或 .et，填的内容已搬到下发的原表上再标注")) == (
        "表.et.xlsx",
        True,
    )
    book = read_workbook(marked.copy)
    sheet, *at = book.locate("funds.total.executed") or ("", 0, 0)
    assert book.sheets[sheet].cells[at[0], at[1]].value == 31
    listed = " ".join(str(cell.value) for cell in book.sheets["退回意见"].cells.values())
    assert "执行数 31 万元，大于预算数 30 万元" in listed
    score, *place = book.locate("indicators.1.score") or ("", 0, 0)
    assert book.sheets[score].cells[place[0], place[1]].formula  # it is as issued again


def test_what_could_not_be_put_on_the_issued_form_is_in_the_list(folder):
    extra = patch(faulty(), {"自评表": {(60, 1): Change("表外的话")}})
    (folder / "收回" / "表.xls").write_bytes(saved_old(extra))
    (marked,) = mark(folder / "收回", issued=folder / "下发")
    assert marked.copy
    said = " ".join(str(cell.value) for cell in read_workbook(marked.copy).sheets["退回意见"].cells.values())
    assert "这里下发时是空白，写着“表外的话”，没有搬" in said


def test_without_what_was_issued_it_says_what_to_bring(tmp_path):
    (tmp_path / "表.xls").write_bytes(saved_old(faulty()))
    (marked,) = mark(tmp_path / "表.xls")
    assert "--issued" in marked.said
    with pytest.raises(XlgenError, match="--issued"):
        repair(tmp_path / "表.xls")


def test_a_form_filled_by_command_has_to_be_a_xlsx():
    with pytest.raises(XlgenError, match="XG004"):
        fill(saved_old(issued()[1]), DATA)
