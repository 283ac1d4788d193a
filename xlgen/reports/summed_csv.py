"""The data of a summary as CSV, for programs that add up further: its projects and their indicators, no formulas, no links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain

from xlgen.files.csv_files import csv_pieces, harmless
from xlgen.language.operators import Value
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import core_grids
from xlgen.rollup.pages import with_further
from xlgen.rollup.records import Rollup
from xlgen.words.numbers import half_up, plain

PLACES = 8  # decimals of a quotient, as in the JSON of a summary
KEPT = {  # columns; those of the office's own come with the projects
    "projects": (
        "no", "code", "name", "department", "unit", "year", "budget", "executed", "balance", "rate", "score", "grade", "status", "errors",
        "warnings", "goal", "done", "file",
    ),
    "details": (
        "no", "code", "name", "department", "unit", "level1", "level2", "level3", "nature", "target", "actual", "measure", "points", "score",
        "rate", "lost", "reason", "file", "place",
    ),
}  # fmt: skip
TABLES = {"项目": "projects", "明细": "details"}  # name of a file: its grid


def summary_csv(rollup: Rollup) -> Mapping[str, Iterator[bytes]]:
    """Each table by its name, piece by piece."""
    grids = {grid.key: with_further(rollup, grid) for grid in core_grids(rollup)}
    found: dict[str, Iterator[bytes]] = {}
    for table, key in TABLES.items():
        columns = [each for each in grids[key].columns if each.key in KEPT[key] or each.key.startswith("more")]
        columns.sort(key=lambda each: KEPT[key].index(each.key) if each.key in KEPT[key] else len(KEPT[key]))
        asked = [f"{key}.{each.key}" for each in columns]
        values = compute_grids(grids.values(), asked)
        rows = ([_text(value) for value in row] for row in zip(*(values[name] for name in asked), strict=True))
        found[table] = csv_pieces(chain([[each.label.replace("\n", "") for each in columns]], rows))
    return found


def _text(value: Value) -> str:
    if isinstance(value, Decimal):
        return plain(half_up(value, PLACES))
    return harmless("" if value is None else str(value))
