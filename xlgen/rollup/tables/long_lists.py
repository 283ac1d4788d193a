"""Which lists of a summary are too long for one sheet, how they are parted, and the sentences that say so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlgen.rollup.cells import dividing
from xlgen.rollup.cells.dividing import GridPart, parts_of
from xlgen.rollup.records import Rollup
from xlgen.rollup.tables.finding_lists import by_weight
from xlgen.words.numbers import ENOUGH

LONG_LISTS = {"problems": "问题清单", "deductions": "扣分原因", "details": "明细"}  # grids, as their sheets are called


def long_lists(rollup: Rollup) -> Mapping[str, Sequence[GridPart]]:
    """The parts of each list that has several; by the unit of each row."""
    lost = [project.unit for project, item in rollup.indicators() if abs(item.lost) >= ENOUGH]
    found: dict[str, Sequence[str]] = {"deductions": lost} if len(lost) > dividing.ROOM else {}
    if len(rollup.problems) > dividing.ROOM:
        units = {project.code: project.unit for project in rollup.projects}
        found = {"problems": [units.get(line.code, "") for line in by_weight(rollup)], **found}
    if sum(len(project.items) for _, project in rollup.counted()) > dividing.ROOM:
        found["details"] = [project.unit for project, _ in rollup.indicators()]
    return {key: parts_of(rows, dividing.ROOM) for key, rows in found.items()}


def sheet_of(key: str, n: int) -> str:
    """Name of the sheet of a part, counted from 0."""
    return f"{LONG_LISTS[key]}{n + 1}" if n else LONG_LISTS[key]


def parts_told(rollup: Rollup) -> Iterator[str]:
    """A sentence for each list that has several sheets."""
    for key, parts in long_lists(rollup).items():
        where = "，".join(f"{sheet_of(key, n)}（{told(part)}）" for n, part in enumerate(parts))
        rows = sum(len(part.rows) for part in parts)
        yield f"“{LONG_LISTS[key]}”有 {rows} 行，一张工作表放不下，按实施单位分成 {len(parts)} 张：{where}；各项合计算的是全部。"


def told(part: GridPart) -> str:
    """Which units a part has."""
    first, last = part.first or "没有认出单位的", part.last or "没有认出单位的"
    return first if first == last else f"{first} 至 {last}"
