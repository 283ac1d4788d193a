"""满分无佐证 as a workbook: a line for each indicator with full marks that no file proves, with whom to ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from xlgen.campaign.evidence import Unproven
from xlgen.campaign.now import Now
from xlgen.campaign.showing.chasing import reached
from xlgen.campaign.showing.list_page import list_page
from xlgen.campaign.telling import VERSION
from xlgen.rollup.grids import GridColumn, GridRow, numbered

NAME = "满分无佐证"
COLUMNS = (
    GridColumn("no", "序号", "count", 6),
    GridColumn("unit", "实施单位", "text", 18),
    GridColumn("reach", "联系方式", "text", 26),
    GridColumn("code", "项目编码", "text", 14),
    GridColumn("name", "项目名称", "text", 26),
    GridColumn("term", "情况", "code", 11),
    GridColumn("files", "佐证文件", "count", 9),
    GridColumn("level1", "一级指标", "text", 12),
    GridColumn("level3", "满分的指标", "text", 26),
    GridColumn("score", "得分", "score", 8),
    GridColumn("place", "在表里", "code", 14),
    GridColumn("answer", "补交情况", "text", 20),
)


def evidence_list(now: Now, found: Sequence[Unproven]) -> bytes:
    """The workbook's bytes. Same campaign, same day, same bytes."""
    grid = numbered("unproven", COLUMNS, list(_rows(found)))
    counted = f"共 {len(found)} 个项目、{len(grid.rows)} 项指标"
    return list_page(now.campaign, NAME, grid, now.day, counted, "的指标")


def _rows(found: Sequence[Unproven]) -> Iterator[GridRow]:
    lines = ((each, item) for each in found for item in each.items)
    for number, (each, item) in enumerate(lines, 1):
        form = each.standing.form
        yield {
            "no": Decimal(number), "unit": form.unit or None, "reach": reached(form.contacts), "code": form.code, "name": form.name or None,
            "term": each.standing.term.word, "files": Decimal(each.files), "level1": item.level1, "level3": item.level3,
            "score": item.score, "place": f"{item.sheet}!{item.cell}", "answer": None,
        }  # fmt: skip


def evidence_closing(found: Sequence[Unproven], asks: bool, place: str, dry: bool) -> str:
    """How many there are and where the list is."""
    if not asks:
        return "这一批不要佐证材料：下发时没有加 --with 佐证，xlgen.toml 里 evidence 也不是 true。没有写名单。"
    if not found:
        return "满分的指标都有佐证材料。"
    items = sum(len(each.items) for each in found)
    return f"满分而没有佐证材料的 {len(found)} 个项目、{items} 项指标，名单{'会写成' if dry else '在'} {place}。预算执行率不用佐证；盖章表的扫描件不算。"


def evidence_report(now: Now, found: Sequence[Unproven], asks: bool, file: str) -> dict[str, Any]:
    """What ``status --evidence --json`` gives; ``file`` is the list in the campaign's folder."""
    lines = [
        {"code": each.standing.form.code, "name": each.standing.form.name, "unit": each.standing.form.unit, "files": each.files}
        | {"indicators": [{"name": item.level3, "score": str(item.score), "sheet": item.sheet, "cell": item.cell} for item in each.items]}
        for each in found
    ]  # fmt: skip
    said = {"version": VERSION, "day": now.day, "asked": asks, "file": file}
    return said | {"projects": len(found), "indicators": sum(len(each.items) for each in found), "list": lines}
