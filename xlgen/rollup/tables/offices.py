"""The figures of a summary by 实施单位 and by 主管部门: what was issued and how it stands, money, grades, points lost, rank.

Two conditions at once are one text: 项目 has a column of office and status, and one of office and grade, which are counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from xlgen.language.operators import Value
from xlgen.rollup.details import mean_of, ratio_of
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, totalled
from xlgen.rollup.records import OFFICES, Rollup
from xlgen.statuses import Status

LEFT = {  # how projects stand that are left to be done, with the heading
    "missing": (Status.MISSING, "未报\n送"), "errors": (Status.ERRORS, "退回\n修改"), "open": (Status.OPEN, "待核\n实"),
    "refused": (Status.REFUSED, "无法\n读取"),
}  # fmt: skip
ADDED = ("issued", "counted", "budget", "executed", "graded", "lost")  # columns with a total


def units_grid(rollup: Rollup) -> Grid:
    """Figures by 实施单位, in the order of the roster."""
    return _offices(rollup, "units", (project.unit for project in rollup.projects))


def departments_grid(rollup: Rollup) -> Grid:
    """Figures by 主管部门, in the order of the roster."""
    return _offices(rollup, "departments", (project.office for project in rollup.projects))


def has_departments(rollup: Rollup) -> bool:
    """Whether there are several of them: one alone is the whole."""
    return len(distinct(project.office for project in rollup.projects)) > 1


def _offices(rollup: Rollup, key: str, names: Iterable[str]) -> Grid:
    """An office that has sent nothing has no money and no score, which is not 0.00."""
    own, title = OFFICES[key]

    def over(column: str, of: str = "projects") -> str:
        return f"sumif({of}.{column}, {of}.{own}, {own})"

    left = {key: said for key, said in LEFT.items() if rollup.is_whole or said[0] is not Status.MISSING}
    grades = range(1, len(rollup.grades) + 1)
    columns = (
        GridColumn("no", "序号", "count", 4),
        GridColumn(own, title, "text", 19),
        GridColumn("issued", f"{rollup.all_projects[:2]}\n项目", "count", 4.5, f"countif(projects.{own}, {own})"),
        GridColumn("counted", "计入\n项目", "count", 4.5, over("counted")),
        *(
            GridColumn(kind, label, "count", 4.5, f'countif(projects.{own}_status, join({own}, "·{status.word}"))')
            for kind, (status, label) in left.items()
        ),
        GridColumn("budget", f"预算数\n（{rollup.money}）", "money", 14, f"{over('budget')} if counted > 0 else blank"),
        GridColumn("executed", f"执行数\n（{rollup.money}）", "money", 14, f"{over('executed')} if counted > 0 else blank"),
        GridColumn("balance", f"结余\n（{rollup.money}）", "money", 12.5, "budget - executed"),
        GridColumn("rate", "执行率", "percent", 8, ratio_of("executed", "budget")),
        *(
            GridColumn(f"grade{i}", word, "count", 4, f'countif(projects.{own}_grade, join({own}, "·", grades.{i}.word))')
            for i, (word, _) in zip(grades, rollup.grades, strict=True)
        ),
        GridColumn("mean", "平均\n得分", "score", 7, mean_of(over("score"), "graded")),
        GridColumn("weighted", "加权平\n均得分", "score", 7, mean_of(over("weighted"), over("weight"))),
        GridColumn("lost", "扣分", "score", 7, f"{over('lost', 'details')} if counted > 0 else blank"),
        GridColumn("rank", "名次", "count", 4.5, f"rank(weighted, {key}.all.weighted)"),
        GridColumn("graded", "已评分\n项目数", "count", 8, over("graded")),
    )
    added = (*ADDED, *left, *(f"grade{i}" for i in grades))
    total: dict[str, Value | GridEntry] = {column: GridEntry(formula=f"sum({key}.all.{column})") for column in added}
    total |= {own: "合计", "rank": GridEntry()}
    total |= {column: GridEntry(formula=f"figures.{column}.value") for column in ("mean", "weighted")}
    return totalled(key, columns, [{"no": Decimal(i), own: name} for i, name in enumerate(distinct(names), 1)], total)


def distinct(names: Iterable[str]) -> list[str]:
    """Names in order of appearance; those that SUMIF holds to be equal, once."""
    return list({name.casefold(): name for name in names if name}.values())
