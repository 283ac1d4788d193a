"""The lists of a summary: 分项绩效项目清单, ranking, deductions, findings, what is missing, files received."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from xlgen.expression import Call, Ref
from xlgen.grids import Column, Entry, Formula, Grid, Row, numbered, totalled
from xlgen.operators import OPS, Value
from xlgen.rollup_data import group_of, is_rate, items, linked, mean_of, place, ratio_of, shared_groups
from xlgen.rollup_records import Rollup

TOP = 20  # indicators in the table of deductions
TOP_SHOWN = 10  # of them in the chart


def text_of(name: str) -> Formula:
    """A formula that repeats the text of another cell."""
    return Call(OPS["join"], (Ref(name),))


def register_grid(rollup: Rollup) -> Grid:
    """分项绩效项目清单, as it is printed and stamped: the projects that count, and their totals."""
    columns = (
        Column("no", "序号", "count", 5),
        Column("name", "项目名称", "text", 30),
        Column("budget", "预算数\n（调整后）", "money", 13),
        Column("executed", "执行数", "money", 13),
        Column("balance", "结余", "money", 12),
        Column("score", "自评\n得分", "score", 8),
        Column("goal", "分项目标", "text", 33),
        Column("done", "完成情况", "text", 33),
    )
    rows = [_register_row(no, i + 1) for no, (i, _) in enumerate(rollup.counted(), 1)]
    total: Row = {"name": "合计"} | {
        key: Entry(formula=f"sum(register.all.{key})") for key in ("budget", "executed", "balance")
    }
    mean = mean_of("sum(register.all.score)", "count(register.all.score)")
    return totalled("register", columns, rows, {**total, "score": Entry(formula=mean), "goal": "得分为平均得分"})


def _register_row(no: int, row: int) -> Row:
    said: dict[str, Value | Entry] = {"no": Decimal(no)}
    said |= {key: Entry(formula=text_of(f"projects.{row}.{key}")) for key in ("name", "goal", "done")}
    return said | {key: Entry(formula=Ref(f"projects.{row}.{key}")) for key in ("budget", "executed", "balance", "score")}


def ranking_grid(rollup: Rollup) -> Grid:
    """Projects from the best score down, equal ones in issued order.

    One LARGE a row over the column 排序值, which no two projects share; all else is looked up by its place: LibreOffice needs
    half the time it takes for a RANK a row.
    """
    columns = (
        Column("rank", "名次", "count", 7, "position(score, ranking.score)"),
        Column("code", "项目编码", "text", 15, "at(projects.code, row)"),
        Column("name", "项目名称", "text", 36, "at(projects.name, row)"),
        Column("unit", "实施单位", "text", 28, "at(projects.unit, row)"),
        Column("budget", f"预算数\n（{rollup.money}）", "money", 14, "at(projects.budget, row)"),
        Column("rate", "执行率", "percent", 10, "at(projects.rate, row)"),
        Column("score", "自评得分", "score", 10, "at(projects.score, row)"),
        Column("grade", "等级", "code", 9, "at(projects.grade, row)"),
        Column("no", "位次", "count", 7),
        Column("order", "排序值", "order", 13, "nth_largest(projects.order, no)"),
        Column("row", "所在行", "count", 8, "position(order, projects.order)"),
    )
    counted = sum(1 for _ in rollup.counted())
    return numbered("ranking", columns, [{"no": Decimal(i + 1)} for i in range(counted)])


def shared_grid(rollup: Rollup) -> Grid:
    """Indicators that several projects have: numbers are added, rates weighted by the projects' budgets."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("group", "三级指标（计量单位）", "text", 44),
        Column("how", "汇总方法", "code", 16),
        Column("projects", "项目数", "count", 9, "countif(details.group, group)"),
        Column("target", "指标值", "number", 16),
        Column("actual", "实际完成值", "number", 16),
        Column("completion", "完成率", "percent", 11, ratio_of("actual", "target")),
    )
    rows: list[Row] = []
    for no, item in enumerate(shared_groups(rollup).values(), 1):
        how, kind, formula = WEIGHTED if is_rate(item) else ADDED
        values = {key: Entry(formula=formula.format(key), type=kind) for key in ("target", "actual")}
        rows.append({"no": Decimal(no), "group": group_of(item), "how": how, **values})
    return numbered("shared", columns, rows)


ADDED = ("相加", "number", "sumif(details.{0}, details.group, group)")
WEIGHTED = (
    "按预算数加权",
    "percent",
    ratio_of("sumif(details.{0}_amount, details.group, group)", "sumif(details.amount, details.group, group)"),
)


