"""The figures of a summary, as grids of formulas: read once as Decimals, once as Excel.

Two flat grids hold the data, ``projects`` (项目) and ``details`` (明细); all others are formulas over them. Helper columns at the
end of ``projects`` make every figure a plain SUM or SUMIF, which stays cheap over thousands of projects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlgen.expression import Call, Ref
from xlgen.grids import Column, Entry, Grid, Row, compute_grids, totalled
from xlgen.numbers import half_up
from xlgen.operators import OPS, Series, Value
from xlgen.rollup_records import Item, Project, Rollup

MEAN = "round(ratio({}, {}), 2) if {} > 0 else blank"
RATE = "ratio({}, {}) if {} > 0 else blank"


def rate_of(part: str, whole: str) -> str:
    """Formula of a share: blank where there is nothing to share."""
    return RATE.format(part, whole, whole)


def mean_of(total: str, count: str) -> str:
    """Formula of a mean to two decimals: blank where there is nothing to average."""
    return MEAN.format(total, count, count)


# ---- data -----------------------------------------------------------------------------------------------------------


def projects_grid(rollup: Rollup) -> Grid:
    """One row per issued project; figures only where it counts. Row keys are 1, 2, …"""
    columns = (
        Column("no", "序号", "count", 6),
        Column("code", "项目编码", width=14),
        Column("name", "项目名称", width=34),
        Column("department", "主管部门", width=20),
        Column("unit", "实施单位", width=22),
        Column("year", "年度", "code", 7),
        Column("budget", f"预算数\n（{rollup.money}）", "money", 13),
        Column("executed", f"执行数\n（{rollup.money}）", "money", 13),
        Column("balance", f"结余\n（{rollup.money}）", "money", 12, "budget - executed"),
        Column("rate", "执行率", "percent", 9, rate_of("executed", "budget")),
        Column("score", "自评\n得分", "score", 8),
        Column("grade", "等级", "code", 8, grade_formula(len(rollup.grades))),
        Column("goal", "分项目标", width=36),
        Column("done", "完成情况", width=36),
        Column("status", "状态", "code", 8),
        Column("errors", "错误数", "count", 7),
        Column("warnings", "核对数", "count", 7),
        Column("file", "文件", width=26),
        Column("link", "打开", "link", 6, 'link_file(file, "打开")'),
        Column("counted", "计入", "count", 6),
        Column("graded", "已评分", "count", 7, "1 if is_number(score) else blank"),
        Column("weight", "计分\n预算数", "money", 13, "budget if is_number(score) else blank"),
        Column("weighted", "得分×\n预算数", "money", 14, "score * budget"),
        Column("order", "排序值", "order", 12, "score - 0.0000001 * no"),
    )
    runs = {str(i + 1): (i, i + 1) for i in range(len(rollup.projects))}
    return Grid("projects", columns, [_project_row(i, p) for i, p in enumerate(rollup.projects)], runs)


def _project_row(i: int, project: Project) -> Row:
    said: dict[str, Value | Entry] = {
        key: getattr(project, key) or None for key in ("code", "name", "department", "unit", "year", "goal", "done")
    }
    said |= {"budget": project.budget, "executed": project.executed, "score": project.score}
    said |= {"no": Decimal(i + 1), "status": project.status.value, "counted": Decimal(1) if project.counted else None}
    if project.file:
        said |= {"errors": Decimal(project.errors), "warnings": Decimal(project.warnings), "file": project.file.as_posix()}
    return said


def grade_formula(count: int) -> str:
    """The first word, from the best down, whose least score is reached; the last word is for all the rest."""
    words = [f"join(grades.{i}.word)" for i in range(1, count + 1)]
    tests = [f"{word} if score >= grades.{i}.least else " for i, word in enumerate(words[:-1], 1)]
    return "".join(tests) + words[-1] if tests else f"{words[-1]} if is_number(score) else blank"


def details_grid(rollup: Rollup) -> Grid:
    """One row per indicator of the projects that count, in their order, contiguous per project. Row keys are 1, 2, …"""
    columns = (
        Column("no", "序号", "count", 7),
        Column("code", "项目编码", width=14),
        Column("name", "项目名称", width=28),
        Column("unit", "实施单位", width=20),
        Column("level1", "一级指标", width=13),
        Column("level2", "二级指标", width=15),
        Column("level3", "三级指标", width=26),
        Column("nature", "指标\n性质", "code", 7),
        Column("target", "指标值", "any", 14),
        Column("actual", "实际完成值", "any", 14),
        Column("measure", "计量\n单位", "code", 8),
        Column("points", "分值", "score", 8),
        Column("score", "得分", "score", 8),
        Column("rate", "得分率", "percent", 9, rate_of("score", "points")),
        Column("lost", "扣分", "score", 8, "points - score"),
        Column("fell", "扣分项", "count", 7, "1 if points - score >= 0.005 else blank"),
        Column("reason", "偏差原因分析及改进措施", width=40),
        Column("file", "文件", width=26),
        Column("place", "单元格", width=14),
        Column("link", "打开", "link", 6, 'link_file(join(file, "#", place), "打开") if filled(file) else ""'),
    )
    rows = [_detail_row(i, p, item) for i, (p, item) in enumerate(_items(rollup))]
    return Grid("details", columns, rows, {str(i + 1): (i, i + 1) for i in range(len(rows))})


def _items(rollup: Rollup) -> Iterator[tuple[Project, Item]]:
    return ((project, item) for _, project in rollup.counted() for item in project.items)


def _detail_row(i: int, project: Project, item: Item) -> Row:
    said: dict[str, Value | Entry] = {
        "no": Decimal(i + 1), "code": project.code, "name": project.name, "unit": project.unit or None,
        "level1": item.level1, "level2": item.level2 or None, "level3": item.level3, "nature": item.nature or None,
        "measure": item.unit or None, "points": item.points, "score": item.score, "reason": item.reason or None,
        "target": Entry(item.target, type=_type(item.target, item.target_type)),
        "actual": Entry(item.actual, type=_type(item.actual, item.actual_type)),
    }  # fmt: skip
    if project.file and item.cell:
        said |= {"file": project.file.as_posix(), "place": f"{_sheet(item.sheet)}!{item.cell}"}
    return said


def _type(value: Value, type: str) -> str:
    return type if isinstance(value, Decimal) else "text"


def _sheet(name: str) -> str:
    return name if name.isalnum() else "'" + name.replace("'", "''") + "'"


# ---- figures --------------------------------------------------------------------------------------------------------

SAID = {
    "issued": ("下发项目数", "count", "count(projects.no)", "“项目”表全部行"),
    "counted": ("计入汇总项目数", "count", "sum(projects.counted)", "报送并校验合格的项目，其余见“未报与拒收”"),
    "budget": ("预算数合计", "money", "sum(projects.budget)", "全年预算数（调整后）之和"),
    "executed": ("执行数合计", "money", "sum(projects.executed)", "全年执行数之和"),
    "balance": ("结余合计", "money", "figures.budget.value - figures.executed.value", "预算数合计－执行数合计"),
    "rate": ("总执行率", "percent", rate_of("figures.executed.value", "figures.budget.value"), "执行数合计÷预算数合计，不是各项目执行率的平均"),
    "graded": ("已评分项目数", "count", "sum(projects.graded)", "有自评总分的项目"),
    "mean": ("平均得分", "score", mean_of("sum(projects.score)", "figures.graded.value"), "得分之和÷已评分项目数"),
    "weighted": ("加权平均得分", "score", mean_of("sum(projects.weighted)", "sum(projects.weight)"), "（得分×预算数）之和÷已评分项目预算数之和"),
    "best": ("最高得分", "score", "nth_largest(projects.score, 1)", ""),
    "worst": ("最低得分", "score", "nth_largest(projects.score, figures.graded.value)", ""),
    "lost": ("扣分合计", "score", "sum(details.lost)", "各项指标分值－得分之和"),
}  # fmt: skip


def figures_grid() -> Grid:
    """The overall figures, one a row, the key of the row its name."""
    columns = (Column("label", "项目", span=2), Column("value", "数值", "number", span=2), Column("note", "口径", span=4))
    rows = [
        {"label": label, "value": Entry(formula=formula, type=type), "note": note or None}
        for label, type, formula, note in SAID.values()
    ]
    return Grid("figures", columns, rows, {key: (i, i + 1) for i, key in enumerate(SAID)})


def grades_grid(rollup: Rollup) -> Grid:
    """Distribution of grades; words and least scores are inputs that everything else follows."""
    columns = (
        Column("word", "等级", "code"),
        Column("least", "最低分\n（含）", "score"),
        Column("count", "项目数", "count", formula="countif(projects.grade, word)"),
        Column("share", "项目数\n占比", "percent", formula=rate_of("count", "grades.total.count")),
        Column("amount", f"预算数\n（{rollup.money}）", "money", formula="sumif(projects.budget, projects.grade, word)"),
        Column("amount_share", "预算数\n占比", "percent", formula=rate_of("amount", "grades.total.amount")),
        Column("mean", "平均得分", "score", formula=mean_of("sumif(projects.score, projects.grade, word)", "count")),
        Column("rate", "执行率", "percent", formula=rate_of("sumif(projects.executed, projects.grade, word)", "amount")),
    )
    rows: list[Row] = [
        {"word": Entry(word, is_input=True), "least": Entry(least, is_input=i < len(rollup.grades) - 1)}
        for i, (word, least) in enumerate(rollup.grades)
    ]
    graded = "sumif(projects.executed, projects.grade, grades.{}.word)"
    executed = " + ".join(graded.format(i + 1) for i in range(len(rows)))
    total: Row = {
        "word": "合计", "least": Entry(), "count": Entry(formula="sum(grades.all.count)"),
        "amount": Entry(formula="sum(grades.all.amount)"),
        "mean": Entry(formula=mean_of("sum(projects.score)", "sum(projects.graded)")),
        "rate": Entry(formula=rate_of(f"({executed})", "grades.total.amount")),
    }  # fmt: skip
    return totalled("grades", columns, rows, total)


def levels_grid(rollup: Rollup) -> Grid:
    """Points and score by 一级指标, in the order in which forms print them."""
    columns = (
        Column("level", "一级指标", span=2),
        Column("points", "分值合计", "score", formula="sumif(details.points, details.level1, level)"),
        Column("score", "得分合计", "score", formula="sumif(details.score, details.level1, level)"),
        Column("rate", "得分率", "percent", formula=rate_of("score", "points")),
        Column("lost", "扣分合计", "score", formula="points - score"),
        Column("share", "占全部\n扣分", "percent", formula=rate_of("lost", "levels.total.lost")),
        Column("items", "扣分项数", "count", formula="sumif(details.fell, details.level1, level)"),
    )
    names = distinct(item.level1 for _, item in _items(rollup))
    total: Row = {"level": "合计"} | {
        key: Entry(formula=f"sum(levels.all.{key})") for key in ("points", "score", "lost", "items")
    }
    return totalled("levels", columns, [{"level": name} for name in names], total)


def units_grid(rollup: Rollup) -> Grid:
    """Figures by 实施单位, in the order of the projects."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("unit", "实施单位", width=30),
        Column("issued", "下发\n项目数", "count", 8, "countif(projects.unit, unit)"),
        Column("counted", "计入\n项目数", "count", 8, _by_unit("counted")),
        Column("budget", f"预算数\n（{rollup.money}）", "money", 15, _by_unit("budget")),
        Column("executed", f"执行数\n（{rollup.money}）", "money", 15, _by_unit("executed")),
        Column("balance", f"结余\n（{rollup.money}）", "money", 14, "budget - executed"),
        Column("rate", "执行率", "percent", 10, rate_of("executed", "budget")),
        Column("graded", "已评分\n项目数", "count", 8, _by_unit("graded")),
        Column("mean", "平均\n得分", "score", 9, mean_of(_by_unit("score"), "graded")),
        Column("weighted", "加权平\n均得分", "score", 9, mean_of(_by_unit("weighted"), _by_unit("weight"))),
    )
    names = distinct(project.unit for project in rollup.projects if project.unit)
    total: Row = {"unit": "合计", "no": Entry()} | {
        key: Entry(formula=f"sum(units.all.{key})") for key in ("issued", "counted", "budget", "executed", "graded")
    }
    total |= {"mean": Entry(formula="figures.mean.value"), "weighted": Entry(formula="figures.weighted.value")}
    rows: list[Row] = [{"no": Decimal(i + 1), "unit": name} for i, name in enumerate(names)]
    return totalled("units", columns, rows, total)


