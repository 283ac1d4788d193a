"""What a summary shows first, on a sheet of its own or above its lists: figures, distributions, what was returned, notes."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.rollup.arrangement import Section, SummaryPage, TextLine, in_order, stack
from xlgen.rollup.grids import Grid
from xlgen.rollup.records import Rollup

REGISTER, PENDINGS = "分项绩效项目清单", "未计入汇总的项目和文件"
WIDTHS = (11.0, 10.0, 9.5, 10.5, 14.0, 10.0, 14.0, 10.0, 10.0)


def in_money(rollup: Rollup) -> str:
    """In what money amounts are."""
    return f"金额单位：{rollup.money}"


def figures_first(of: Mapping[str, Grid]) -> list[Section]:
    """The sections every summary begins with, from their grids by key."""
    return [
        Section("总体情况", of["figures"]),
        Section("等级分布（黄色格可改：改等级界限，全表等级、分布、平均得分随之变动）", of["grades"]),
        Section("一级指标得分率", of["levels"]),
        Section("报送情况", of["statuses"]),
        Section("", of["kinds"]),
    ]


def about(rollup: Rollup, day: str, left: int, right: int, last: int = -1) -> list[TextLine]:
    """Title, day and unit of money at the top; the day up to column ``left``, the unit from ``right`` to ``last``."""
    lines = [TextLine(0, "title", rollup.title, 0, last), TextLine(1, "left", f"汇总日期：{day}", 0, left)]
    return [*lines, TextLine(1, "right", in_money(rollup), right, last)]


def notes_from(rollup: Rollup, first: int, last: int = -1) -> list[TextLine]:
    """The notes, from row ``first`` on."""
    return [TextLine(first + i, "note", f"注{i + 1}：{note}", 0, last) for i, note in enumerate(rollup.notes)]


def overview(rollup: Rollup, of: Mapping[str, Grid], day: str) -> SummaryPage:
    """The first sheet of the workbook."""
    spots, lines, end = stack("总览", 3, in_order(figures_first(of)))
    lines += [*about(rollup, day, 3, 4), TextLine(2, "verdict", proof="verdict"), *notes_from(rollup, end - 1)]
    return SummaryPage("总览", WIDTHS, tuple(spots), tuple(lines), landscape=False, one_page=True)
