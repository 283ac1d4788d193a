"""A list of a summary may be sorted and filtered with its own buttons, and rows deleted: no other figure changes with it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
from openpyxl.formula.translate import Translator

from summaries import item, project
from xlgen.findings import Finding, Severity
from xlgen.flows.summary import write_summary
from xlgen.language.operators import Series
from xlgen.returned.batch import Decided
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import core_grids
from xlgen.rollup.grids import Grid
from xlgen.rollup.lists import list_grids
from xlgen.rollup.pages import FILTERED, pages_of
from xlgen.rollup.proofs import check_grids
from xlgen.rollup.rankings import ranking_grids
from xlgen.rollup.records import AnswerLine, Handling, Pending, ProblemLine, ProjectLine, Received, Rollup, Status

DAY = "2026-01-20"


def one(code: str, budget: str, score: str, people: str, rate: str) -> ProjectLine:
    numbers = {"target": Decimal(100), "actual": Decimal(people), "unit": "人", "target_type": "count", "actual_type": "count"}
    rates = {"target": Decimal("0.95"), "actual": Decimal(rate), "target_type": "percent", "actual_type": "percent"}
    items = (item("产出", "60", score, "人数", **numbers), item("效益", "40", "38.5", "合格率", **rates))
    return project(code, budget, budget[:-1], str(Decimal(score) + Decimal("38.5")), f"{budget[0]}中心", items=items)


PROJECTS = (
    one("B*2", "300", "60", "120", "0.98"),
    one("A?1", "120", "55.5", "90", "0.91"),
    ProjectLine("M", "收到两份的项目", "某局", "1中心", "2025", Status.ERRORS, counted=False, issued_budget=Decimal(30)),
    one("C~3", "2000", "41", "70", "0.6"),
    replace(one("001", "570", "60", "100", "1"), department="另一局"),
)
DEPARTMENT = Rollup(
    PROJECTS,
    tuple(Received(p.file, Handling.CURRENT, p.code, p.name, p.status) for p in PROJECTS if p.file),
    tuple(Pending("重复", "M", "收到两份的项目", "1中心", Decimal(30), None, f"第 {n} 份", "只留一份") for n in (1, 2)),
    tuple(ProblemLine(Path("A.xlsx"), code, "项目", Finding("XG104", Severity.NOTE, "没有保存结果")) for code in ("M", "N")),
    tuple(
        AnswerLine(code, "项目", Decided("x", "合格率", "98", "typed", "", "核对过", "某某", "2026-01-20T09:00:00", True))
        for code in ("M", "N")
    ),
)


def grids(rollup: Rollup = DEPARTMENT) -> list[Grid]:
    return [*core_grids(rollup), *list_grids(rollup), *ranking_grids(rollup), *check_grids(rollup)]


def sorted_by(key: str, order: Callable[[Sequence[Any]], Sequence[Any]]) -> tuple[dict[str, Series], dict[str, Series]]:
    """All values before and after one list was put into another order, its total left where it is."""

    def moved(grid: Grid) -> Grid:
        end = grid.runs["total"][0] if "total" in grid.runs else len(grid.rows)
        return replace(grid, rows=(*order(grid.rows[:end]), *grid.rows[end:])) if grid.key == key else grid

    return compute_grids(grids()), compute_grids([moved(grid) for grid in grids()])


@pytest.mark.parametrize("key", sorted(FILTERED))
def test_a_list_in_another_order_changes_no_figure_elsewhere(key: str) -> None:
    before, after = sorted_by(key, lambda rows: rows[::-1])
    elsewhere = [name for name in before if not name.startswith(f"{key}.") and not name.endswith(".row")]  # 所在行
    assert {name: after[name] for name in elsewhere if after[name] != before[name]} == {}
    assert after["proof.text"][0] == "勾稽：全部相符 √"


@pytest.mark.parametrize("key", sorted(FILTERED))
def test_a_list_in_another_order_has_the_same_rows(key: str) -> None:
    before, after = sorted_by(key, lambda rows: rows[::-1])
    own = [name for name in before if name.startswith(f"{key}.") and not name.endswith(".row")]
    assert Counter(zip(*(after[name] for name in own), strict=True)) == Counter(
        zip(*(before[name] for name in own), strict=True)
    )


def test_a_weight_that_is_not_its_projects_budget_is_marked() -> None:
    details = next(grid for grid in grids() if grid.key == "details")
    rows = [{**row, "amount": Decimal(1)} if row.get("row") else row for row in details.rows]
    found = compute_grids([replace(grid, rows=rows) if grid.key == "details" else grid for grid in grids()])
    marks = dict(zip(found["identities.label"], found["identities.mark"], strict=True))
    assert [label for label, mark in marks.items() if mark == "×"] == ["明细加权用预算数 = 项目预算数×加权指标数"]


# ---- the workbook -----------------------------------------------------------------------------------------------------

SHEETS = {page.spots[0].grid.key: page.name for page in pages_of(DEPARTMENT, DAY) if len(page.spots) == 1}
SINGLE = r"(?:'{0}'|{0})!\$[A-Z]+\$\d+(?!:|\d)"


def book(content: Path) -> openpyxl.Workbook:
    return openpyxl.load_workbook(content)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("made") / "汇总.xlsx"
    path.write_bytes(write_summary(DEPARTMENT, DAY, path.parent))
    return path


@pytest.mark.parametrize("key", sorted(FILTERED))
def test_no_cell_of_a_list_is_named_by_its_row_so_deleting_one_breaks_nothing(written: Path, key: str) -> None:
    single = re.compile(SINGLE.format(SHEETS[key]))
    found = [
        f"{sheet.title}!{cell.coordinate} {cell.value}"
        for sheet in book(written).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=") and single.search(cell.value)
    ]
    total = key in ("units", "departments", "pendings", "tally")  # their total is a row that nobody sorts
    assert [said for said in found if not total or not said.startswith("勾稽!")] == []


def sort_rows(path: Path, sheet: str, first: int, seed: int) -> Path:
    """The same workbook with the rows of a list in another order, as Excel sorts them: formulas go along with their row."""
    found = book(path)
    table = found[sheet]
    last = next(row for row in range(first, table.max_row + 2) if table.cell(row, 2).value is None) - 1
    rows = [[(cell.value, cell.coordinate) for cell in row] for row in table.iter_rows(first, last)]
    random.Random(seed).shuffle(rows)
    for at, row in enumerate(rows, first):
        for column, (value, from_) in enumerate(row, 1):
            cell = table.cell(at, column)
            is_formula = isinstance(value, str) and value.startswith("=")
            cell.value = Translator(value, from_).translate_formula(cell.coordinate) if is_formula else value
    target = path.parent / "排序" / f"{sheet}.xlsx"
    target.parent.mkdir(exist_ok=True)
    found.save(target)
    return target


def figures(path: Path, without: str) -> dict[str, Any]:
    values = openpyxl.load_workbook(path, data_only=True)
    cells = [(sheet.title, cell) for sheet in values.worksheets for row in sheet.iter_rows() for cell in row]
    aside = {(title, cell.column) for title, cell in cells if cell.value == "所在行"}  # where a row stands may change
    return {
        f"{sheet.title}!{cell.coordinate}": round(cell.value, 6) if isinstance(cell.value, float) else cell.value or None
        for sheet in values.worksheets
        if sheet.title != without
        for row in sheet.iter_rows()
        for cell in row
        if (sheet.title, cell.column) not in aside
    }


@pytest.mark.slow
def test_libreoffice_gives_the_same_figures_after_every_sort(office: ModuleType, written: Path, tmp_path: Path) -> None:
    sheets = [SHEETS[key] for key in ("projects", "details", "ranking", "shared", "deductions")]
    moved = [sort_rows(written, sheet, 4, seed) for seed, sheet in enumerate(sheets)]
    [plain, *after] = office.recalculate([written, *moved], tmp_path / "重算")
    wrong = {}
    for sheet, path in zip(sheets, after, strict=True):
        before, now = figures(plain, sheet), figures(path, sheet)
        wrong |= {f"{sheet} {at}": (before[at], now[at]) for at in before if before[at] != now[at]}
    assert wrong == {}