def losses_grid(rollup: Rollup) -> Grid:
    """Indicators on which most points were lost: names as they stand today, sums live."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("level3", "三级指标", "text", 34),
        Column("level1", "一级指标", "text", 16),
        Column("fell", "扣分项数", "count", 10, "sumif(details.fell, details.level3, level3)"),
        Column("points", "分值合计", "score", 11, "sumif(details.points, details.level3, level3)"),
        Column("lost", "扣分合计", "score", 11, "sumif(details.lost, details.level3, level3)"),
        Column("rate", "失分率", "percent", 10, ratio_of("lost", "points")),
        Column("share", "占全部\n扣分", "percent", 10, ratio_of("lost", "figures.lost.value")),
    )
    lost: Counter[str] = Counter()
    names: dict[str, tuple[str, str]] = {}
    for _, item in items(rollup):
        key = item.level3.casefold()
        lost[key] += item.lost  # type: ignore[assignment]  # Counter adds Decimals as well
        names.setdefault(key, (item.level3, item.level1))
    top = [names[key] for key, points in lost.most_common(TOP) if points >= Decimal("0.005")]
    rows: list[Row] = [{"no": Decimal(i), "level3": name, "level1": level} for i, (name, level) in enumerate(top, 1)]
    return numbered("losses", columns, rows)


def deductions_grid(rollup: Rollup) -> Grid:
    """Every indicator with points lost, and the reason given."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("code", "项目编码", "text", 12),
        Column("name", "项目名称", "text", 24),
        Column("unit", "实施单位", "text", 18),
        Column("level1", "一级指标", "text", 13),
        Column("level3", "三级指标", "text", 22),
        Column("points", "分值", "score", 8),
        Column("score", "得分", "score", 8),
        Column("lost", "扣分", "score", 8, "points - score"),
        Column("reason", "偏差原因分析及改进措施", "text", 42),
        Column("place", "单元格", "code", 12),
        Column("file", "文件", "path", 26),
        Column("link", "打开", "link", 6),
    )
    rows: list[Row] = []
    for row, (project, item) in enumerate(items(rollup), 1):
        if abs(item.lost) >= Decimal("0.005"):
            said: dict[str, Value | Entry] = {
                "no": Decimal(len(rows) + 1), "code": project.code, "name": project.name, "unit": project.unit or None,
                "level1": item.level1, "level3": item.level3, "reason": item.reason or None,
            }  # fmt: skip
            said |= {key: Entry(formula=Ref(f"details.{row}.{key}")) for key in ("points", "score")}
            rows.append(said | linked(project.file, place(item.sheet, item.cell)))
    return numbered("deductions", columns, rows)


def problems_grid(rollup: Rollup) -> Grid:
    """Every finding, each with a link to its cell."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("severity", "级别", "code", 7),
        Column("code", "代码", "code", 8),
        Column("project", "项目编码", "text", 14),
        Column("name", "项目名称", "text", 26),
        Column("message", "问题", "text", 56),
        Column("hint", "怎么改", "text", 34),
        Column("place", "单元格", "code", 14),
        Column("file", "文件", "text", 30),
        Column("link", "打开", "link", 6),
    )
    rows: list[Row] = [
        {
            "no": Decimal(i), "severity": p.finding.severity.value, "code": p.finding.code, "project": p.code or None,
            "name": p.name or None, "message": p.finding.message, "hint": p.finding.hint or None,
            **linked(p.file, place(p.finding.sheet, p.finding.cell or "A1") if p.finding.sheet else ""),
        }
        for i, p in enumerate(rollup.problems, 1)
    ]  # fmt: skip
    return numbered("problems", columns, rows)


def pendings_grid(rollup: Rollup) -> Grid:
    """Projects and files that are not in the sums, and why."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("kind", "类别", "code", 10),
        Column("code", "项目编码", "text", 15),
        Column("name", "项目名称", "text", 32),
        Column("unit", "实施单位", "text", 24),
        Column("budget", f"下发预算数\n（{rollup.money}）", "money", 14),
        Column("reason", "情况", "text", 40),
        Column("remedy", "怎么办", "text", 32),
        Column("file", "文件", "text", 28),
        Column("link", "打开", "link", 6),
    )
    rows: list[Row] = [
        {
            "no": Decimal(i), "kind": p.kind, "code": p.code or None, "name": p.name or None, "unit": p.unit or None,
            "budget": p.budget, "reason": p.reason, "remedy": p.remedy or None, **linked(p.file),
        }
        for i, p in enumerate(rollup.pendings, 1)
    ]  # fmt: skip
    return numbered("pendings", columns, rows)


def received_grid(rollup: Rollup) -> Grid:
    """Every file received and what became of it."""
    columns = (
        Column("no", "序号", "count", 6),
        Column("file", "文件", "text", 50),
        Column("kind", "处理", "code", 10),
        Column("code", "项目编码", "text", 16),
        Column("name", "项目名称", "text", 36),
        Column("status", "校验结果", "code", 11),
        Column("errors", "错误数", "count", 8),
        Column("warnings", "核对数", "count", 8),
        Column("link", "打开", "link", 6),
    )
    rows: list[Row] = [
        {
            "no": Decimal(i), "kind": f.kind.value, "code": f.code or None, "name": f.name or None,
            "status": f.status, "errors": Decimal(f.errors), "warnings": Decimal(f.warnings), **linked(f.file),
        }
        for i, f in enumerate(rollup.files, 1)
    ]  # fmt: skip
    return numbered("received", columns, rows)


def points_grid(rollup: Rollup) -> Grid:
    """Execution rate and score of the projects that have both: a chart takes blanks that are texts for 1, 2, 3."""
    columns = (Column("x", "执行率", "percent", 10), Column("y", "自评得分", "score", 10))
    both = (i + 1 for i, p in rollup.counted() if p.budget and p.executed is not None and p.score is not None)
    return numbered("points", columns, [_point(row) for row in both])


def _point(row: int) -> Row:
    return {"x": Entry(formula=Ref(f"projects.{row}.rate")), "y": Entry(formula=Ref(f"projects.{row}.score"))}


def list_grids(rollup: Rollup) -> Iterable[Grid]:
    """All of them."""
    makers = (
        register_grid, ranking_grid, shared_grid, losses_grid, deductions_grid, problems_grid, pendings_grid, received_grid, points_grid,
    )  # fmt: skip
    return [make(rollup) for make in makers]
