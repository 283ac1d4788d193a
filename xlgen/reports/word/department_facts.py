"""The facts of a summary for a report: its figures by their labels, its tables by their heads, as 汇总.xlsx prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlgen.language.operators import Series, Value
from xlgen.reports.word.indicator_tables import NO_REASON
from xlgen.reports.word.named_facts import FactTable, NamedFact, NamedFacts, facts_of
from xlgen.returned.kept.added_up import Item
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import OVERALL, core_grids
from xlgen.rollup.grids import Grid
from xlgen.rollup.records import PROVISIONAL, ProjectLine, Rollup
from xlgen.words.labels import plain_label
from xlgen.words.numbers import half_up, plain

TABLES = {"projects": "项目", "grades": "等级", "levels": "一级指标", "units": "单位", "departments": "部门"}
MOST_LOST = 10  # indicators that lost most points
_PENDING = ("序号", "项目编码", "项目名称", "实施单位", "原因", "处理")
_LOST = ("序号", "项目名称", "一级指标", "三级指标", "分值", "得分", "扣分", "原因")


def department_facts(rollup: Rollup) -> NamedFacts:
    """All that a report on a summary can say; only what counts has figures."""
    grids = {grid.key: grid for grid in core_grids(rollup)}
    values = compute_grids(grids.values())
    tables = [_table(TABLES[key], grid, values) for key, grid in grids.items() if key in TABLES]
    tables += [_pending(rollup), _lost(rollup)]
    return facts_of([*_about(rollup), *_figures(rollup, values["figures.value"])], tables)


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
