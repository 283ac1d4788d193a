"""The two flat grids of a summary that hold its data: ``projects`` (项目) and ``details`` (明细).

Helper columns at their ends make every figure a plain SUM or SUMIF, which stays cheap over thousands of projects.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from xlgen.files.linking import link_to
from xlgen.files.showing import shown_path
from xlgen.language.nodes import Call, Const
from xlgen.language.operators import OPS, Value
from xlgen.returned.kept.added_up import Item
from xlgen.rollup.cells.lazy_rows import LazyRows
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.groups import group_of, is_rate, loss_key, names_apart, shared_groups
from xlgen.rollup.records import OFFICES, ProjectLine, Rollup
from xlgen.words.numbers import ENOUGH
from xlgen.workbook.references import quoted

OPENS = "打开"  # what a link is called
PLACE = "place_of(code, projects.code)"  # rows are found by their code: a list is sorted and filtered by whoever reads it
LOOKED_UP = (GridColumn("code", "项目编码", "text", 14), GridColumn("row", "所在行", "count", 8))


def linked(file: Path | None, at: str = "") -> dict[str, Value | GridEntry]:
    """The columns ``file``, as it is read, ``place`` and ``link`` of a row; there is no link where none can lead there."""
    if file is None:
        return {}
    target = link_to(file, at)
    link = GridEntry(OPENS, Call(OPS["link_file"], (Const(target), Const(OPENS)))) if target else GridEntry()
    return {"file": _shown(file), "place": at or None, "link": link}


@lru_cache(maxsize=1000)  # the indicators of a project stand in one file
def _shown(file: Path) -> str:
    return shown_path(file.as_posix())


def ratio_of(part: str, whole: str) -> str:
    """Formula of a share: blank where there is nothing to share."""
    return f"ratio({part}, {whole}) if {whole} > 0 else blank"


def mean_of(total: str, count: str) -> str:
    """Formula of a mean to two decimals: blank where there is nothing to average."""
    return f"round(ratio({total}, {count}), 2) if {count} > 0 else blank"


def projects_grid(rollup: Rollup) -> Grid:
    """One row per issued project, in issued order; figures only where it counts."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("code", "项目编码", "text", 14),
        GridColumn("name", "项目名称", "text", 34),
        GridColumn("department", "主管部门", "text", 20),
        GridColumn("unit", "实施单位", "text", 22),
        GridColumn("year", "年度", "code", 7),
        GridColumn("budget", f"预算数\n（{rollup.money}）", "money", 14),
        GridColumn("executed", f"执行数\n（{rollup.money}）", "money", 14),
        GridColumn("balance", f"结余\n（{rollup.money}）", "money", 13, "budget - executed"),
        GridColumn("rate", "执行率", "percent", 9, ratio_of("executed", "budget")),
        GridColumn("score", "自评\n得分", "score", 8),
        GridColumn("grade", "自评\n等级", "code", 8, grade_formula(len(rollup.grades))),
        GridColumn("status", "状态", "code", 9),
        GridColumn("errors", "错误", "count", 7),
        GridColumn("warnings", "需核实", "count", 7),
        GridColumn("goal", "分项目标", "path", 36),
        GridColumn("done", "完成情况", "path", 36),
        GridColumn("file", "文件", "path", 26),
        GridColumn("link", "打开", "link", 6),
        GridColumn("issued_budget", f"下发预算数\n（{rollup.money}）", "money", 14),
        GridColumn("covered", f"计入的下发\n预算数（{rollup.money}）", "money", 15, "issued_budget if counted == 1 else blank"),
        GridColumn("counted", "计入", "count", 6),
        GridColumn("rescaled", "折算\n增加", "score", 8),
        GridColumn("graded", "已评分", "count", 7, "1 if is_number(score) else blank"),
        GridColumn("weight", "计分\n预算数", "money", 14, "budget if is_number(score) else blank"),
        GridColumn("weighted", "得分×\n预算数", "money", 15, "score * budget"),
        GridColumn("order", "排序值", "order", 13, "score - 0.0000001 * no"),
        GridColumn("rates", "加权\n指标数", "count", 7),
        *(column for own, _ in OFFICES.values() for column in _standing(own)),
    )
    groups = shared_groups(rollup)
    return numbered("projects", columns, LazyRows(rollup.projects, lambda at, project: _project_row(at + 1, project, groups)))