def _by_unit(column: str) -> str:
    return f"sumif(projects.{column}, projects.unit, unit)"


def distinct(names: Iterable[str]) -> list[str]:
    """Names in order of appearance; those that SUMIF holds to be equal, once."""
    return list({name.casefold(): name for name in reversed(list(names)) if name}.values())[::-1]


def reference(name: str) -> Call:
    """A formula that repeats the text of another cell."""
    return Call(OPS["join"], (Ref(name),))


# ---- read as numbers ------------------------------------------------------------------------------------------------


def core_grids(rollup: Rollup) -> list[Grid]:
    """The data and the figures."""
    return [
        projects_grid(rollup), details_grid(rollup), figures_grid(), grades_grid(rollup), levels_grid(rollup),
        units_grid(rollup),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures as Decimals: ``overall`` by name, tables row by row without their totals, each project's grade."""

    overall: dict[str, Value]
    grades: list[dict[str, Value]]
    levels: list[dict[str, Value]]
    units: list[dict[str, Value]]
    grade_of: Series


def figures(rollup: Rollup) -> Figures:
    """The figures of a summary, by the very formulas that its workbook holds."""
    grids = {grid.key: grid for grid in core_grids(rollup)}
    values = compute_grids(grids.values())

    def rows(key: str) -> list[dict[str, Value]]:
        grid = grids[key]
        listed = [{c.key: values[f"{key}.{c.key}"][i] for c in grid.columns} for i in range(len(grid.rows) - 1)]
        return [row for row in listed if any(value is not None for value in row.values())]

    overall = dict(zip(SAID, map(_exact, values["figures.value"]), strict=True))
    return Figures(overall, rows("grades"), rows("levels"), rows("units"), values["projects.grade"])


def _exact(value: Value) -> Value:
    return half_up(value, 8) if isinstance(value, Decimal) else value
