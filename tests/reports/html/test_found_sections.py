"""Findings on a page: the gravest first, with what to narrow them by."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from page_tags import Tags, texts
from summaries import eight
from xlgen.findings import Finding, Severity
from xlgen.reports.html import list_sections
from xlgen.reports.html.found_sections import findings_section, problems_section
from xlgen.reports.html.summed_tables import summed_tables
from xlgen.rollup.records import ProblemLine, Rollup

WARNING = Finding("XG204", Severity.WARNING, "是不是 98%", "请核对", "自评表", "G16")
ERROR = Finding("XG202", Severity.ERROR, "填的是文字", "请改填数值", "自评表", "G15")


def summary() -> Rollup:
    problems = tuple(ProblemLine(Path("x.xlsx"), code, f"项目{code}", each) for code in ("A", "B") for each in (WARNING, ERROR))
    return replace(eight(), problems=problems)


def options(body: str) -> list[str | None]:
    return [each["value"] for tag, each in Tags(body).found if tag == "option"]


def test_errors_come_first_in_a_summary() -> None:
    shown = texts(problems_section(summed_tables(summary(), draws=False)).body.rpartition("<tbody>")[2])
    assert [each for each in shown if each in ("错误", "需核实")] == ["错误", "错误", "需核实", "需核实"]


def test_findings_are_narrowed_by_severity_code_and_unit() -> None:
    found = options(problems_section(summed_tables(summary(), draws=False)).body)
    assert found == ["", "错误", "需核实", "", "XG202", "XG204", "", "甲中心", "*中心"]


def test_codes_are_counted() -> None:
    shown = texts(problems_section(summed_tables(summary(), draws=False)).body)
    at = shown.index("XG202")
    assert shown[at : at + 6] == ["XG202", "错误", "数值格里是文字", "2", "2", "2"]


def test_findings_of_a_form_are_narrowed_by_severity_and_code() -> None:
    assert options(findings_section([WARNING, ERROR]).body) == ["", "错误", "需核实", "", "XG202", "XG204"]


def test_a_code_is_called_by_what_it_says() -> None:
    assert "XG202 数值格里是文字" in Tags(findings_section([ERROR]).body).texts


def test_where_room_is_short_the_gravest_stay_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(list_sections.ROOM, "problems", 400)
    body = problems_section(summed_tables(summary(), draws=False)).body
    assert body.count(">错误</td>") >= 1
    assert "没有列出，全部用 xlgen rollup 看。" in body


def test_where_nothing_was_found_it_is_said() -> None:
    assert findings_section([]).body == "<p>没有查出问题。</p>"
