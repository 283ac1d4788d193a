"""The facts of a summary for a report: its figures by their labels, its tables by their heads, as 汇总.xlsx prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from xlgen.language.operators import Series, Value
from xlgen.reports.word.fact_tables import FactTable
from xlgen.reports.word.indicator_tables import NO_REASON
from xlgen.reports.word.main_problems import problems_of_departments, problems_of_projects, with_problems
from xlgen.reports.word.named_facts import NamedFact, NamedFacts, facts_of
from xlgen.returned.kept.added_up import Item
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import OVERALL, core_grids
from xlgen.rollup.grids import Grid
from xlgen.rollup.records import OFFICES, PROVISIONAL, ProjectLine, Rollup
from xlgen.rollup.tables.offices import departments_grid
from xlgen.word.word_tables import Head
from xlgen.words.labels import plain_label
from xlgen.words.numbers import half_up, plain

TABLES = {"projects": "项目", "grades": "等级", "levels": "一级指标", "units": "单位", "departments": "部门"}
SPREAD = "等级分布"
_WHOLE = {  # columns of the whole table: the others are for formulas, and there are too many of them for a page
    "projects": ("序号", "项目名称", "实施单位", "预算数", "执行数", "执行率", "自评得分", "自评等级", "状态"),
    "units": ("序号", "实施单位", "计入项目", "预算数", "执行数", "执行率", "平均得分", SPREAD),
    "departments": ("序号", "主管部门", "计入项目", "预算数", "执行数", "执行率", "平均得分", SPREAD),
}
MOST_LOST = 10  # indicators that lost most points
_PENDING = ("序号", "项目编码", "项目名称", "实施单位", "原因", "处理")
_LOST = ("序号", "项目名称", "一级指标", "三级指标", "分值", "得分", "扣分", "原因")


def department_facts(rollup: Rollup) -> NamedFacts:
    """All that a report on a summary can say; only what counts has figures."""
    grids = {grid.key: grid for grid in (departments_grid(rollup), *core_grids(rollup))}
    values = compute_grids(grids.values())
    tables = {key: _table(name, grids[key], values) for key, name in TABLES.items()}
    tables["projects"] = with_problems(tables["projects"], problems_of_projects(rollup))
    tables["departments"] = with_problems(tables["departments"], problems_of_departments(rollup))
    for key in OFFICES:
        tables[key] = _with_spread(tables[key], [word for word, _ in rollup.grades])
    for key, columns in _WHOLE.items():
        tables[key] = replace(tables[key], heads={column: Head(column) for column in columns})
    return facts_of(
        [*_about(rollup), *_figures(rollup, values["figures.value"])], [*tables.values(), _pending(rollup), _lost(rollup)]
    )


def _about(rollup: Rollup) -> Iterator[NamedFact]:
    years, offices = ({getattr(each, key) for each in rollup.projects} - {""} for key in ("year", "department"))
    yield NamedFact(("标题",), rollup.title.removesuffix(PROVISIONAL))
    yield NamedFact(("年度",), "、".join(sorted(years)))
    yield NamedFact(
        ("主管部门",), "、".join(dict.fromkeys(each.department for each in rollup.projects if each.department in offices))
    )
    yield NamedFact(("金额单位",), rollup.money)
    yield NamedFact(("是否临时",), PROVISIONAL if rollup.provisional() else "正式")
    for status, count in rollup.statuses().items():
        yield NamedFact((f"{status.word}项目数",), str(count))
    yield NamedFact(("项目总数",), str(len(rollup.projects)))
    yield NamedFact(("未计入项目数",), str(len(rollup.projects) - sum(each.counted for each in rollup.projects)))


def _figures(rollup: Rollup, found: Series) -> Iterator[NamedFact]:
    for (label, kind, _, _), value in zip(OVERALL.values(), found, strict=True):
        yield NamedFact((label.replace("下发项目", rollup.all_projects),), as_summed(value, kind))


def as_summed(value: Value, kind: str) -> str:
    """As a summary prints it."""
    if not isinstance(value, Decimal):
        return str(value or "")
    if kind == "percent":
        return f"{half_up(value * 100, 2):f}%"
    return {"money": f"{half_up(value, 2):,.2f}", "score": f"{half_up(value, 2):f}"}.get(kind, plain(half_up(value, 8)))


def _table(name: str, grid: Grid, values: Mapping[str, Series]) -> FactTable:
    """The rows of a grid without its total, their columns by their heads."""
    first, after = grid.runs["all"] if "all" in grid.runs else (0, len(grid.rows))
    columns = {column.key: plain_label(column.label) for column in grid.columns if column.key not in ("link", "file")}
    kinds = {column.key: column.type for column in grid.columns}
    rows = []
    for i in range(first, after):
        own = {key: values[f"{grid.key}.{key}"][i] for key in columns}
        if any(value is not None for value in own.values()):
            rows.append({columns[key]: as_summed(value, kinds[key]) for key, value in own.items()})
    return FactTable(name, tuple(dict.fromkeys(columns.values())), tuple(rows))


def _with_spread(table: FactTable, grades: Sequence[str]) -> FactTable:
    """The same table with a column more: how many projects have which grade."""
    rows = [
        {**row, SPREAD: "、".join(f"{word}{row[word]}个" for word in grades if row[word] not in ("", "0"))}
        for row in table.rows
    ]
    return replace(table, columns=(*table.columns, SPREAD), rows=tuple(rows))


def _pending(rollup: Rollup) -> FactTable:
    rows = [(str(i), each.code, each.name, each.unit, each.reason, each.remedy) for i, each in enumerate(rollup.pendings, 1)]
    return FactTable("未计入", _PENDING, tuple(dict(zip(_PENDING, row, strict=True)) for row in rows))


def _lost(rollup: Rollup) -> FactTable:
    """Indicators that lost most points, over all projects."""
    most = sorted((pair for pair in rollup.indicators() if pair[1].lost > 0), key=lambda pair: -pair[1].lost)[:MOST_LOST]
    return FactTable("扣分", _LOST, tuple(_lost_row(i, *pair) for i, pair in enumerate(most, 1)))


def _lost_row(number: int, project: ProjectLine, item: Item) -> Mapping[str, str]:
    score, lost = (as_summed(x, "score") for x in (item.score, item.lost))
    said = (str(number), project.marked_name, item.level1, item.level3, as_summed(item.points, "number"), score, lost)
    return dict(zip(_LOST, (*said, item.reason or NO_REASON), strict=True))
