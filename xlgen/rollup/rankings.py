"""Projects and indicators set side by side: ranking, indicators of one name added up, those that cost most points, a chart."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.rollup.details import LOOKED_UP, PLACE, ratio_of
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.groups import at_most, broken, group_of, is_rate, names_apart, shared_groups
from xlgen.rollup.records import ProjectLine, Rollup
from xlgen.words.numbers import ENOUGH

TOP = 20  # indicators in the table of deductions
TOP_SHOWN = 10  # of them in the chart
HALF = Decimal("0.5")


def ranking_grid(rollup: Rollup) -> Grid:
    """Projects from the best score down, equal ones in issued order.

    One LARGE a row over the column 排序值, which no two projects share; all else is looked up by its place. The rank is no place
    in this list, which may be sorted by unit.
    """
    columns = (
        GridColumn("rank", "名次", "count", 7, "rank(score, ranking.score)"),
        GridColumn("code", "项目编码", "text", 15, "at(projects.code, row)"),
        GridColumn("name", "项目名称", "text", 36, "at(projects.name, row)"),
        GridColumn("unit", "实施单位", "text", 28, "at(projects.unit, row)"),
        GridColumn("budget", f"预算数\n（{rollup.money}）", "money", 14, "at(projects.budget, row)"),
        GridColumn("rate", "执行率", "percent", 10, "at(projects.rate, row)"),
        GridColumn("score", "自评得分", "score", 10, "at(projects.score, row)"),
        GridColumn("grade", "自评等级", "code", 9, "at(projects.grade, row)"),
        GridColumn("no", "位次", "count", 7),
        GridColumn("order", "排序值", "order", 13, "nth_largest(projects.order, no)"),
        GridColumn("row", "所在行", "count", 8, "position(order, projects.order)"),
    )
    counted = sum(1 for _ in rollup.counted())
    return numbered("ranking", columns, [{"no": Decimal(i + 1)} for i in range(counted)])


def shared_grid(rollup: Rollup) -> Grid:
    """Indicators that several projects have: numbers are added, rates weighted by the projects' budgets.

    Where less is better there is no 完成率: a cost of 84.63 % would look like a task left undone.
    """
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("group", "三级指标（计量单位）", "text", 44),
        GridColumn("how", "汇总方法", "code", 16),
        GridColumn("projects", "项目数", "count", 9, "countif(details.group, group)"),
        GridColumn("target", "指标值", "number", 16),
        GridColumn("actual", "实际完成值", "number", 16),
        GridColumn("completion", "完成率", "percent", 11),
    )
    rows: list[GridRow] = []
    uneven = broken(rollup)
    for no, (key, item) in enumerate(shared_groups(rollup).items(), 1):
        how, kind, formula = WEIGHTED if is_rate(item) else ADDED
        kind = "whole" if kind == "sum" and key not in uneven else kind
        values = {key: GridEntry(formula=formula.format(key), type=kind) for key in ("target", "actual")}
        values["completion"] = GridEntry(formula="" if at_most(item) else ratio_of("actual", "target"))
        rows.append({"no": Decimal(no), "group": group_of(item), "how": how, **values})
    return numbered("shared", columns, rows)


ADDED = ("相加", "sum", "sumif(details.{0}, details.group, group)")
WEIGHTED = (
    "按预算数加权",
    "percent",
    ratio_of("sumif(details.{0}_amount, details.group, group)", "sumif(details.amount, details.group, group)"),
)


def losses_grid(rollup: Rollup) -> Grid:
    """Indicators on which most points were lost: names as they stand today, sums live."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("level3", "三级指标", "text", 34),
        GridColumn("level1", "一级指标", "text", 16),
        GridColumn("fell", "扣分项数", "count", 10, "sumif(details.fell, details.ranked, level3)"),
        GridColumn("points", "分值合计", "score", 11, "sumif(details.points, details.ranked, level3)"),
        GridColumn("lost", "扣分合计", "score", 11, "sumif(details.lost, details.ranked, level3)"),
        GridColumn("rate", "失分率", "percent", 10, ratio_of("lost", "points")),
        GridColumn("share", "占全部\n扣分", "percent", 10, ratio_of("lost", "figures.lost.value")),
    )
    lost: dict[str, Decimal] = {}
    for name, (_, item) in zip(names_apart(rollup), rollup.indicators(), strict=True):
        if points := item.lost:
            lost[name.casefold()] = lost.get(name.casefold(), Decimal(0)) + points
    names: dict[str, tuple[str, str]] = {}
    for name, (_, item) in zip(names_apart(rollup), rollup.indicators(), strict=True):
        if (key := name.casefold()) in lost:
            names.setdefault(key, (name, item.level1))
    most = sorted((key for key in names if lost[key] >= ENOUGH), key=lambda key: -lost[key])[:TOP]
    top = [names[key] for key in most]
    rows: list[GridRow] = [{"no": Decimal(i), "level3": name, "level1": level} for i, (name, level) in enumerate(top, 1)]
    return numbered("losses", columns, rows)


def points_grid(rollup: Rollup) -> Grid:
    """Execution rate and score of the projects that have both: a chart takes blanks that are texts for 1, 2, 3."""
    columns = (
        GridColumn("x", "执行率", "percent", 10, "at(projects.rate, row)"),
        GridColumn("y", "自评得分", "score", 10, "at(projects.score, row)"),
        *LOOKED_UP,
    )
    return numbered("points", columns, [{"code": p.code, "row": GridEntry(formula=PLACE)} for p, _, _ in both_of(rollup)])


def axis_ends(rollup: Rollup) -> tuple[int | None, int | None]:
    """Where the axes of rates and scores end: at the whole, unless a project is beyond it."""
    found = [*both_of(rollup)]
    return (
        1 if all(rate <= 1 for _, rate, _ in found) else None,
        100 if all(score <= 100 for _, _, score in found) else None,
    )


def axis_starts(rollup: Rollup) -> tuple[float, float]:
    """Where the axes of rates and scores begin: half way, unless a project is below it; all is well above in most years."""
    found = [*both_of(rollup)]
    low = any(rate < HALF for _, rate, _ in found), any(score < 100 * HALF for _, _, score in found)
    return 0 if low[0] else float(HALF), 0 if low[1] else float(100 * HALF)


def both_of(rollup: Rollup) -> Iterator[tuple[ProjectLine, Decimal, Decimal]]:
    """Projects with a rate and a score."""
    for _, project in rollup.counted():
        if project.budget and project.executed is not None and project.score is not None:
            yield project, project.executed / project.budget, project.score


def ranking_grids(rollup: Rollup) -> list[Grid]:
    """All of them."""
    return [make(rollup) for make in (ranking_grid, shared_grid, losses_grid, points_grid)]
