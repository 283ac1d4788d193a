"""操作日志 as a workbook, and as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain

from xlgen.campaign.folder import Campaign
from xlgen.campaign.showing.list_page import list_page
from xlgen.campaign.showing.operation_log import LoggedAct, revoked_said
from xlgen.files.csv_files import csv_pieces, harmless
from xlgen.rollup.grids import GridColumn, numbered

NAME = "操作日志"
COLUMNS = (
    GridColumn("act", "第几笔", "count", 8),
    GridColumn("time", "时间", "code", 19),
    GridColumn("by", "何人", "text", 14),
    GridColumn("what", "做了什么", "code", 14),
    GridColumn("day", "算作哪一天", "code", 12),
    GridColumn("counted", "涉及多少", "text", 22),
    GridColumn("told", "说明", "text", 44),
    GridColumn("revoked", "撤销", "text", 18),
)


def log_texts(lines: Sequence[LoggedAct], between: str = "；") -> list[list[str]]:
    """The lines as texts, in the order of the columns; ``between`` parts what is told of an act.

    On paper each has a line of its own: where programs fold a row of 项目编码 nobody can say.
    """
    return [
        [str(each.act.number), each.act.time.replace("T", " "), each.act.by, each.what, each.act.day, each.counted, each.told.replace("；", between), revoked_said(each)]
        for each in lines
    ]  # fmt: skip


def log_book(campaign: Campaign, lines: Sequence[LoggedAct], day: str) -> bytes:
    """The workbook of an ISO day."""
    keys = [column.key for column in COLUMNS]
    texts = (dict(zip(keys, line, strict=True)) for line in log_texts(lines, "；\n"))
    grid = numbered(
        "log", COLUMNS, [{key: text or None for key, text in line.items()} | {"act": Decimal(line["act"])} for line in texts]
    )
    return list_page(campaign, NAME, grid, day, f"共 {len(lines)} 笔")


def log_csv(lines: Sequence[LoggedAct]) -> bytes:
    """The same as CSV; no text of anybody's begins a formula."""
    rows = ([harmless(text) for text in line] for line in log_texts(lines))
    return b"".join(csv_pieces(chain([[column.label for column in COLUMNS]], rows)))
