"""The lists of a summary: 分项绩效项目清单, deductions, findings, what is missing, files received."""

from __future__ import annotations

from decimal import Decimal

from xlgen.language.nodes import Call, Ref
from xlgen.language.operators import OPS, Value
from xlgen.returned.batch import Decided
from xlgen.rollup.details import LOOKED_UP, PLACE, linked, mean_of, place
from xlgen.rollup.grids import Formula, Grid, GridColumn, GridEntry, GridRow, numbered, totalled
from xlgen.rollup.records import IN_BOOK, Rollup, Whereabouts
from xlgen.words.numbers import ENOUGH


def text_of(name: str) -> Formula:
    """A formula that repeats the text of another cell."""
    return Call(OPS["join"], (Ref(name),))


def register_grid(rollup: Rollup) -> Grid:
    """分项绩效项目清单, as it is printed and stamped: the projects that count, and their totals."""
    columns = (
        GridColumn("no", "序号", "count", 5),
        GridColumn("name", "项目名称", "text", 30),
        GridColumn("budget", "预算数\n（调整后）", "money", 13),
        GridColumn("executed", "执行数", "money", 13),
        GridColumn("balance", "结余", "money", 12),
        GridColumn("score", "自评\n得分", "score", 8),
        GridColumn("goal", "分项目标", "text", 33),
        GridColumn("done", "完成情况", "text", 33),
        *LOOKED_UP,
    )
    rows = [_register_row(no, project.code) for no, (_, project) in enumerate(rollup.counted(), 1)]
    total: GridRow = {"name": "合计"} | {
        key: GridEntry(formula=f"sum(register.all.{key})") for key in ("budget", "executed", "balance")
    }
    mean = mean_of("sum(register.all.score)", "count(register.all.score)")
    return totalled("register", columns, rows, {**total, "score": GridEntry(formula=mean), "goal": "得分为平均得分"})


def _register_row(no: int, code: str) -> GridRow:
    shown = ("name", "budget", "executed", "balance", "score", "goal", "done")
    said = {key: GridEntry(formula=f"at(projects.{key}, row)") for key in shown}
    return {"no": Decimal(no), "code": code, "row": GridEntry(formula=PLACE), **said}


DEDUCTIONS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("code", "项目编码", "text", 12),
    GridColumn("name", "项目名称", "text", 24),
    GridColumn("unit", "实施单位", "text", 18),
    GridColumn("level1", "一级指标", "text", 13),
    GridColumn("level3", "三级指标", "text", 22),
    GridColumn("points", "分值", "score", 8),
    GridColumn("score", "得分", "score", 8),
    GridColumn("lost", "扣分", "score", 8, "points - score"),
    GridColumn("reason", "偏差原因分析及改进措施", "text", 42),
    GridColumn("place", "单元格", "code", 12),
    GridColumn("file", "文件", "path", 26),
    GridColumn("link", "打开", "link", 6),
)


def deductions_grid(rollup: Rollup) -> Grid:
    """Every indicator with points lost, and the reason given."""
    rows: list[GridRow] = []
    for project, item in rollup.indicators():
        if abs(item.lost) >= ENOUGH:
            said: dict[str, Value | GridEntry] = {
                "no": Decimal(len(rows) + 1), "code": project.code, "name": project.marked_name, "unit": project.unit or None,
                "level1": item.level1, "level3": item.level3, "reason": item.reason or None,
                "points": item.points, "score": item.score,
            }  # fmt: skip
            rows.append(said | linked(project.file, place(item.sheet, item.cell)))
    return numbered("deductions", DEDUCTIONS, rows)


def problems_grid(rollup: Rollup) -> Grid:
    """Every finding, each with a link to its cell."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("severity", "级别", "code", 7),
        GridColumn("code", "代码", "code", 8),
        GridColumn("project", "项目编码", "text", 14),
        GridColumn("name", "项目名称", "text", 26),
        GridColumn("message", "问题", "text", 56),
        GridColumn("hint", "怎么改", "text", 34),
        GridColumn("place", "单元格", "code", 14),
        GridColumn("file", "文件", "text", 30),
        GridColumn("link", "打开", "link", 6),
    )
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "severity": p.finding.severity.value, "code": p.finding.code, "project": p.code or None,
            "name": p.name or None, "message": p.finding.message, "hint": p.finding.hint or None,
            **linked(p.file, place(p.finding.sheet, p.finding.cell or "A1") if p.finding.sheet else ""),
        }
        for i, p in enumerate(rollup.problems, 1)
    ]  # fmt: skip
    return numbered("problems", columns, rows)


def pendings_grid(rollup: Rollup, where: Whereabouts = IN_BOOK) -> Grid:
    """Projects and files that are not in the sums, and why; each file of a project that came back several times has its share."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("kind", "类别", "code", 10),
        GridColumn("code", "项目编码", "text", 15),
        GridColumn("name", "项目名称", "text", 32),
        GridColumn("unit", "实施单位", "text", 24),
        GridColumn("budget", f"下发预算数\n（{rollup.money}）", "money", 14),
        GridColumn("reason", "情况", "text", 40),
        GridColumn("remedy", "怎么办", "text", 32),
        GridColumn("file", "文件", "text", 28),
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
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "kind": f.kind.word, "code": f.code or None, "name": f.name or None,
            "status": f.status.word if f.status else None, "errors": Decimal(f.errors), "warnings": Decimal(f.warnings), **linked(f.file),
        }
        for i, f in enumerate(rollup.files, 1)
    ]  # fmt: skip
    return numbered("received", columns, rows)


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
        pendings_grid(rollup),
        received_grid(rollup),
        answers_grid(rollup),
    ]
