"""What a repair says it put back: locked cells, printed texts, sheets, the hidden sheet; and what stood there."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from filled import issued, returned
from repairs import typed_over
from shifting import insert_rows, nameless, rename, without
from xlgen.issued.hidden import SHEET as HIDDEN
from xlgen.repair.restoring import locked_cells, printed_texts, sheets, sheets_left
from xlgen.returned.answers import Answers, read_answers
from xlgen.whereabouts.leftovers import leftovers
from xlgen.whereabouts.planning import plans
from xlgen.whereabouts.tracing import trace
from xlgen.workbook.addresses import parse
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.book_changes import BookChanges, SheetChanges, change_book
from xlgen.workbook.patching.patcher import Change, patch

SHEET = "自评表"
CELLS = {(row, 0): Change(text) for row, text in enumerate("甲乙丙丁")}


def answers_of(content: bytes) -> Answers:
    return read_answers(issued()[0], read_workbook(content))


def locked(content: bytes) -> list[tuple[str, str]]:
    """Name and message of every locked cell that is put back."""
    answers = answers_of(content)
    return [(each.name, each.message) for each in locked_cells(answers, trace(answers))]


def about_sheets(content: bytes, unruled: dict[str, int] | None = None) -> list[tuple[str, str, str]]:
    answers = answers_of(content)
    protected = {name for name, sheet in read_workbook(issued()[1]).sheets.items() if sheet.protected}
    told = sheets(answers, plans(answers), protected, unruled or {})
    return [(each.source, each.target, each.message) for each in told]


def test_of_a_form_that_was_only_filled_nothing_is_put_back() -> None:
    assert (locked(returned()), about_sheets(returned())) == ([], [])


@pytest.mark.parametrize(
    ("typed", "name", "message"),
    [
        (Decimal(100), "indicators.1.target", "“培训人数·年度指标值”恢复为下发的“120”，原来是“100”"),
        (Decimal(15), "indicators.1.score", "“培训人数·得分”恢复公式，原来是“15”"),
        ("无", "indicators.1.points", "“培训人数·分值”恢复为下发的“25”，原来是“无”"),
    ],
)
def test_a_locked_cell_is_put_back_and_what_stood_there_told(typed: object, name: str, message: str) -> None:
    assert locked(typed_over(returned(), {name: typed})) == [(name, message)]


def test_of_cells_whose_place_is_guessed_nothing_is_told() -> None:
    shifted = insert_rows(nameless(returned(), lambda name: name.startswith("check.")), "自检", 8)
    assert [name for name, _ in locked(shifted) if name.startswith("check.")] == []


def test_a_printed_text_is_put_back_where_it_was_issued() -> None:
    content = insert_rows(patch(returned(), {SHEET: {parse("A2"): Change("某表")}}, overwrite=True), SHEET, 3)
    answers = answers_of(content)
    told = printed_texts(answers, SHEET, plans(answers)[SHEET], leftovers(answers)[SHEET])
    assert [(each.target, each.message) for each in told] == [
        (f"{SHEET}!A2", "文字恢复为“项目支出绩效自评表”，原来是“某表”"),
    ]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda c: rename(c, SHEET, "我的表"), ("我的表", SHEET, "工作表改名为“我的表”，恢复原名")),
        (lambda c: without(c, "sheetProtection"), (SHEET, SHEET, "工作表保护被撤销，已恢复")),
    ],
)
def test_a_sheet_is_put_back(damage: Callable[[bytes], bytes], told: tuple[str, str, str]) -> None:
    assert told in about_sheets(damage(returned()))


def test_inputs_that_lost_their_rules_are_counted() -> None:
    assert about_sheets(returned(), {SHEET: 3}) == [(SHEET, SHEET, "3 个填报格的下拉和填写限制没有了，已恢复")]


def test_a_hidden_sheet_that_was_changed_is_put_back() -> None:
    changed = patch(returned(), {HIDDEN: {(1, 1): Change("别的"), (30, 0): Change("多的")}}, overwrite=True)
    assert about_sheets(changed) == [(HIDDEN, HIDDEN, "隐藏的标识表损坏或被改，已恢复")]


def test_an_added_sheet_is_left_behind_with_the_first_of_what_it_says() -> None:
    added = change_book(returned(), BookChanges(added=["备注"], sheets={"备注": SheetChanges(CELLS)}))
    answers = answers_of(added)
    assert [(each.source, each.message) for each in sheets_left(answers)] == [
        ("备注", "多出的工作表，有 4 个单元格有内容（“甲”、“乙”、“丙”等），没有搬，请到原件里看")
    ]
