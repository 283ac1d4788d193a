"""A summary with forms that are not sound says that it is provisional: on every page, in its figures' notes, in JSON, at the end."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import recount_batch
from summaries import returned
from xlgen.cli.main import main
from xlgen.findings import Finding, Severity
from xlgen.flows.summary import write_summary
from xlgen.reports.summed import closing_sentence, summary_report
from xlgen.rollup.figures import figures
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up
from xlgen.statuses import Status

DAY = "2026-01-20"


def summed(*include: Status) -> Rollup:
    """A is open, B sound, and a third form would have an error."""
    (first, second), manifest = returned("A | B")
    gross = Finding("XG599", Severity.WARNING, "数值明显异常", opens=True)
    return roll_up([replace(first, findings=(gross,)), second], manifest, include)


def faulty(*include: Status) -> Rollup:
    return roll_up(*returned("A(indicators.1.actual = blank) | B"), include)


def sheets(rollup: Rollup) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_summary(rollup, DAY)))


@pytest.mark.parametrize(
    ("rollup", "counted"),
    [
        (summed(), 1),
        (summed(Status.ERRORS), 1),
        (summed(Status.OPEN), 2),
        (faulty(), 1),
        (faulty(Status.OPEN), 1),
        (faulty(Status.ERRORS), 2),
    ],
)
def test_a_form_counts_where_it_is_sound_or_was_asked_for(rollup: Rollup, counted: int) -> None:
    assert (figures(rollup).overall["counted"], summary_report(rollup)["provisional"]) == (counted, counted == 2)
    assert len(rollup.pendings) == 2 - counted


def test_every_page_of_a_provisional_summary_says_so() -> None:
    for sheet in sheets(summed(Status.OPEN)).worksheets:
        assert "（临时）" in str(sheet["A1"].value), sheet.title
        assert "临时汇总" in (sheet.oddHeader.center.text or ""), sheet.title


def test_no_page_of_a_final_summary_says_so() -> None:
    book = sheets(summed(Status.ERRORS))
    texts = [str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert [text for text in texts if "临时" in text] == []
    assert [sheet.oddHeader.center.text for sheet in book.worksheets if sheet.oddHeader.center.text] == []


def test_the_projects_that_count_though_they_are_not_sound_are_named() -> None:
    rollup = summed(Status.OPEN)
    name = rollup.projects[0].name
    assert f"计入了没有审核通过的项目 1 个（T001 {name}（待核实））" in rollup.notes[0]
    assert closing_sentence(rollup).endswith(
        "这是临时汇总，不作为正式结果：计入了没有审核通过的项目（待核实 1 个），名单见汇总表“总览”的注。"
    )
    assert rollup.title.endswith("（临时）")


@pytest.mark.parametrize("sheet", ["项目", "明细", "分项绩效项目清单", "排名"])
def test_their_lines_are_marked(sheet: str, tmp_path: Path) -> None:
    (tmp_path / "汇总.xlsx").write_bytes(write_summary(summed(Status.OPEN), DAY))
    book = openpyxl.load_workbook(tmp_path / "汇总.xlsx", data_only=True)
    names = {str(cell.value) for row in book[sheet].iter_rows() for cell in row if "临时计入" in str(cell.value)}
    assert names == {f"{summed().projects[0].name}（待核实，临时计入）"}


def test_the_command_takes_both_options(tmp_path: Path) -> None:
    recount_batch.make(tmp_path, 7)
    called = ["rollup", str(tmp_path / "回收"), "--issued", str(tmp_path / "下发"), "--include-open", "--include-errors"]
    done = CliRunner().invoke(main, [*called, "-o", str(tmp_path / "a.xlsx"), "--json"])
    said = json.loads(done.stdout)
    assert [each["code"] for each in said["projects"] if each["counted"] and each["status"] == "errors"] == ["QX007"]
    assert (said["provisional"], done.exit_code) == (True, 1)
    done = CliRunner().invoke(main, [*called, "-o", str(tmp_path / "b.xlsx")])
    assert "这是临时汇总，不作为正式结果：计入了没有审核通过的项目（退回修改 1 个）" in done.stdout
