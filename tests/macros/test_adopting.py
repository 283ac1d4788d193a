"""An entry changed into what was meant, with a note of what stood there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlwings as xw

from filled import DATA, issued
from xlgen.bridge.actions import act
from xlgen.bridge.requests import Request
from xlgen.errors import XlgenError
from xlgen.flows.filling import fill
from xlgen.returned.marks import NOTE
from xlgen.workbook.engine.app import app


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Any]:
    """A form in whose row of indicators this value was typed, open in the file engine, and the cell."""

    def form(row: int, value: object) -> tuple[xw.Book, xw.Range]:
        rows = [dict(each) for each in DATA["绩效指标"]]
        rows[row]["实际完成值"] = value
        path = tmp_path / "T001.xlsx"
        path.write_bytes(fill(issued()[1], {**DATA, "绩效指标": rows}, over=True).content)
        book = app().books.open(path)
        return book, book.names[f"indicators.{row + 1}.actual"].refers_to_range

    yield form
    for each in list(app().books):
        each.close()


def adopted(book: xw.Book, cell: xw.Range, read: str = "") -> str:
    place = f"{cell.sheet.name}!{cell.get_address(False, False)}"
    return act("adopt", book, Request(Path(book.fullname), place, day="2026-03-01", read=read)).said


@pytest.mark.parametrize(
    ("row", "typed", "meant", "note"),
    [
        (0, "约120人", 120, "原填“约120人”，2026-03-01按理解改为 120"),
        (0, "一百二十", 120, "原填“一百二十”，2026-03-01按理解改为 120"),
        (1, "95％", 0.95, "原填“95％”，2026-03-01按理解改为 95%"),
        (1, 98, 0.98, "原填“98”，2026-03-01按理解改为 98%"),
    ],
)
def test_what_was_meant_is_written_and_what_stood_there_is_kept_in_a_note(
    opened: Any, row: int, typed: object, meant: float, note: str
) -> None:
    book, cell = opened(row, typed)
    said = adopted(book, cell, read=str(typed))
    assert said.endswith("写在批注里。表还没有保存。")
    assert (cell.value, cell.note.text) == (meant, note)


def test_a_date_that_was_typed_as_text_becomes_a_date(opened: Any) -> None:
    book, _ = opened(0, 126)
    cell = book.names["date"].refers_to_range
    cell.value = "2026年1月20日"
    assert "已改为 2026-01-20" in adopted(book, cell)
    assert (cell.value, cell.note.text.partition("，")[0]) == (datetime(2026, 1, 20), "原填“2026年1月20日”")


@pytest.mark.parametrize(("row", "typed"), [(0, "一百多"), (0, "126期"), (0, 126), (0, None)])
def test_where_nothing_certain_was_meant_nothing_is_changed(opened: Any, row: int, typed: object) -> None:
    book, cell = opened(row, typed)
    with pytest.raises(XlgenError, match="说不准本来要填多少"):
        adopted(book, cell)
    assert book.impl.state.journal == []


def test_a_cell_that_holds_something_else_by_now_is_left_alone(opened: Any) -> None:
    book, cell = opened(0, "约130人")
    with pytest.raises(XlgenError, match="现在是“约130人”，不是校验时的“约120人”了"):
        adopted(book, cell, read="约120人")
    assert book.impl.state.journal == []


def test_a_remark_of_somebody_else_is_not_replaced(opened: Any) -> None:
    book, cell = opened(0, "约120人")
    cell.add_note("我的")
    with pytest.raises(XlgenError, match="已有别人的批注"):
        adopted(book, cell)
    assert (cell.value, cell.note.text) == ("约120人", "我的")


def test_our_note_on_a_marked_cell_gives_way_and_the_kept_one_stays_when_marks_are_cleared(opened: Any) -> None:
    book, cell = opened(0, "约120人")
    act("mark", book, Request(Path(book.fullname)))
    assert cell.note.text.startswith(NOTE)
    adopted(book, cell)
    act("clear", book, Request(Path(book.fullname)))
    assert cell.note.text.startswith("原填“约120人”")
    assert act("pane", book, Request(Path(book.fullname))).said.endswith("，审核通过。")


def test_a_cell_that_nobody_fills_in_is_none_to_adopt(opened: Any) -> None:
    book, cell = opened(0, "约120人")
    with pytest.raises(XlgenError, match="这一格不是要填的格"):
        adopted(book, cell.sheet.range("A2"))
