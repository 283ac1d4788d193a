"""Whether all that a summary proves holds, by the very formulas that its workbook holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlgen.language.operators import Series
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import core_grids
from xlgen.rollup.lists import list_grids
from xlgen.rollup.proofs import check_grids
from xlgen.rollup.proving.disagreements import Disagreement, disagreements, unsaved
from xlgen.rollup.proving.overspending import overspent
from xlgen.rollup.rankings import ranking_grids
from xlgen.rollup.records import ProjectLine, Rollup

NAMED = 5  # projects that the closing words name; the sheet names all


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence of the title page, what does not agree, the figures that differ by project, forms without saved results, who overspent."""

    said: str
    counted: int
    failing: tuple[str, ...]
    disagreements: tuple[Disagreement, ...]
    unsaved: int
    overspent: tuple[ProjectLine, ...]

    @property
    def agrees(self) -> bool:
        """Whether there is something to prove, and all of it holds."""
        return bool(self.counted) and not self.failing

    def lines(self) -> Iterator[str]:
        """The verdict as a command tells it, the projects by name."""
        yield f"{self.said}。" if not self.failing else f"勾稽：有不相符的 ×：{'；'.join(self.failing)}。"
        for each in self.disagreements[:NAMED]:
            yield f"不相符：{each.code} {each.name} {each.what}，报送表 {each.stated}，重算 {each.reckoned}。"
        if len(self.disagreements) > NAMED:
            yield f"另有 {len(self.disagreements) - NAMED} 处不相符，见汇总表“勾稽”。"
        for project in self.overspent[:NAMED]:
            yield f"执行率超过 100%：{project.code} {project.name}，预算数 {project.budget}，执行数 {project.executed}。"
        if len(self.overspent) > NAMED:
            yield f"另有 {len(self.overspent) - NAMED} 个项目执行率超过 100%，见汇总表“勾稽”。"
        if self.unsaved:
            yield f"有 {self.unsaved} 份表没有保存公式的结果，按重算的计，没有可比的数。"


MARKS = [("totals", "label"), ("identities", "label"), ("statuses", "whole"), ("kinds", "whole")]
ASKED = ["proof.text", *(f"{key}.{name}" for key, column in MARKS for name in (column, "mark"))]


def verdict_of(rollup: Rollup, values: Mapping[str, Series] | None = None) -> Verdict:
    """How a summary stands; ``values`` are those of its tables, as far as they are ``ASKED``, where they were worked out already."""
    if values is None:
        grids = [*core_grids(rollup), *list_grids(rollup), *ranking_grids(rollup), *check_grids(rollup)]
        values = compute_grids(grids, ASKED)
    failing = [
        str(label) if key in ("totals", "identities") else {"statuses": "下发项目数", "kinds": "收到文件数"}[key]
        for key, column in MARKS
        for label, mark in zip(values[f"{key}.{column}"], values[f"{key}.mark"], strict=True)
        if mark != "√"
    ]
    counted = sum(project.counted for project in rollup.projects)
    return Verdict(
        str(values["proof.text"][0]),
        counted,
        tuple(failing),
        tuple(disagreements(rollup)),
        unsaved(rollup),
        tuple(overspent(rollup)),
    )
