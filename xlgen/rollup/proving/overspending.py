"""Projects in the sums that spent more than they had, each by name: no disagreement, but not to be passed over."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.rollup.details import PLACE, linked
from xlgen.rollup.grids import Grid, GridColumn, GridEntry, GridRow, numbered
from xlgen.rollup.records import ProjectLine, Rollup


def overspent(rollup: Rollup) -> Iterator[ProjectLine]:
    """Each of them, in issued order."""
    for _, project in rollup.counted():
        if project.budget is not None and project.executed is not None and project.executed > project.budget:
            yield project


def overspent_grid(rollup: Rollup) -> Grid:
    """The list of them; the amounts are those of 项目, live."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("name", "项目名称", "text", 30),
        GridColumn("code", "项目编码", "text", 17),
        GridColumn("budget", f"预算数（{rollup.money}）", "money", 17, "at(projects.budget, row)"),
        GridColumn("executed", f"执行数（{rollup.money}）", "money", 17, "at(projects.executed, row)"),
        GridColumn("rate", "执行率", "percent", 13, "at(projects.rate, row)"),
        GridColumn("row", "所在行", "count", 13),
        GridColumn("link", "打开", "link", 8),
    )
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "name": project.marked_name, "code": project.code, "row": GridEntry(formula=PLACE),
            "link": linked(project.file).get("link"),
        }
        for i, project in enumerate(overspent(rollup), 1)
    ]  # fmt: skip
    return numbered("overspent", columns, rows)
