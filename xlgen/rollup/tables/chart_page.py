"""The sheet of charts: grades, execution rates and scores, and the indicators that cost most points."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from xlgen.rollup.arrangement import CHART_ROWS, Chart, SummaryPage, TextLine
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.rankings import TOP_SHOWN, axis_ends, axis_starts, both_of
from xlgen.rollup.records import Rollup
from xlgen.rollup.spots import Spot

MOST_TOLD = 40  # points of the scatter whose codes can still be read


def chart_page(rollup: Rollup, of: Mapping[str, Grid]) -> SummaryPage:
    """Charts on paper, and under them, off paper, the data of the scatter."""
    limits = limits_grid(rollup)
    grades, points, losses = of["grades"], of["points"], of["losses"]
    shares = (("share", "项目数"), ("amount_share", "预算数"))
    spread = Chart(
        "column", "等级分布（占比）", "grades", "word", shares, grades.runs["all"], ("等级", "占比"), ("General", "0%")
    )
    run = (0, len(points.rows))
    both = Chart(
        "scatter", "执行率与自评得分", "points", "x", (("y", "自评得分"),), run, ("执行率", "自评得分"), ("0%", "0"),
        "code" if len(points.rows) <= MOST_TOLD else "",
        tuple((3 * i, 3 * i + 3) for i in range(len(limits.rows) // 3)), axis_starts(rollup), axis_ends(rollup),
    )  # fmt: skip
    run = (0, min(len(losses.rows), TOP_SHOWN))
    title = f"扣分最多的指标（前 {run[1]} 个）"
    lost = Chart("bar", title, "losses", "level3", (("lost", "扣分合计"),), run, formats=("General", "0.00"))
    charts = [spread, *([both] if points.rows else []), *([lost] if losses.rows else [])]
    end = 1 + CHART_ROWS * len(charts)
    lines = (
        TextLine(0, "title", "图表"),
        TextLine(end, "note", "散点图数据（执行率和得分都有的项目；点旁是项目编码，超过 40 个点的不写）"),
    )
    spots = (Spot(points, "图表", end + 1), Spot(limits, "图表", end + 1, len(points.columns) + 1))
    return SummaryPage("图表", (10.0,) * 9, spots, lines, tuple(charts), landscape=False, printed=end, one_page=True)


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
