"""The page on one form says what the form says, and nothing that was typed into it is more than text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import documents
from filled import DATA, issued
from page_tags import HACKED, HOSTILE, Tags, loads_nothing, texts
from xlgen.findings import Finding, Severity
from xlgen.flows.filling import fill
from xlgen.reports.html.project_page import project_page
from xlgen.reports.word.indicator_tables import ALL, indicator_tables
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.batch import Return
from xlgen.workbook.ooxml.reader import read_workbook

DOCUMENTS = ("gaoyi", "nanchang", "qingdao", "xinzhou", "zhangye")


@cache
def form(name: str) -> Answers:
    return documents.answers(name, documents.filled(name))


def page(answers: Answers, findings: Sequence[Finding] = (), draws: bool = True) -> bytes:
    return project_page(Return(Path("表.xlsx"), answers, tuple(findings)), answers, draws)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_indicator_of_a_form_is_on_its_page_with_target_actual_score_and_loss(name: str) -> None:
    said = page(form(name)).decode()
    listing = said.partition('id="indicator-list"')[2].partition("</table>")[0]
    rows = [Tags(row).texts for row in re.findall(r"<tr>(.*?)</tr>", listing.partition("<tbody>")[2], re.DOTALL)]
    told = next(each for each in indicator_tables(form(name)) if each.name == ALL)
    shown = [[text for column, text in row.items() if text and column not in told.apart] for row in told.rows]
    assert rows == [[" ".join(text.splitlines()) for text in row] for row in shown]


def test_the_figures_that_matter_stand_first() -> None:
    (figures,) = re.findall('<ul class="figures">.*?</ul>', page(form("xinzhou")).decode())
    shown = texts(figures)
    assert dict(zip(shown[::2], shown[1::2], strict=True)) == {
        "总分（满分 100）": "84.51", "自评等级": "良好", "全年预算数": "30.00", "全年执行数": "23.64", "预算执行率": "78.80%", "扣分合计": "15.49",
    }  # fmt: skip


def test_findings_stand_with_their_cells_the_gravest_first() -> None:
    note = Finding("XG322", Severity.NOTE, "说明的话", "不用改", "自评表", "A1")
    error = Finding("XG301", Severity.ERROR, "“得分”为 100", "请恢复公式", "自评表", "G8", found="100", expected="38.89")
    shown = texts(page(form("xinzhou"), [note, error]).decode().partition('id="problem-list"')[2])
    assert [each for each in shown if each in ("自评表!A1", "自评表!G8", "38.89")] == ["自评表!G8", "38.89", "自评表!A1"]


def test_a_form_with_errors_says_so_at_its_top() -> None:
    error = Finding("XG301", Severity.ERROR, "“得分”为 100", "请恢复公式", "自评表", "G8")
    assert (
        '<p class="grave">退回修改。这一页的数按公式重算，与表上写的可能不同，问题在最后。</p>'
        in page(form("xinzhou"), [error]).decode()
    )
    assert '<p class="grave">' not in page(form("xinzhou")).decode()


def test_a_form_without_findings_says_so() -> None:
    assert "没有查出问题。" in page(form("xinzhou")).decode()


def test_charts_stand_where_they_are_wanted_and_tables_in_either_case() -> None:
    with_charts, without = (Tags(page(form("xinzhou"), draws=draws)) for draws in (True, False))
    assert [[tag for tag, _ in each.found].count("svg") for each in (with_charts, without)] == [2, 0]
    assert [[tag for tag, _ in each.found].count("table") for each in (with_charts, without)] == [4, 4]


def test_ids_are_there_once() -> None:
    ids = Tags(page(form("xinzhou"))).ids()
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_same_form_gives_the_same_bytes(name: str) -> None:
    assert page(form(name)) == page(form(name))


@pytest.mark.parametrize("said", HOSTILE)
def test_what_somebody_typed_is_text(said: str) -> None:
    typed = said if len(said) < 1000 and said.isprintable() else "甲\n乙<b>"  # what a cell may hold
    short = [{"三级指标": "培训人数", "实际完成值": 1, "偏差原因分析及改进措施": typed}, *DATA["绩效指标"][1:]]
    snapshot, blank = issued()
    book = fill(blank, DATA | {"年度总体目标": {"实际完成情况": typed}, "绩效指标": short}).content
    answers = read_answers(snapshot, read_workbook(book))
    named = replace(snapshot, identity=dict.fromkeys(snapshot.identity, said), money=said)
    finding = Finding("XG301", Severity.ERROR, said, said, said, said, said, said, said)
    made = page(replace(answers, snapshot=named), [finding])
    assert loads_nothing(made)
    assert f"<script>{HACKED}" not in made.decode()
