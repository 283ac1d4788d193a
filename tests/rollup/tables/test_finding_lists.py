"""Findings of a summary: errors first, with the unit; codes by how often, in how many projects and units they were found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from summaries import project
from xlgen.findings import Finding, Severity
from xlgen.language.operators import Value
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.records import ProblemLine, Rollup
from xlgen.rollup.tables.finding_lists import problems_grid, tally_grid


def found(code: str, severity: Severity, project: str) -> ProblemLine:
    return ProblemLine(Path(f"{project or 'x'}.xlsx"), project, "", Finding(code, severity, f"{code}的事", ""))


PROJECTS = (project("A", "1", "1", "90"), project("B", "1", "1", "90"), project("C", "1", "1", "90", "乙站"))
LINES = (
    found("XG104", Severity.NOTE, "A"), found("XG401", Severity.WARNING, "A"), found("XG301", Severity.ERROR, "A"),
    found("XG301", Severity.ERROR, "B"), found("XG301", Severity.ERROR, "B"), found("XG301", Severity.ERROR, "C"),
    found("XG201", Severity.ERROR, ""), found("本局01", Severity.NOTE, "C"),
)  # fmt: skip


def rows(grid: str, *columns: str, rollup: Rollup | None = None) -> list[tuple[Value, ...]]:
    rollup = rollup or Rollup(PROJECTS, problems=LINES)
    values = compute_grids([problems_grid(rollup), tally_grid(rollup)])
    return list(zip(*(values[f"{grid}.{column}"] for column in columns), strict=True))


def test_errors_come_first_each_with_its_unit():
    said = rows("problems", "severity", "project", "unit")
    assert said == [
        ("错误", "A", "甲中心"), ("错误", "B", "甲中心"), ("错误", "B", "甲中心"), ("错误", "C", "乙站"), ("错误", None, None),
        ("需核实", "A", "甲中心"), ("说明", "A", "甲中心"), ("说明", "C", "乙站"),
    ]  # fmt: skip


def test_codes_are_counted_with_their_projects_and_units():
    assert rows("tally", "code", "count", "projects", "units") == [
        ("XG301", 4, 3, 2), ("XG201", 1, 0, 0), ("XG401", 1, 1, 1), ("XG104", 1, 1, 1), ("本局01", 1, 1, 1), (None, 8, None, None),
    ]  # fmt: skip


def test_a_code_says_its_title_one_of_an_own_rule_what_it_said_first():
    said = dict(rows("tally", "code", "title"))
    assert (said["XG104"], said["本局01"]) == ("计算结果未刷新", "本局01的事")


def test_without_findings_nothing_is_counted():
    assert rows("tally", "title", "count", rollup=replace(Rollup(PROJECTS), problems=()))[-1] == ("合计", 0)
