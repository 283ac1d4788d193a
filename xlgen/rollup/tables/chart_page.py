"""The sheet of charts: grades, execution rates and scores, and the indicators that cost most points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xlgen.rollup.arrangement import CHART_ROWS, Chart, SummaryPage, TextLine
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.rankings import TOP_SHOWN, axis_ends, axis_starts, both_of
from xlgen.rollup.records import Rollup
from xlgen.rollup.spots import Spot

MOST_TOLD = 8  # points of the scatter that are named: those with the lowest scores, more would stand on each other
NAME_SHARE = (0.14, 0.1)  # of the axes, that the name of a point takes


def chart_page(rollup: Rollup, of: Mapping[str, Grid]) -> SummaryPage:
    """Charts on paper, and under them, off paper, the data of the scatter."""
    limits, shares = limits_grid(rollup), shares_grid(rollup)
    points, losses = of["points"], of["losses"]
    kinds, run = (("share", "项目数占比"), ("amount_share", "预算数占比")), (0, len(shares.rows))
    spread = Chart("bar", "等级分布", "shares", "word", kinds, run, formats=("General", "0%"), stacked=True)
    run = (0, len(points.rows))
    both = Chart(
        "scatter", "执行率与自评得分", "points", "x", (("y", "自评得分"),), run, ("执行率", "自评得分"), ("0%", "0"),
        "code", _lowest(rollup), tuple((3 * i, 3 * i + 3) for i in range(len(limits.rows) // 3)), axis_starts(rollup), axis_ends(rollup),
    )  # fmt: skip
    run = (0, min(len(losses.rows), TOP_SHOWN))
    title = f"扣分最多的指标（前 {run[1]} 个）"
    lost = Chart("bar", title, "losses", "level3", (("lost", "扣分合计"),), run, formats=("General", "0.00"))
    charts = [spread, *([both] if points.rows else []), *([lost] if losses.rows else [])]
    end = 1 + CHART_ROWS * len(charts)
    lines = (
        TextLine(0, "title", "图表"),
        TextLine(
            end,
            "note",
            "散点图数据（执行率和得分都有的项目；点旁是项目编码，从得分最低的写起，最多 8 个，挨在一起的不重叠着写）和等级分布图数据",
        ),
    )
    at = len(points.columns) + 1, len(points.columns) + len(limits.columns) + 2
    spots = (
        Spot(points, "图表", end + 1),
        *(Spot(each, "图表", end + 1, n) for each, n in zip((limits, shares), at, strict=True)),
    )
    return SummaryPage("图表", (10.0,) * 9, spots, lines, tuple(charts), landscape=False, printed=end, one_page=True)


def _lowest(rollup: Rollup) -> tuple[int, ...]:
    """Which points are named: those with the lowest scores, from below, but none whose name would stand on another."""
    points = [(float(rate), float(score)) for _, rate, score in both_of(rollup)]
    wide, high = (share * (end - start) for share, end, start in zip(NAME_SHARE, (1, 100), axis_starts(rollup), strict=True))
    named: list[int] = []
    for at in sorted(range(len(points)), key=lambda at: points[at][1]):
        (x, y), others = points[at], (points[each] for each in named)
        if len(named) < MOST_TOLD and not any(abs(x - a) < wide and abs(y - b) < high for a, b in others):
            named.append(at)
    return tuple(named)


def shares_grid(rollup: Rollup) -> Grid:
    """What share of the projects and of their budgets each grade has."""
    columns = (
        GridColumn("word", "等级名称", "code", 10),
        GridColumn("share", "项目数占比", "percent", 10),
        GridColumn("amount_share", "预算数占比", "percent", 10),
    )
    rows: list[GridRow] = [
        {"word": GridEntry(formula=f'join(grades.{i}.word, "")')}
        | {key: GridEntry(formula=f"grades.{i}.{key}") for key in ("share", "amount_share")}
        for i in range(1, len(rollup.grades) + 1)
    ]
    return numbered("shares", columns, rows)


def limits_grid(rollup: Rollup) -> Grid:
    """The least score of each grade but the last as a line across all rates, named near where it begins."""
    columns = (
        GridColumn("x", "线的位置", "percent", 10),
        GridColumn("y", "等级界限", "score", 10),
        GridColumn("name", "线旁的字", "code", 10),
    )
    first = Decimal(str(axis_starts(rollup)[0]))
    most = max([Decimal(1), *(point for _, point, _ in both_of(rollup))])
    rows: list[GridRow] = []
    for i in range(1, len(rollup.grades)):
        least = GridEntry(formula=f"grades.{i}.least")
        named = GridEntry(formula=f'join(grades.{i}.word, " ", grades.{i}.least)')
        rows += [
            {"x": first, "y": least},
            {"x": first + (most - first) / 20, "y": least, "name": named},
            {"x": most, "y": least},
        ]
    return numbered("limits", columns, rows)
