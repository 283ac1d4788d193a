"""Where sheets, rows and columns have gone, whatever became of the names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from blanks import TEMPLATES, example
from filled import issued, returned
from shifting import delete_rows, insert_columns, insert_rows, moved, nameless, rename, sort_rows
from xlgen.whereabouts.located import by_name
from xlgen.whereabouts.plan import Plan, gone_to
from xlgen.whereabouts.planning import plans
from xlgen.workbook.ooxml.reader import read_workbook

SHEET = "自评表"


def plan_of(content: bytes) -> Plan | None:
    return plans(by_name(issued()[0], read_workbook(content))).get(SHEET)


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_is_learnt_of_a_form_that_stands_as_issued(template: str) -> None:
    snapshot, content = example(template)
    known = plans(by_name(snapshot, read_workbook(content)))
    assert {sheet: (plan.sheet, plan.in_place) for sheet, plan in known.items()} == {
        sheet: (sheet, True) for sheet in {*snapshot.static, *snapshot.by_sheet}
    }


# damage, and where row 14 and column 6 of the form are after it
GONE: list[tuple[Callable[[bytes], bytes], tuple[str, int, int]]] = [
    (lambda c: insert_rows(c, SHEET, 10, 2), (SHEET, 16, 6)),
    (lambda c: nameless(insert_rows(c, SHEET, 10, 2)), (SHEET, 16, 6)),
    (lambda c: insert_columns(c, SHEET, 3), (SHEET, 14, 7)),
    (lambda c: nameless(insert_columns(c, SHEET, 3)), (SHEET, 14, 7)),
    (lambda c: delete_rows(c, SHEET, 12), (SHEET, 13, 6)),
    (lambda c: sort_rows(c, SHEET, [14, 13]), (SHEET, 13, 6)),
    (lambda c: moved(c, SHEET, lambda row, column: (row + (row > 9), column), contents_only=True), (SHEET, 15, 6)),
    (lambda c: rename(c, SHEET, "我的表"), ("我的表", 14, 6)),
    (lambda c: nameless(rename(insert_rows(c, SHEET, 10), SHEET, "我的表")), ("我的表", 15, 6)),
]


@pytest.mark.parametrize(("damage", "now"), GONE)
def test_a_row_and_a_column_are_found_where_they_have_gone(damage: Callable[[bytes], bytes], now: tuple[str, int, int]) -> None:
    plan = plan_of(damage(returned()))
    assert plan is not None
    assert plan.place(14, 6) == now


def test_names_that_stay_while_texts_move_are_known_to_lie() -> None:
    plan = plan_of(moved(returned(), SHEET, lambda row, column: (row + (row > 9), column), contents_only=True))
    assert plan is not None
    assert 14 in plan.astray


def test_a_line_nobody_knows_of_goes_with_the_one_before_it() -> None:
    assert [gone_to({2: 3, 6: 9}, line) for line in (1, 2, 4, 6, 8)] == [1, 3, 5, 9, 11]
