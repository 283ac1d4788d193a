"""The figures of a summary as formulas over its data: overall, by grade, by 一级指标.

``figures`` reads them as Decimals; the workbook holds the very same formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from xlgen.language.operators import Series, Value
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.details import mean_of, projects_grid, ratio_of
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, totalled
from xlgen.rollup.records import IN_BOOK, Rollup, Whereabouts
from xlgen.rollup.tables.indicator_lists import details_grid
from xlgen.rollup.tables.offices import departments_grid, distinct, has_departments, units_grid

COVERED = "0.8"  # of what was issued: with less in them, sums do not speak for the whole
TOO_LITTLE = "覆盖率不到 80%：合计数只说计入的项目，说明不了全部"

# name: label, type, formula, how it is reckoned; {} stands for what Whereabouts says
OVERALL = {
    "issued": ("下发项目数", "count", "count(projects.no)", "{projects}全部行"),
    "counted": ("计入汇总项目数", "count", "sum(projects.counted)", "{which}，其余见{pendings}"),
    "coverage_count": (
        "覆盖率（按项目数）", "percent", ratio_of("figures.counted.value", "figures.issued.value"), "计入汇总项目数÷下发项目数",
    ),
    "issued_budget": ("下发预算数", "money", "sum(projects.issued_budget)", "下发时印在表上的全年预算数之和，不论报没报"),
    "covered": ("计入预算数", "money", "sum(projects.covered)", "其中计入汇总的项目"),
    "coverage": (
        "覆盖率（按预算数）", "percent", ratio_of("figures.covered.value", "figures.issued_budget.value"),
        "计入预算数÷下发预算数",
    ),
    "budget": ("预算数合计", "money", "sum(projects.budget)", "全年预算数（调整后）之和"),
    "executed": ("执行数合计", "money", "sum(projects.executed)", "全年执行数之和"),
    "balance": ("结余合计", "money", "figures.budget.value - figures.executed.value", "预算数合计－执行数合计"),
    "rate": (
        "总执行率", "percent", ratio_of("figures.executed.value", "figures.budget.value"),
        "执行数合计÷预算数合计，不是各项目执行率的平均数",
    ),
    "graded": ("已评分项目数", "count", "sum(projects.graded)", "有自评总分的项目"),
    "unrated": (
        "未评分项目数", "count", "figures.counted.value - figures.graded.value", "计入汇总、但得分不成立的项目，不进平均分、等级和排名",
    ),
    "mean": ("平均得分", "score", mean_of("sum(projects.score)", "figures.graded.value"), "得分之和÷已评分项目数"),
    "weighted": (
        "加权平均得分", "score", mean_of("sum(projects.weighted)", "sum(projects.weight)"),
        "（得分×预算数）之和÷已评分项目预算数之和",
    ),
    "best": ("最高得分", "score", "nth_largest(projects.score, 1)", ""),
    "worst": ("最低得分", "score", "nth_largest(projects.score, figures.graded.value)", ""),
    "lost": ("扣分合计", "score", "sum(details.lost)", "各项指标分值－得分之和"),
}  # fmt: skip


def figures_grid(rollup: Rollup, where: Whereabouts = IN_BOOK) -> Grid:
    """The overall figures, one a row; the key of the row is its name."""
    columns = (
        GridColumn("label", "项目", span=2),
        GridColumn("value", "数值", "number", span=2),
        GridColumn("note", "口径", span=5),
    )
    rows: list[GridRow] = [
        {
            "label": label.replace("下发项目", rollup.all_projects),
            "value": GridEntry(formula=formula, type=kind),
            "note": _placed(note, rollup, where),
        }
        if key not in ("coverage", "coverage_count")
        else _coverage_row(key, rollup)
        for key, (label, kind, formula, note) in OVERALL.items()
    ]
    return Grid("figures", columns, rows, {key: (i, i + 1) for i, key in enumerate(OVERALL)})


def _coverage_row(key: str, rollup: Rollup) -> GridRow:
    """A share that is red, and says why, where it is too little."""
    label, kind, formula, note = OVERALL[key]
    note = note.replace("下发项目", rollup.all_projects)
    little = f"or_else(figures.{key}.value, 1) < {COVERED}"
    told = GridEntry(formula=f'"{TOO_LITTLE}" if {little} else "{note}"', alarm=little)
    return {"label": label, "value": GridEntry(formula=formula, type=kind, alarm=little), "note": told}


def _placed(note: str, rollup: Rollup, where: Whereabouts) -> str | None:
    which = "审核通过的和临时计入的项目" if rollup.provisional() else "审核通过的项目"
    return note.format(projects=where.projects, pendings=where.pendings, which=which) or None


def grades_grid(rollup: Rollup) -> Grid:
    """Distribution of grades; words and least scores are inputs that everything else follows."""
    columns = (
        GridColumn("word", "等级", "code"),
        GridColumn("least", "最低分\n（含）", "score"),
        GridColumn("count", "项目数", "count", formula="countif(projects.grade, word)"),
        GridColumn("share", "项目数\n占比", "percent", formula=ratio_of("count", "grades.total.count")),
        GridColumn("amount", f"预算数\n（{rollup.money}）", "money", formula="sumif(projects.budget, projects.grade, word)"),
        GridColumn("amount_share", "预算数\n占比", "percent", formula=ratio_of("amount", "grades.total.amount")),
        GridColumn(
            "executed", f"执行数\n（{rollup.money}）", "money", formula="sumif(projects.executed, projects.grade, word)"
        ),
        GridColumn("rate", "执行率", "percent", formula=ratio_of("executed", "amount")),
        GridColumn("mean", "平均\n得分", "score", formula=mean_of("sumif(projects.score, projects.grade, word)", "count")),
    )
    last = len(rollup.grades)
    rows: list[GridRow] = [
        {"word": GridEntry(word, is_input=True), "least": GridEntry(least, is_input=i < last, alarm=_misplaced(i, last))}
        for i, (word, least) in enumerate(rollup.grades, 1)
    ]
    total = _total("grades", ("count", "amount", "executed"))
    return totalled("grades", columns, rows, total | {"word": "合计", "mean": GridEntry(formula="figures.mean.value")})


def falling(i: int) -> str:
    """Formula: a least score is above the next one down."""
    return f"or_else(grades.{i}.least, -1) > or_else(grades.{i + 1}.least, 101)"


def _misplaced(i: int, last: int) -> str:
    """Formula: a least score is lacking, or is not between its neighbours."""
    faults = [f"not is_number(grades.{i}.least)"]
    faults += [f"not {falling(at)}" for at in (i - 1, i) if 1 <= at < last]
    return " or ".join(faults)


def levels_grid(rollup: Rollup) -> Grid:
    """Points and score by 一级指标, in the order in which forms print them."""
    columns = (
        GridColumn("level", "一级指标", "text", span=2),
        GridColumn("points", "分值合计", "score", formula="sumif(details.points, details.level1, level)"),
        GridColumn("score", "得分合计", "score", formula="sumif(details.score, details.level1, level)"),
        GridColumn("rate", "得分率", "percent", formula=ratio_of("score", "points")),
        GridColumn("lost", "扣分合计", "score", formula="points - score"),
        GridColumn("share", "占全部\n扣分", "percent", formula=ratio_of("lost", "levels.total.lost")),
        GridColumn("fell", "扣分项数", "count", formula="sumif(details.fell, details.level1, level)", span=2),
    )
    names = distinct(item.level1 for _, item in rollup.indicators())
    total = _total("levels", ("points", "score", "lost", "fell")) | {"level": "合计"}
    return totalled("levels", columns, [{"level": name} for name in names], total)


def _total(grid: str, columns: Iterable[str]) -> dict[str, Value | GridEntry]:
    return {column: GridEntry(formula=f"sum({grid}.all.{column})") for column in columns}


# ---- read as numbers ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures as Decimals: ``overall`` by name, the tables row by row without totals, the grade of each project."""

    overall: dict[str, Value]
    grades: list[dict[str, Value]]
    levels: list[dict[str, Value]]
    units: list[dict[str, Value]]
    grade_of: Series


def core_grids(rollup: Rollup) -> list[Grid]:
    """The data and the figures."""
    data = [projects_grid(rollup), details_grid(rollup)]
    offices = [units_grid(rollup), *([departments_grid(rollup)] if has_departments(rollup) else [])]
    return [*data, figures_grid(rollup), grades_grid(rollup), levels_grid(rollup), *offices]


def figures(rollup: Rollup) -> Figures:
    """The figures of a summary, by the very formulas that its workbook holds."""
    grids = {grid.key: grid for grid in core_grids(rollup)}
    values = compute_grids(grids.values())

    def rows(key: str) -> list[dict[str, Value]]:
        first, end = grids[key].runs["all"]
        rows = [{c.key: values[f"{key}.{c.key}"][i] for c in grids[key].columns} for i in range(first, end)]
        return [row for row in rows if any(value is not None for value in row.values())]

    overall = dict(zip(OVERALL, values["figures.value"], strict=True))
    return Figures(overall, rows("grades"), rows("levels"), rows("units"), values["projects.grade"])
