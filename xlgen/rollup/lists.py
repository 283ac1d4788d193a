"""The lists of a summary: 分项绩效项目清单, deductions, findings, what is missing, files received."""

from __future__ import annotations

from decimal import Decimal

from xlgen.language.nodes import Call, Ref
from xlgen.language.operators import OPS
from xlgen.returned.batch import Decided
from xlgen.rollup.cells.lazy_rows import LazyRows
from xlgen.rollup.details import LOOKED_UP, PLACE, linked, mean_of
from xlgen.rollup.grids import Formula, Grid, GridColumn, GridEntry, GridRow, numbered, totalled
from xlgen.rollup.records import IN_BOOK, Received, Rollup, Whereabouts
from xlgen.rollup.tables.finding_lists import problems_grid, tally_grid
from xlgen.rollup.tables.indicator_lists import deductions_grid


def text_of(name: str) -> Formula:
    """A formula that repeats the text of another cell."""
    return Call(OPS["join"], (Ref(name),))


def register_grid(rollup: Rollup) -> Grid:
    """分项绩效项目清单, as it is printed and stamped: all projects, figures only of those that count, and the totals of these."""
    columns = (
        GridColumn("no", "序号", "count", 5),
        GridColumn("name", "项目名称", "text", 26),
        GridColumn("budget", "预算数\n（调整后）", "money", 14),
        GridColumn("executed", f"执行数\n（至{_end_of_year(rollup)}底）", "money", 14),
        GridColumn("returned", "结余交回\n财政数", "money", 12),
        GridColumn("score", "自评\n得分", "score", 8),
        GridColumn("goal", "分项项目绩效目标", "text", 29),
        GridColumn("done", "分项项目绩效\n目标完成情况", "text", 29),
        GridColumn("status", "状态", "code", 9),
        *LOOKED_UP,
    )
    rows = LazyRows([project.code for project in rollup.listed()], lambda at, code: _register_row(at + 1, code))
    total: GridRow = {
        "name": GridEntry(formula='join("合计（计入 ", figures.counted.value, " 个）")'),
        "budget": GridEntry(formula="sum(register.all.budget)"),
        "executed": GridEntry(formula="sum(register.all.executed)"),
        "returned": GridEntry(formula="sum(register.all.returned) if count(register.all.returned) > 0 else blank"),
    }
    mean = mean_of("sum(register.all.score)", "count(register.all.score)")
    return totalled("register", columns, rows, {**total, "score": GridEntry(formula=mean), "goal": "得分为平均得分"})


def _end_of_year(rollup: Rollup) -> str:
    years = {project.year for project in rollup.listed()}
    return f"{next(iter(years))}年" if len(years) == 1 and years != {""} else "年"


_LOOKED_UP = {
    "row": GridEntry(formula=PLACE),
    **{
        key: GridEntry(formula=f"at(projects.{key}, row)")
        for key in ("name", "budget", "executed", "score", "goal", "done", "status")
    },
}


def _register_row(no: int, code: str) -> GridRow:
    """One project; what was returned to the treasury no form of a project says: the list has room for it."""
    return {"no": Decimal(no), "code": code, **_LOOKED_UP}


def pendings_grid(rollup: Rollup, where: Whereabouts = IN_BOOK) -> Grid:
    """Projects and files that are not in the sums, and why; each file of a project that came back several times has its share."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("kind", "类别", "code", 9),
        GridColumn("code", "项目编码", "text", 12),
        GridColumn("name", "项目名称", "text", 24),
        GridColumn("unit", "实施单位", "text", 18),
        GridColumn("budget", f"下发预算数\n（{rollup.money}）", "money", 14),
        GridColumn("reason", "情况", "text", 36),
        GridColumn("remedy", "怎么办", "text", 26),
        GridColumn("file", "文件", "path", 28),
        GridColumn("link", "打开", "link", 6),
        GridColumn("share", "项目数", "number", 8, "ratio(1, countif(pendings.all.code, code)) if filled(code) else blank"),
    )
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "kind": p.kind, "code": p.code or None, "name": p.name or None, "unit": p.unit or None,
            "budget": p.budget, "reason": p.told(where), "remedy": p.remedy or None, **linked(p.file),
        }
        for i, p in enumerate(rollup.pendings, 1)
    ]  # fmt: skip
    total: GridRow = {
        "kind": "合计",
        "budget": GridEntry(formula="sumproduct(pendings.all.budget, pendings.all.share)"),
        "reason": GridEntry(formula='join(round(sum(pendings.all.share), 0), " 个项目，收到几份的算一次")'),
        "share": GridEntry(),
    }
    return totalled("pendings", columns, rows or [{"reason": "（无）"}], total)


def received_grid(rollup: Rollup) -> Grid:
    """Every file received and what became of it."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("file", "文件", "text", 50),
        GridColumn("kind", "处理", "code", 10),
        GridColumn("code", "项目编码", "text", 16),
        GridColumn("name", "项目名称", "text", 36),
        GridColumn("status", "审核结果", "code", 11),
        GridColumn("errors", "错误", "count", 8),
        GridColumn("warnings", "需核实", "count", 8),
        GridColumn("link", "打开", "link", 6),
    )
    return numbered("received", columns, LazyRows(rollup.files, _received_row))


def _received_row(at: int, f: Received) -> GridRow:
    return {
        "no": Decimal(at + 1), "kind": f.kind.word, "code": f.code or None, "name": f.name or None,
        "status": f.status.word if f.status else None, "errors": Decimal(f.errors), "warnings": Decimal(f.warnings), **linked(f.file),
    }  # fmt: skip


def answers_grid(rollup: Rollup) -> Grid:
    """What a clerk answered for: the value, what counts, why, who and when; and whether it still holds."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("code", "项目编码", "text", 14),
        GridColumn("name", "项目名称", "text", 28),
        GridColumn("item", "核实的栏", "text", 28),
        GridColumn("value", "表上的值", "text", 14),
        GridColumn("counts", "按什么计", "text", 16),
        GridColumn("reason", "原因", "text", 40),
        GridColumn("by", "核实人", "text", 10),
        GridColumn("time", "时间", "text", 20),
        GridColumn("holds", "现在", "text", 22),
    )
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "code": line.code, "name": line.name or None, "item": line.answer.called, "value": line.answer.value or None,
            "counts": line.answer.counts or "表上的值", "reason": line.answer.reason, "by": line.answer.by,
            "time": line.answer.time.replace("T", " "), "holds": _standing(line.answer),
        }
        for i, line in enumerate(rollup.answers, 1)
    ]  # fmt: skip
    return numbered("answers", columns, rows)


def _standing(answer: Decided) -> str:
    if answer.revoked:
        return f"已撤销（{answer.revoked.by}，{answer.revoked.time[:10]}：{answer.revoked.reason}）"
    return "有效" if answer.holds else "值已变，不再有效"


def list_grids(rollup: Rollup) -> list[Grid]:
    """All of them."""
    return [
        register_grid(rollup),
        deductions_grid(rollup),
        problems_grid(rollup),
        tally_grid(rollup),
        pendings_grid(rollup),
        received_grid(rollup),
        answers_grid(rollup),
    ]
