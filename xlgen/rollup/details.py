"""The two flat grids of a summary that hold its data: ``projects`` (项目) and ``details`` (明细).

Helper columns at their ends make every figure a plain SUM or SUMIF, which stays cheap over thousands of projects.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from xlgen.language.nodes import Ref
from xlgen.language.operators import Value
from xlgen.rollup.grids import Column, Entry, Grid, Row, numbered
from xlgen.rollup.groups import group_of, is_rate, shared_groups
from xlgen.rollup.records import Item, Project, Rollup

LONGEST_LINK = 200  # characters of a path; with its cell HYPERLINK takes at most 255
TO_FILE = Entry(formula='link_file(file, "打开")')
TO_CELL = Entry(formula='link_file(join(file, "#", place), "打开")')


def linked(file: Path | None, at: str = "") -> dict[str, Value | Entry]:
    """The columns ``file``, ``place`` and ``link`` of a row; there is no link where the path is too long for one."""
    if file is None:
        return {}
    path = file.as_posix()
    link = None if len(path) > LONGEST_LINK else TO_CELL if at else TO_FILE
    return {"file": path, "place": at or None, "link": link}


def ratio_of(part: str, whole: str) -> str:
    """Formula of a share: blank where there is nothing to share."""
    return f"ratio({part}, {whole}) if {whole} > 0 else blank"


def mean_of(total: str, count: str) -> str:
    """Formula of a mean to two decimals: blank where there is nothing to average."""
    return f"round(ratio({total}, {count}), 2) if {count} > 0 else blank"


def projects_grid(rollup: Rollup) -> Grid:
    """One row per issued project, in issued order; figures only where it counts."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("code", "项目编码", "text", 14),
        Column("name", "项目名称", "text", 34),
        Column("department", "主管部门", "text", 20),
        Column("unit", "实施单位", "text", 22),
        Column("year", "年度", "code", 7),
        Column("budget", f"预算数\n（{rollup.money}）", "money", 14),
        Column("executed", f"执行数\n（{rollup.money}）", "money", 14),
        Column("balance", f"结余\n（{rollup.money}）", "money", 13, "budget - executed"),
        Column("rate", "执行率", "percent", 9, ratio_of("executed", "budget")),
        Column("score", "自评\n得分", "score", 8),
        Column("grade", "等级", "code", 8, grade_formula(len(rollup.grades))),
        Column("goal", "分项目标", "text", 36),
        Column("done", "完成情况", "text", 36),
        Column("status", "状态", "code", 9),
        Column("errors", "错误数", "count", 7),
        Column("warnings", "核对数", "count", 7),
        Column("file", "文件", "path", 26),
        Column("link", "打开", "link", 6),
        Column("counted", "计入", "count", 6),
        Column("graded", "已评分", "count", 7, "1 if is_number(score) else blank"),
        Column("weight", "计分\n预算数", "money", 14, "budget if is_number(score) else blank"),
        Column("weighted", "得分×\n预算数", "money", 15, "score * budget"),
        Column("order", "排序值", "order", 13, "score - 0.0000001 * no"),
    )
    return numbered("projects", columns, [_project_row(i, p) for i, p in enumerate(rollup.projects, 1)])


def grade_formula(count: int) -> str:
    """The first word, from the best down, whose least score is reached; the last word is for all the rest."""
    tests = [f"join(grades.{i}.word) if score >= grades.{i}.least else " for i in range(1, count)]
    return "".join(tests) + f"(join(grades.{count}.word) if is_number(score) else blank)"


def _project_row(no: int, project: Project) -> Row:
    said: dict[str, Value | Entry] = {
        key: getattr(project, key) or None for key in ("code", "name", "department", "unit", "year", "goal", "done")
    }
    said |= {"budget": project.budget, "executed": project.executed, "score": project.score}
    said |= {"no": Decimal(no), "status": project.status.value, "counted": Decimal(1) if project.counted else None}
    if project.file:
        said |= {"errors": Decimal(project.errors), "warnings": Decimal(project.warnings)}
    return said | linked(project.file)


def details_grid(rollup: Rollup) -> Grid:
    """One row per indicator of the projects that count, in their order, contiguous per project."""
    columns = (
        Column("no", "序号", "count", 7),
        Column("code", "项目编码", "text", 14),
        Column("name", "项目名称", "text", 28),
        Column("unit", "实施单位", "text", 20),
        Column("level1", "一级指标", "text", 13),
        Column("level2", "二级指标", "text", 15),
        Column("level3", "三级指标", "text", 26),
        Column("nature", "指标\n性质", "code", 7),
        Column("target", "指标值", "any", 14),
        Column("actual", "实际完成值", "any", 16),
        Column("measure", "计量\n单位", "code", 8),
        Column("points", "分值", "score", 8),
        Column("score", "得分", "score", 8),
        Column("rate", "得分率", "percent", 9, ratio_of("score", "points")),
        Column("lost", "扣分", "score", 8, "points - score"),
        Column("fell", "扣分项", "count", 7, "1 if points - score >= 0.005 else blank"),
        Column("reason", "偏差原因分析及改进措施", "text", 40),
        Column("file", "文件", "path", 26),
        Column("place", "单元格", "code", 14),
        Column("link", "打开", "link", 6),
        Column("group", "同名\n指标", "path", 20),
        Column("amount", "加权用\n预算数", "money", 14),
        Column("actual_amount", "完成值×\n预算数", "money", 14),
        Column("target_amount", "指标值×\n预算数", "money", 14),
    )
    groups = shared_groups(rollup)
    found = [(no, project, item) for no, project in rollup.counted() for item in project.items]
    rows = [_detail_row(i, p, item) | _grouped(no + 1, item, groups) for i, (no, p, item) in enumerate(found, 1)]
    return numbered("details", columns, rows)


def _grouped(project: int, item: Item, groups: Mapping[str, Item]) -> dict[str, Value | Entry]:
    """The columns that add an indicator up: a rate has the amounts to weight it by."""
    group = group_of(item).casefold()
    if group not in groups:
        return {}
    said: dict[str, Value | Entry] = {"group": group_of(groups[group])}
    if is_rate(item):
        said["amount"] = Entry(formula=Ref(f"projects.{project}.budget"))
        said |= {f"{key}_amount": Entry(formula=f"{key} * amount") for key in ("actual", "target")}
    return said


def _detail_row(no: int, project: Project, item: Item) -> dict[str, Value | Entry]:
    said: dict[str, Value | Entry] = {
        "no": Decimal(no), "code": project.code, "name": project.name, "unit": project.unit or None,
        "level1": item.level1, "level2": item.level2 or None, "level3": item.level3, "nature": item.nature or None,
        "measure": item.unit or None, "points": item.points, "score": item.score, "reason": item.reason or None,
        "target": _as(item.target, item.target_type), "actual": _as(item.actual, item.actual_type),
    }  # fmt: skip
    return said | linked(project.file, place(item.sheet, item.cell))


def _as(value: Value, type_: str) -> Entry:
    return Entry(value, type=type_ if isinstance(value, Decimal) else "text")


def place(sheet: str, cell: str) -> str:
    """``自评表!G8``, as a link and a person read it."""
    name = sheet if sheet.isalnum() else "'" + sheet.replace("'", "''") + "'"
    return "!".join(part for part in (name if sheet else "", cell) if part)
