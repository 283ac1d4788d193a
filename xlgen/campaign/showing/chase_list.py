"""催报名单 as a workbook: a line for each project that is asked for, with whom to call and room for what he said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlgen.campaign.now import Now, sent_back
from xlgen.campaign.showing.chasing import ChasedUnit, overdue
from xlgen.campaign.showing.list_page import list_page
from xlgen.rollup.grids import GridColumn, GridRow, numbered

NAME = "催报名单"
COLUMNS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("unit", "实施单位", "text", 18),
    GridColumn("reach", "联系方式", "text", 26),
    GridColumn("code", "项目编码", "text", 14),
    GridColumn("name", "项目名称", "text", 26),
    GridColumn("term", "情况", "code", 11),
    GridColumn("round", "退回轮次", "count", 9),
    GridColumn("received", "首次收到", "code", 12),
    GridColumn("days", "逾期天数", "count", 9),
    GridColumn("answer", "联系情况", "text", 20),
)


def chase_list(now: Now, found: Sequence[ChasedUnit]) -> bytes:
    """The workbook's bytes. Same campaign, same day, same bytes."""
    grid = numbered("chased", COLUMNS, list(_rows(now, found)))
    return list_page(now.campaign, NAME, grid, now.day, f"共 {len(grid.rows)} 个项目", until=now.campaign.settings.deadline)


def _rows(now: Now, found: Sequence[ChasedUnit]) -> Iterator[GridRow]:
    days, number, rounds = overdue(now), 0, sent_back(now)
    for each in found:
        for project in each.projects:
            number += 1
            yield {
                "no": Decimal(number), "unit": each.unit or None, "reach": each.reached, "code": project.form.code,
                "name": project.form.name or None, "term": project.term.word, "received": project.received or None,
                "days": Decimal(days) if days else None,
                "round": Decimal(rounds[project.form.code]) if project.form.code in rounds else None,
            }  # fmt: skip
