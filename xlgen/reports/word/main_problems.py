"""What a project or a department lost most points for, as a draft: 主要问题."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.indicator_tables import score_said
from xlgen.returned.kept.added_up import Item
from xlgen.rollup.records import Rollup
from xlgen.word.word_tables import NO_ROW
from xlgen.words.labels import in_marks

PROBLEMS = "主要问题"
MOST_TOLD = 2  # indicators
ProblemsBy = tuple[str, Mapping[str, str]]  # a column that tells rows apart, and what is said of each


def problems_of_projects(rollup: Rollup) -> ProblemsBy:
    """Of each project that counts, by 项目编码."""
    return "项目编码", {each.code: _told(("", item) for item in each.items) for each in rollup.projects if each.counted}


def problems_of_departments(rollup: Rollup) -> ProblemsBy:
    """Of each 主管部门 with projects that count, by its name."""
    found: dict[str, list[tuple[str, Item]]] = {}
    for project, item in rollup.indicators():
        found.setdefault(project.office, []).append((project.name, item))
    return "主管部门", {office: _told(items) for office, items in found.items()}


def with_problems(table: FactTable, told: ProblemsBy) -> FactTable:
    """The same table with a column more, blank where nothing counts."""
    by, said = told
    rows = tuple({**row, PROBLEMS: said.get(row[by], "")} for row in table.rows)
    return replace(table, columns=(*table.columns, PROBLEMS), rows=rows)


def _told(items: Iterable[tuple[str, Item]]) -> str:
    lost = sorted((pair for pair in items if pair[1].lost > 0), key=lambda pair: -pair[1].lost)
    return "；".join(f"{name}{in_marks(item.level3)}扣{score_said(item.lost)}分" for name, item in lost[:MOST_TOLD]) or NO_ROW
