"""``xlgen doctor --trial``: last year's forms, whatever made them, and files that are none; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from real_forms import over_typed
from xlgen.cli.main import main
from xlgen.flows.demo import run_demo
from xlgen.flows.doctoring.trial import try_forms
from xlgen.workbook.ooxml.reader import read_workbook

HOSTILE = Path(__file__).parents[2] / "workbook" / "hostile"
OLD = Path(__file__).parents[2] / "workbook" / "biff" / "by_libreoffice.xls"


def printed(name: str, file: Path) -> None:
    """A form as somebody else's program holds it: what is printed, and nothing of ours."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in read_workbook(over_typed(name)).sheets.values():
        if sheet.state == "visible":
            put = book.create_sheet(sheet.name)
            for (row, column), cell in sheet.cells.items():
                put.cell(row + 1, column + 1, cell.value)
    book.save(file)


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    folder = tmp_path / "去年"
    (folder / "农业局").mkdir(parents=True)
    printed("24-hebei", folder / "农业局" / "甲.xlsx")
    (folder / "老.xls").write_bytes(OLD.read_bytes())
    (folder / "坏.xlsx").write_bytes(b"not a workbook")
    (folder / "盖章.pdf").touch()
    (folder / "照片.jpg").touch()
    return folder


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_file_is_read_or_refused_and_the_rest_is_named(last_year):
    trial = try_forms(last_year)
    assert {each.file.name: bool(each.refused) for each in trial.tried} == {"甲.xlsx": False, "老.xls": False, "坏.xlsx": True}
    assert {each.path.name for each in trial.unseen} == {"盖章.pdf", "照片.jpg"}


def test_nothing_is_written(last_year):
    before = everything(last_year.parent)
    CliRunner().invoke(main, ["doctor", "--trial", str(last_year)])
    assert everything(last_year.parent) == before


def test_it_ends_with_one_sentence_and_says_what_was_refused_by_kind(last_year):
    ran = CliRunner().invoke(main, ["doctor", "--trial", str(last_year)])
    assert ran.exit_code == 1
    assert ran.output.splitlines()[-1].startswith("试了 3 份：读得了 2 份")
    assert ran.output.endswith("没有改动任何文件。\n")
    assert "读不了的，按种类：" in ran.output
    assert "像 project-hebei@2020（标题相同" in ran.output


def test_a_form_of_ours_is_checked_as_ever(last_year):
    (ours,) = [each for each in try_forms(last_year).tried if each.is_ours]
    assert ours.file.name == "老.xls"
    assert any(seen.kind.startswith("XG401 错误") for seen in ours.seen)
    assert not any("XG120" in seen.kind for seen in ours.seen)


def test_the_json_says_the_same(last_year):
    said = json.loads(CliRunner().invoke(main, ["doctor", "--trial", "--json", str(last_year)]).output)
    assert said["version"] == 1
    assert len(said["files"]) == 3
    assert sum(said["refused"].values()) == 1
    assert {Path(each["file"]).name for each in said["not_read"]} == {"盖章.pdf", "照片.jpg"}


def test_hostile_files_end_neither_the_trial_nor_the_program():
    ran = CliRunner().invoke(main, ["doctor", "--trial", str(HOSTILE)])
    assert ran.exit_code in (0, 1)
    assert "Traceback" not in ran.output
    assert "程序出错" not in ran.output
    assert "没有改动任何文件" in ran.output


def test_an_empty_folder_is_one_sentence(tmp_path):
    ran = CliRunner().invoke(main, ["doctor", "--trial", str(tmp_path)])
    assert ran.output == "没有找到表格文件，没有改动任何东西。\n"
    assert ran.exit_code == 0


def test_a_project_list_is_called_so_and_is_like_no_form(tmp_path):
    for name in ("project", "department"):
        CliRunner().invoke(main, ["roster", "-t", name, "-o", str(tmp_path / f"{name}.xlsx")])
    trial = try_forms(tmp_path)
    assert [(each.is_list, each.like, each.is_ours) for each in trial.tried] == [(True, None, False)] * 2
    assert not trial.likes()
    said = CliRunner().invoke(main, ["doctor", "--trial", str(tmp_path)]).output
    assert "project.xlsx：读得了，5 张工作表，是项目清单，不是报送的表" in said
    assert said.splitlines()[-1] == "试了 2 份：读得了 2 份（2 份是项目清单）；没有改动任何文件。"


@pytest.fixture
def this_year(tmp_path: Path) -> Path:
    """What a demonstration leaves: the forms as issued with their manifest, those returned, and the summary."""
    run_demo(tmp_path / "演示")
    return tmp_path / "演示"


def test_a_blank_form_and_a_summary_are_called_so_and_the_manifest_beside_is_used(this_year):
    blank, returned = try_forms(this_year / "issued"), try_forms(this_year / "returned")
    assert {(each.is_blank, each.seen) for each in blank.tried} == {(True, ())}
    assert not any(each.is_blank for each in returned.tried)
    assert blank.issued == returned.issued == this_year / "issued"
    summaries = [each.file.name for each in try_forms(this_year).tried if each.is_summary]
    assert len(summaries) == 1
    said = CliRunner().invoke(main, ["doctor", "--trial", str(this_year)]).output
    assert f"{summaries[0]}：读得了" in said
    assert "是 xlgen 的汇总表，不是报送的表" in said
    assert "是 xlgen 下发的空白表，还没有填（已和旁边的下发清单核对）" in said
    assert "，1 份是汇总表，1 份是项目清单）" in said.splitlines()[-1]
