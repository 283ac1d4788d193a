"""Lists with an indicator a row: all of those that count (明细), and those that cost points (扣分原因)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

from xlgen.returned.kept.added_up import Item
from xlgen.rollup.cells.columns import ColumnRows, Down, Pairs
from xlgen.rollup.details import PLACE, counted_from_one, opened, place, ratio_of, shown
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridSaid, numbered
from xlgen.rollup.groups import group_of, grouping, is_rate, names_apart
from xlgen.rollup.records import ProjectLine, Rollup
from xlgen.words.numbers import ENOUGH

Indicator = tuple[ProjectLine, Item]
Indicators = Sequence[Indicator]
KEPT = 4_000  # numbers

DETAILS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("code", "项目编码", "text", 12),
    GridColumn("name", "项目名称", "text", 26),
    GridColumn("unit", "实施单位", "text", 18),
    GridColumn("level1", "一级指标", "text", 11),
    GridColumn("level2", "二级指标", "text", 13),
    GridColumn("level3", "三级指标", "text", 24),
    GridColumn("nature", "指标\n性质", "code", 6),
    GridColumn("target", "指标值", "any", 11),
    GridColumn("actual", "实际完成值", "any", 12),
    GridColumn("measure", "计量\n单位", "code", 7),
    GridColumn("points", "分值", "score", 7),
    GridColumn("score", "得分", "score", 7),
    GridColumn("rate", "得分率", "percent", 8, ratio_of("score", "points")),
    GridColumn("lost", "扣分", "score", 7, "points - score"),
    GridColumn("fell", "扣分项", "count", 6, f"1 if points - score >= {ENOUGH} else blank"),
    GridColumn("reason", "偏差原因分析及改进措施", "text", 34),
    GridColumn("file", "文件", "path", 26),
    GridColumn("place", "单元格", "code", 14),
    GridColumn("link", "打开", "link", 6),
    GridColumn("group", "同名\n指标", "path", 20),
    GridColumn("row", "所在行", "count", 8),
    GridColumn("amount", "加权用\n预算数", "money", 14),
    GridColumn("actual_amount", "完成值×\n预算数", "money", 14),
    GridColumn("target_amount", "指标值×\n预算数", "money", 14),
    GridColumn("ranked", "扣分排行\n名称", "path", 20),
    GridColumn("department", "主管部门", "path", 20),
)


WEIGHTS = {  # of a rate that is added up: the amounts that weight it
    "row": GridEntry(formula=PLACE),
    "amount": GridEntry(formula="at(projects.budget, row)"),
    **{f"{key}_amount": GridEntry(formula=f"{key} * amount") for key in ("actual", "target")},
}


def details_grid(rollup: Rollup) -> Grid:
    """One row per indicator of the projects that count, in their order, contiguous per project."""
    names, group, groups = names_apart(rollup), grouping(rollup).of, grouping(rollup).first
    called = {key: group_of(item) for key, item in groups.items()}

    def weights(entry: GridEntry) -> Down[Indicator, GridSaid]:
        return lambda at, found: [
            entry if group[row] and is_rate(item) else None for row, (_, item) in zip(at, found, strict=True)
        ]

    columns: dict[str, Down[Indicator, GridSaid]] = {
        **_columns(rollup),
        "nature": _of_item("nature"),
        "level2": _of_item("level2"),
        "measure": _of_item("unit"),
        "target": lambda at, found: [_as(item.target, item.target_type) for _, item in found],
        "actual": lambda at, found: [_as(item.actual, item.actual_type) for _, item in found],
        "department": lambda at, found: [project.office for project, _ in found],
        "group": lambda at, found: [called.get(group[row]) for row in at],
        "ranked": lambda at, found: [names[row] for row in at],
        **{key: weights(entry) for key, entry in WEIGHTS.items()},
    }
    return numbered("details", DETAILS, ColumnRows(_side_by_side([*rollup.indicators()]), columns))


DEDUCTIONS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("code", "项目编码", "text", 12),
    GridColumn("name", "项目名称", "text", 22),
    GridColumn("unit", "实施单位", "text", 17),
    GridColumn("level1", "一级指标", "text", 11),
    GridColumn("level3", "三级指标", "text", 21),
    GridColumn("points", "分值", "score", 7),
    GridColumn("score", "得分", "score", 7),
    GridColumn("lost", "扣分", "score", 7, "points - score"),
    GridColumn("reason", "偏差原因分析及改进措施", "text", 38),
    GridColumn("place", "单元格", "code", 12),
    GridColumn("file", "文件", "path", 26),
    GridColumn("link", "打开", "link", 6),
)


def deductions_grid(rollup: Rollup) -> Grid:
    """Every indicator with points lost, and the reason given."""
    lost = [(project, item) for project, item in rollup.indicators() if abs(item.lost) >= ENOUGH]
    return numbered("deductions", DEDUCTIONS, ColumnRows(_side_by_side(lost), _columns(rollup)))


def _side_by_side(found: Indicators) -> Pairs:
    return Pairs([project for project, _ in found], [item for _, item in found])


def _columns(rollup: Rollup) -> dict[str, Down[Indicator, GridSaid]]:
    """What both lists say."""
    names = {id(project): project.marked_name for _, project in rollup.counted()}
    return {
        "no": counted_from_one,
        "code": lambda at, found: [project.code for project, _ in found],
        "name": lambda at, found: [names[id(project)] for project, _ in found],
        "unit": lambda at, found: [project.unit or None for project, _ in found],
        "level1": lambda at, found: [item.level1 for _, item in found],
        "level3": lambda at, found: [item.level3 for _, item in found],
        "points": lambda at, found: [item.points for _, item in found],
        "score": lambda at, found: [item.score for _, item in found],
        "reason": _of_item("reason"),
        "file": lambda at, found: [shown(project.file) for project, _ in found],
        "place": lambda at, found: [(project.file and place(item.sheet, item.cell)) or None for project, item in found],
        "link": lambda at, found: [opened(project.file, place(item.sheet, item.cell)) for project, item in found],
    }


def _of_item(key: str) -> Down[Indicator, GridSaid]:
    get = attrgetter(key)
    return lambda at, found: [get(item) or None for _, item in found]


_TYPED: dict[tuple[str, str], GridEntry] = {}  # numbers as they are written, with their type


def _as(value: Any, type_: str) -> GridEntry:
    if not isinstance(value, Decimal):
        return GridEntry(value, type="text")
    known = _TYPED.get((said := str(value), type_))
    if known is None:
        if len(_TYPED) >= KEPT:
            _TYPED.clear()
        known = _TYPED[said, type_] = GridEntry(value, type=type_)
    return known
