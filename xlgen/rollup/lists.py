"""The lists of a summary: 分项绩效项目清单, deductions, findings, what is missing, files received."""

from __future__ import annotations

from decimal import Decimal

from xlgen.language.nodes import Call, Ref
from xlgen.language.operators import OPS, Value
from xlgen.rollup.details import linked, mean_of, place
from xlgen.rollup.grids import Column, Entry, Formula, Grid, Row, numbered, totalled
from xlgen.rollup.records import Rollup


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
    for row, (project, item) in enumerate(rollup.indicators(), 1):
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


def list_grids(rollup: Rollup) -> list[Grid]:
    """All of them."""
    makers = (register_grid, deductions_grid, problems_grid, pendings_grid, received_grid)
    return [make(rollup) for make in makers]