def _standing(own: str) -> tuple[GridColumn, GridColumn]:
    """Office and status of what does not count, office and grade of what does: for COUNTIF, where two conditions are to hold."""
    what = "单位" if own == "unit" else "部门"
    return (
        GridColumn(
            f"{own}_status", f"{what}·\n状态", "path", 14, f'join({own}, "·", status) if not is_number(counted) else blank'
        ),
        GridColumn(f"{own}_grade", f"{what}·\n等级", "path", 14, f'join({own}, "·", grade) if graded == 1 else blank'),
    )


def grade_formula(count: int) -> str:
    """The first word, from the best down, whose least score is reached; the last word is for all the rest."""
    tests = [f"join(grades.{i}.word) if score >= grades.{i}.least else " for i in range(1, count)]
    return "".join(tests) + f"(join(grades.{count}.word) if is_number(score) else blank)"


def _project_row(no: int, project: ProjectLine, groups: Mapping[str, Item]) -> GridRow:
    said: dict[str, Value | GridEntry] = {
        key: getattr(project, key) or None for key in ("code", "unit", "year", "goal", "done")
    }
    said |= {"name": project.marked_name or None, "department": project.office}
    said |= {"budget": project.budget, "executed": project.executed, "score": project.score}
    said |= {"issued_budget": project.issued_budget, "rescaled": rescaled_by(project)}
    said |= {"no": Decimal(no), "status": project.status.word, "counted": Decimal(1) if project.counted else None}
    rates = sum(is_rate(item) and group_of(item).casefold() in groups for item in project.items)
    said["rates"] = Decimal(rates) if rates and project.counted else None
    if project.file:
        said |= {"errors": Decimal(project.errors), "warnings": Decimal(project.warnings)}
    return said | linked(project.file)


def rescaled_by(project: ProjectLine) -> Decimal | None:
    """What rescaling added to the score of a project with a row that does not apply; None where every row has its score.

    Of a score that the office said it is all that indicators do not make up.
    """
    if project.score is None or (all(item.score is not None for item in project.items) and not project.is_overridden):
        return None
    return project.score - sum((item.score or Decimal(0) for item in project.items), Decimal(0))


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


def details_grid(rollup: Rollup) -> Grid:
    """One row per indicator of the projects that count, in their order, contiguous per project."""
    groups, names = shared_groups(rollup), names_apart(rollup)

    def row(at: int, of: tuple[ProjectLine, Item]) -> GridRow:
        project, item = of
        return {**_detail_row(at + 1, project, item), **_grouped(item, groups), "ranked": names[loss_key(item)]}

    return numbered("details", DETAILS, LazyRows([*rollup.indicators()], row))


def _grouped(item: Item, groups: Mapping[str, Item]) -> dict[str, Value | GridEntry]:
    """The columns that add an indicator up: a rate has the amounts to weight it by."""
    group = group_of(item).casefold()
    if group not in groups:
        return {}
    said: dict[str, Value | GridEntry] = {"group": group_of(groups[group])}
    if is_rate(item):
        said |= {"row": GridEntry(formula=PLACE), "amount": GridEntry(formula="at(projects.budget, row)")}
        said |= {f"{key}_amount": GridEntry(formula=f"{key} * amount") for key in ("actual", "target")}
    return said


def _detail_row(no: int, project: ProjectLine, item: Item) -> dict[str, Value | GridEntry]:
    said: dict[str, Value | GridEntry] = {
        "no": Decimal(no), "code": project.code, "name": project.marked_name, "unit": project.unit or None,
        "department": project.office, "level1": item.level1, "level2": item.level2 or None, "level3": item.level3, "nature": item.nature or None,
        "measure": item.unit or None, "points": item.points, "score": item.score, "reason": item.reason or None,
        "target": _as(item.target, item.target_type), "actual": _as(item.actual, item.actual_type),
    }  # fmt: skip
    return said | linked(project.file, place(item.sheet, item.cell))


def _as(value: Value, type_: str) -> GridEntry:
    return GridEntry(value, type=type_ if isinstance(value, Decimal) else "text")


@lru_cache(maxsize=10_000)  # forms of one frame have their indicators in the same cells
def place(sheet: str, cell: str) -> str:
    """``自评表!G8``, as a link and a person read it."""
    name = sheet if sheet.isalnum() else quoted(sheet)
    return "!".join(part for part in (name if sheet else "", cell) if part)
