"""The sheets of a summary: which grids stand where, under which titles, and the charts. Rows and columns count from 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xlgen.excel_limits import MAX_HEIGHT
from xlgen.rollup.figures import core_grids
from xlgen.rollup.grids import Grid
from xlgen.rollup.lists import list_grids
from xlgen.rollup.proofs import check_grids
from xlgen.rollup.rankings import TOP_SHOWN, ranking_grids
from xlgen.rollup.records import Rollup
from xlgen.rollup.spots import Spot


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text across the sheet or a part of it; ``proof`` names the sentence that it repeats by a formula."""

    row: int
    role: str
    text: str = ""
    column: int = 0
    last_column: int = -1  # -1: the last one of the sheet
    proof: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart over rows ``run`` of a grid, one under the other: columns, bars or points of ``series`` (column, heading) over ``over``."""

    kind: str
    title: str
    grid: str
    over: str
    series: tuple[tuple[str, str], ...]
    run: tuple[int, int]
    axes: tuple[str, str] = ("", "")
    formats: tuple[str, str] = ("General", "General")


@dataclass(frozen=True, slots=True)
class SummaryPage:
    """One sheet. ``frozen`` is the cell that scrolls first, ``repeat`` the heading row that every printed page repeats."""

    name: str
    widths: tuple[float, ...]
    spots: tuple[Spot, ...]
    lines: tuple[TextLine, ...]
    charts: tuple[Chart, ...] = ()
    landscape: bool = True
    paper: str = "A4"
    frozen: tuple[int, int] | None = None
    repeat: int | None = None
    filtered: bool = False
    tallest: float = MAX_HEIGHT  # points; flat sheets show the beginning of long texts, lists all of it
    printed: int = 0  # rows on paper; 0: all of them
    across: int = 0  # columns on paper; 0: all of them
    one_page: bool = False


TITLE_ROWS = 2
CHART_ROWS = 18  # rows of the usual height that a chart takes
LAST_PRINTED = {  # columns behind these serve formulas and links, not readers of paper
    "ranking": "grade", "deductions": "place", "problems": "file", "pendings": "file", "received": "warnings",
    "projects": "warnings", "details": "reason",
}  # fmt: skip
FILTERED = {"projects", "details", "deductions", "problems", "pendings", "received"}  # plain lists, which people filter


def pages_of(rollup: Rollup, day: str) -> tuple[list[SummaryPage], list[Grid]]:
    """The sheets in order, and all grids that stand on them; ``day`` is the ISO date of the summary."""
    grids = [*core_grids(rollup), *list_grids(rollup), *ranking_grids(rollup), *check_grids(rollup)]
    of = {grid.key: grid for grid in grids}
    money = f"金额单位：{rollup.money}"
    department = _shared(rollup)
    pages = [
        _overview(rollup, of, f"汇总日期：{day}", money),
        _charts(of),
        _register(of["register"], department, money),
        _list("按单位", "按单位汇总", of["units"], money),
        _list("排名", "自评得分排名", of["ranking"], money, notes=("得分相同名次相同；改动“项目”表的得分，名次随之变动。",)),
        _list("同名指标", "同名指标汇总", of["shared"], "几个项目共有的数值指标：数量相加，比率按预算数加权"),
        _list("扣分排行", "扣分最多的指标", of["losses"], "", notes=("名单为汇总时的名次，数额随“明细”表变动。",)),
        _list("扣分原因", "扣分原因", of["deductions"], "“打开”转到报送表的单元格"),
        _list("问题清单", "问题清单", of["problems"], "“打开”转到报送表的单元格"),
        _list("未报与拒收", "未计入汇总的项目和文件", of["pendings"], money, proofs=("issued", "received")),
        _list("收到文件", "收到文件登记", of["received"], "每个文件一行", proofs=("received",)),
        _checks(of),
        _flat("项目", "项目（一个项目一行；未计入的项目不列数）", of["projects"], money, 3),
        _flat("明细", "明细（一个指标一行，只列计入汇总的项目）", of["details"], "“打开”转到报送表的单元格", 3),
    ]
    return pages, grids


def _shared(rollup: Rollup) -> str:
    departments = {project.department for project in rollup.projects}
    return f"填报单位：{next(iter(departments)) if len(departments) == 1 else ''}"


def widths_of(grid: Grid) -> tuple[float, ...]:
    """Width of each sheet column a grid takes."""
    return tuple(column.width for column in grid.columns for _ in range(column.span))


def _list(
    name: str, title: str, grid: Grid, right: str, notes: Sequence[str] = (), proofs: Sequence[str] = (), **more: object
) -> SummaryPage:
    """A sheet with one table under a title, and notes under the table."""
    spot = Spot(grid, name, TITLE_ROWS)
    lines = [TextLine(0, "title", title), TextLine(1, "right", right)]
    said = [("note", text, "") for text in notes] + [("note", "", proof) for proof in proofs]
    lines += [TextLine(spot.after + i, role, text, proof=proof) for i, (role, text, proof) in enumerate(said)]
    widths = widths_of(grid)
    across = spot.at(LAST_PRINTED[grid.key]) + 1 if grid.key in LAST_PRINTED else len(widths)
    lines = [replace(line, last_column=across - 1) for line in lines]
    options = {"frozen": (TITLE_ROWS + 1, 0), "repeat": TITLE_ROWS, "filtered": grid.key in FILTERED, "across": across} | more
    return SummaryPage(name, widths, (spot,), tuple(lines), **options)  # type: ignore[arg-type]


def _flat(name: str, title: str, grid: Grid, right: str, frozen: int) -> SummaryPage:
    return _list(name, title, grid, right, paper="A3", frozen=(TITLE_ROWS + 1, frozen), tallest=48.0)


def _register(grid: Grid, department: str, money: str) -> SummaryPage:
    """The list that is printed, stamped and handed in."""
    page = _list("分项绩效项目清单", "分项绩效项目清单", grid, money, proofs=("issued",))
    end = page.spots[0].after + 1
    last = len(page.widths) - 1
    left, right = page.lines[1], TextLine(1, "left", department, 0, 3)
    signed = [("填报人：", 0, 1), ("审核人：", 2, 3), ("负责人：", 4, 5), ("填报日期：　　　　年　　月　　日（盖章）", 6, last)]
    lines = [page.lines[0], right, TextLine(1, "right", left.text, 4, last), *page.lines[2:]]
    lines += [TextLine(end, "signature", text, first, until) for text, first, until in signed]
    return replace(page, lines=tuple(lines))


def _stack(name: str, first: int, blocks: Sequence[tuple[str, Grid]]) -> tuple[list[Spot], list[TextLine], int]:
    """Tables one under the other, each under its heading, and the row after the last."""
    spots: list[Spot] = []
    lines: list[TextLine] = []
    for heading, grid in blocks:
        if heading:
            lines.append(TextLine(first, "heading1", heading))
        spots.append(Spot(grid, name, first + bool(heading)))
        first = spots[-1].after + 1
    return spots, lines, first


def _overview(rollup: Rollup, of: Mapping[str, Grid], left: str, right: str) -> SummaryPage:
    widths = (11.0, 10.0, 10.0, 11.0, 15.0, 10.0, 15.0, 10.0, 10.0)
    blocks = [
        ("一、总体情况", of["figures"]),
        ("二、等级分布（黄色格可改：改等级界限，全表等级、分布、平均得分随之变动）", of["grades"]),
        ("三、一级指标得分率", of["levels"]),
        ("四、报送情况", of["statuses"]),
        ("", of["kinds"]),
        ("五、核对结论", of["proof"]),
    ]
    spots, lines, end = _stack("总览", 3, blocks)
    lines += [TextLine(0, "title", rollup.title), TextLine(1, "left", left, 0, 3), TextLine(1, "right", right, 4)]
    lines += [TextLine(2, "verdict", proof="verdict")]
    lines += [TextLine(end - 1 + i, "note", f"注{i + 1}：{note}") for i, note in enumerate(rollup.notes)]
    return SummaryPage("总览", widths, tuple(spots), tuple(lines), landscape=False, one_page=True)


def _charts(of: Mapping[str, Grid]) -> SummaryPage:
    """Charts on paper, and under them, off paper, the data of the scatter."""
    grades, points, losses = of["grades"], of["points"], of["losses"]
    shares = (("share", "项目数"), ("amount_share", "预算数"))
    spread = Chart(
        "column", "等级分布（占比）", "grades", "word", shares, grades.runs["all"], ("等级", "占比"), ("General", "0%")
    )
    run = (0, len(points.rows))
    both = Chart("scatter", "执行率与自评得分", "points", "x", (("y", "自评得分"),), run, ("执行率", "自评得分"), ("0%", "0"))
    run = (0, min(len(losses.rows), TOP_SHOWN))
    title = f"扣分最多的指标（前 {run[1]} 个）"
    lost = Chart("bar", title, "losses", "level3", (("lost", "扣分合计"),), run, formats=("General", "0.00"))
    charts = [spread, *([both] if points.rows else []), *([lost] if losses.rows else [])]
    end = 1 + CHART_ROWS * len(charts)
    lines = (TextLine(0, "title", "图表"), TextLine(end, "note", "散点图数据（执行率和得分都有的项目）"))
    spot = Spot(points, "图表", end + 1)
    return SummaryPage("图表", (10.0,) * 9, (spot,), lines, tuple(charts), landscape=False, printed=end, one_page=True)


def _checks(of: Mapping[str, Grid]) -> SummaryPage:
    blocks = [
        ("一、总数三方核对（汇总表公式 = 程序重算 = 各报送表合计）", of["totals"]),
        ("二、表内表间核对", of["identities"]),
    ]
    spots, lines, _ = _stack("勾稽", TITLE_ROWS, blocks)
    lines += [TextLine(0, "title", "勾稽"), TextLine(1, "verdict", proof="verdict")]
    return SummaryPage("勾稽", widths_of(of["totals"]), tuple(spots), tuple(lines))
