"""Projects whose returned form states other figures than the program reckons, each by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from xlgen.returned.kept.added_up import Stated
from xlgen.rollup.details import linked
from xlgen.rollup.grids import Grid, GridColumn, GridRow, numbered
from xlgen.rollup.records import ProjectLine, Rollup
from xlgen.words.numbers import ENOUGH


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One figure of one project; ``what`` names it."""

    code: str
    name: str
    unit: str
    what: str
    stated: Decimal
    reckoned: Decimal
    file: Path | None


def disagreements(rollup: Rollup) -> Iterator[Disagreement]:
    """Every figure that differs by half a cent or more; what a file does not state disagrees with nothing."""
    for _, project in rollup.counted():
        for what, stated, reckoned in _figures(project):
            if stated is not None and reckoned is not None and abs(stated - reckoned) >= ENOUGH:
                yield Disagreement(project.code, project.name, project.unit, what, stated, reckoned, project.file)


def _figures(project: ProjectLine) -> Iterator[tuple[str, Decimal | None, Decimal | None]]:
    stated = project.stated
    yield "全年预算数", stated.budget, project.budget
    yield "全年执行数", stated.executed, project.executed
    yield "自评得分", stated.score, project.score
    different = (item for item in project.items if item.stated != item.score)
    yield from ((f"“{item.level3}”得分", item.stated, item.score) for item in different)


def unsaved(rollup: Rollup) -> int:
    """How many forms in the sums hold no results of their formulas: nothing in them can be held against what was reckoned."""
    return sum(project.score is not None and project.stated.score is None for _, project in rollup.counted())


def disagreements_grid(rollup: Rollup) -> Grid:
    """The list of them."""
    columns = (
        GridColumn("no", "序号", "count", 6),
        GridColumn("name", "项目名称", "text", 30),
        GridColumn("code", "项目编码", "text", 17),
        GridColumn("what", "哪个数", "text", 17),
        GridColumn("stated", "报送表", "number", 17),
        GridColumn("reckoned", "程序重算", "number", 13),
        GridColumn("off", "差额", "number", 13, "stated - reckoned"),
        GridColumn("link", "打开", "link", 8),
    )
    rows: list[GridRow] = [
        {
            "no": Decimal(i), "code": each.code, "name": each.name, "what": each.what, "stated": each.stated,
            "reckoned": each.reckoned, **linked(each.file),
        }
        for i, each in enumerate(disagreements(rollup), 1)
    ]  # fmt: skip
    return numbered("disagreements", columns, rows)


def less(said: ProjectLine | Stated) -> Decimal | None:
    """What is left of the budget."""
    return None if said.budget is None or said.executed is None else said.budget - said.executed
