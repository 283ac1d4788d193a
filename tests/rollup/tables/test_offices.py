"""Units and departments: how their projects stand, money only where something counts, grades, points lost, rank."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from summaries import item, project
from xlgen.language.operators import Value
from xlgen.rollup.cells.reckoning import compute_grids
from xlgen.rollup.figures import core_grids
from xlgen.rollup.records import ProjectLine, Rollup, Status


def left(code: str, status: Status, unit: str) -> ProjectLine:
    return ProjectLine(code, code, "某局", unit, "2025", status, counted=False)


DEPARTMENT = Rollup(
    (
        project("A", "100", "50", "80", items=(item("产出", "100", "80"),)),
        project("B", "300", "300", "95", "乙*站", items=(item("产出", "100", "95"),)),
        left("C", Status.MISSING, "甲中心"),
        left("D", Status.ERRORS, "丙站"),
        left("E", Status.OPEN, "丙站"),
        left("F", Status.REFUSED, "丙站"),
        left("G", Status.MISSING, "丙站"),
    )
)


def rows(rollup: Rollup, grid: str, *columns: str) -> list[tuple[Value, ...]]:
    found = compute_grids(core_grids(rollup))
    return list(zip(*(found[f"{grid}.{column}"] for column in columns), strict=True))


def test_projects_of_a_unit_stand_by_how_they_stand():
    assert rows(DEPARTMENT, "units", "unit", "issued", "counted", "missing", "errors", "open", "refused") == [
        ("甲中心", 2, 1, 1, 0, 0, 0), ("乙*站", 1, 1, 0, 0, 0, 0), ("丙站", 4, 0, 1, 1, 1, 1), ("合计", 7, 2, 2, 1, 1, 1),
    ]  # fmt: skip


def test_a_unit_of_which_nothing_counts_has_no_money_and_no_score():
    assert rows(DEPARTMENT, "units", "budget", "executed", "balance", "rate", "mean", "lost", "rank")[2] == (None,) * 7


def test_grades_points_lost_and_rank_of_a_unit():
    assert rows(DEPARTMENT, "units", "grade1", "grade2", "lost", "rank") == [
        (0, 1, 20, 2), (1, 0, 5, 1), (0, 0, None, None), (1, 1, 25, None),
    ]  # fmt: skip


def test_a_project_that_counts_provisionally_is_not_left_to_be_done():
    provisional = replace(DEPARTMENT.projects[0], status=Status.ERRORS)
    assert rows(Rollup((provisional,)), "units", "counted", "errors")[0] == (1, 0)


def test_several_departments_are_added_up_one_that_is_not_named_too():
    others = (replace(DEPARTMENT.projects[1], department=""), DEPARTMENT.projects[0])
    assert rows(Rollup(others), "departments", "department", "budget") == [
        ("（未写）", Decimal(300)), ("某局", Decimal(100)), ("合计", Decimal(400)),
    ]  # fmt: skip


def test_one_department_alone_has_no_table():
    assert "departments" not in {grid.key for grid in core_grids(DEPARTMENT)}
