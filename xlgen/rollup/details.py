"""The flat grid of a summary that holds its projects (项目), and what other lists have in common with it.

Helper columns at their ends make every figure a plain SUM or SUMIF, which stays cheap over thousands of projects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from pathlib import Path

from xlgen.files.linking import link_to
from xlgen.files.showing import shown_path
from xlgen.returned.kept.added_up import Item
from xlgen.rollup.cells.columns import ColumnRows, Down
from xlgen.rollup.grids import FileLink, Grid, GridColumn, GridEntry, GridSaid, numbered
from xlgen.rollup.groups import group_of, is_rate, shared_groups
from xlgen.rollup.records import OFFICES, ProjectLine, Rollup
from xlgen.workbook.references import quoted

BLANK, ONE = GridEntry(), Decimal(1)
PLACE = "place_of(code, projects.code)"  # rows are found by their code: a list is sorted and filtered by whoever reads it
LOOKED_UP = (GridColumn("code", "项目编码", "text", 14), GridColumn("row", "所在行", "count", 8))


def linked(file: Path | None, at: str = "") -> dict[str, GridSaid]:
    """The columns ``file``, as it is read, ``place`` and ``link`` of a row; there is no link where none can lead there."""
    if file is None:
        return {}
    return {"file": shown(file), "place": at or None, "link": opened(file, at)}


def opened(file: Path | None, at: str = "") -> GridEntry | None:
    """The cell ``link``."""
    if file is None:
        return None
    target = link_to(file, at)
    return FileLink(target) if target else BLANK


def shown(file: Path | None) -> str | None:
    """The cell ``file``."""
    return None if file is None else _shown(file)


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
    return numbered("projects", columns, ColumnRows(rollup.projects, _project_columns(shared_groups(rollup))))


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


Projects = Sequence[ProjectLine]
TEXTS = ("code", "unit", "year", "goal", "done")
FIGURES = ("budget", "executed", "score", "issued_budget")


def _project_columns(groups: Mapping[str, Item]) -> dict[str, Down[ProjectLine, GridSaid]]:
    def rates(at: Sequence[int], projects: Projects) -> list[GridSaid]:
        return [_rates(each, groups) if each.counted else None for each in projects]

    return {
        "no": counted_from_one,
        **{key: _texts(key) for key in TEXTS},
        **{key: _figures(key) for key in FIGURES},
        "name": lambda at, projects: [each.marked_name or None for each in projects],
        "department": lambda at, projects: [each.office for each in projects],
        "status": lambda at, projects: [each.status.word for each in projects],
        "counted": lambda at, projects: [ONE if each.counted else None for each in projects],
        "errors": lambda at, projects: [Decimal(each.errors) if each.file else None for each in projects],
        "warnings": lambda at, projects: [Decimal(each.warnings) if each.file else None for each in projects],
        "rescaled": lambda at, projects: [rescaled_by(each) for each in projects],
        "rates": rates,
        "file": lambda at, projects: [shown(each.file) for each in projects],
        "link": lambda at, projects: [opened(each.file) for each in projects],
    }


def counted_from_one(at: Sequence[int], things: Sequence[object]) -> list[GridSaid]:
    """The column 序号."""
    return [Decimal(each + 1) for each in at]


def _texts(key: str) -> Down[ProjectLine, GridSaid]:
    get = attrgetter(key)
    return lambda at, projects: [get(each) or None for each in projects]


def _figures(key: str) -> Down[ProjectLine, GridSaid]:
    get = attrgetter(key)
    return lambda at, projects: [*map(get, projects)]


def _rates(project: ProjectLine, groups: Mapping[str, Item]) -> Decimal | None:
    found = sum(is_rate(item) and group_of(item).casefold() in groups for item in project.items)
    return Decimal(found) if found else None


def rescaled_by(project: ProjectLine) -> Decimal | None:
    """What rescaling added to the score of a project with a row that does not apply; None where every row has its score.

    Of a score that the office said it is all that indicators do not make up.
    """
    if project.score is None or (all(item.score is not None for item in project.items) and not project.is_overridden):
        return None
    return project.score - sum((item.score or Decimal(0) for item in project.items), Decimal(0))


@lru_cache(maxsize=10_000)  # forms of one frame have their indicators in the same cells
def place(sheet: str, cell: str) -> str:
    """``自评表!G8``, as a link and a person read it."""
    name = sheet if sheet.isalnum() else quoted(sheet)
    return "!".join(part for part in (name if sheet else "", cell) if part)
