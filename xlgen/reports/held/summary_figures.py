"""The figures of a summary as a department's report tells them: its tables by row and head, its totals by what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlgen.language.operators import Series
from xlgen.prose.label_words import core
from xlgen.prose.records import FormFigure, Measure
from xlgen.prose.table_figures import CellLabels
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import OVERALL, core_grids
from xlgen.rollup.grids import Grid
from xlgen.rollup.records import Rollup
from xlgen.rollup.tables.offices import departments_grid

TABLES = {"units": "unit", "departments": "department", "grades": "word", "levels": "level"}  # each with what names its rows
_TOTALS = {  # the total row of a table: head, and the figure of the whole summary
    "计入项目": "counted", "预算数": "budget", "执行数": "executed", "结余": "balance", "执行率": "rate", "平均得分": "mean",
}  # fmt: skip
_KINDS: Mapping[str, Measure] = {"money": "money", "percent": "percent", "score": "score", "count": "count", "number": "count"}


@dataclass(frozen=True, slots=True)
class SummaryFigures:
    """``rows`` by label and head, of tables of units, departments, grades and 一级指标; ``totals`` of a table's last row by its head.

    ``overall`` are by the names of ``OVERALL``; ``complete`` are the sets of labels, all of one of which a table with a total lists.
    """

    rows: CellLabels
    totals: Mapping[str, FormFigure]
    overall: Mapping[str, FormFigure]
    complete: Sequence[frozenset[str]]


def summary_figures(rollup: Rollup) -> SummaryFigures:
    """All that is held against: only what counts has figures."""
    grids = {grid.key: grid for grid in (departments_grid(rollup), *core_grids(rollup))}
    values = compute_grids(grids.values())
    overall = dict(_overall(rollup, values["figures.value"]))
    rows: dict[tuple[str, str], list[FormFigure]] = {}
    for key in TABLES:
        for place, figure in _rows(grids[key], values, rollup.money):
            rows.setdefault(place, []).append(figure)
    offices = [frozenset(core(label) for label, _ in _labels(grids[key], values)) for key in ("units", "departments")]
    projects = frozenset(core(project.name) for _, project in rollup.counted())
    totals = {head: overall[name] for head, name in _TOTALS.items() if name in overall}
    return SummaryFigures(rows, totals, overall, [*offices, projects])


def _overall(rollup: Rollup, found: Series) -> Iterator[tuple[str, FormFigure]]:
    for (name, (label, kind, _, _)), value in zip(OVERALL.items(), found, strict=True):
        if isinstance(value, Decimal):
            said = label.replace("下发项目", rollup.all_projects)
            yield name, FormFigure(f"figures.{name}", said, _KINDS[kind], value, _unit(kind, rollup.money))


def _rows(grid: Grid, values: Mapping[str, Series], money: str) -> Iterator[tuple[tuple[str, str], FormFigure]]:
    """Each row by what it is called, and each of its numbers by its head."""
    for column in (each for each in grid.columns if each.type in _KINDS and each.key != "no"):
        for label, i in _labels(grid, values):
            x, head = values[f"{grid.key}.{column.key}"][i], core(column.label)
            if isinstance(x, Decimal):
                name, unit = f"{grid.key}.{i}.{column.key}", _unit(column.type, money)
                yield (core(label), head), FormFigure(name, f"{label}·{head}", _KINDS[column.type], x, unit)


def _labels(grid: Grid, values: Mapping[str, Series]) -> Iterator[tuple[str, int]]:
    """What the rows are called, without the total."""
    for i in range(*grid.runs.get("all", (0, len(grid.rows)))):
        if label := values[f"{grid.key}.{TABLES[grid.key]}"][i]:
            yield str(label), i


def _unit(kind: str, money: str) -> str:
    return money if kind == "money" else ""
