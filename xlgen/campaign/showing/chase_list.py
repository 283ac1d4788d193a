"""催报名单 as a workbook: a line for each project that is asked for, with whom to call and room for what he said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlgen.campaign.now import Now, sent_back
from xlgen.campaign.showing.chasing import ChasedUnit, overdue
from xlgen.rollup.arrangement import SummaryPage, TextLine, widths_of
from xlgen.rollup.grids import GridColumn, GridRow, numbered
from xlgen.rollup.spots import Spot
from xlgen.words.days import day_said
from xlgen.writing.summary_book import write_pages

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
HEADS = 3  # rows above the titles


def chase_list(now: Now, found: Sequence[ChasedUnit]) -> bytes:
    """The workbook's bytes. Same campaign, same day, same bytes."""
    said = now.campaign.settings
    grid = numbered("chased", COLUMNS, list(_rows(now, found)))
    until = f"报送期限：{day_said(said.deadline)}　　" if said.deadline else ""
    lines = (
        TextLine(0, "title", f"{said.year}年度项目支出绩效自评{NAME}"),
        TextLine(1, "left", f"{said.department}　　{until}截至：{day_said(now.day)}　　共 {len(grid.rows)} 个项目".strip()),
    )
    page = SummaryPage(
        NAME, widths_of(grid), (Spot(grid, NAME, HEADS - 1),), lines,
        frozen=(HEADS, 0), repeat=HEADS - 1, filtered=True,
    )  # fmt: skip
    return write_pages([page], NAME, now.day)


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
