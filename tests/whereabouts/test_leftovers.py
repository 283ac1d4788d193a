"""What stands on a form besides its issued cells: texts that are not as issued, and what nobody issued."""

from __future__ import annotations

import pytest

from filled import issued, returned
from shifting import cut_and_paste, delete_rows, insert_rows, nameless
from xlgen.whereabouts.leftovers import Leftovers, leftovers
from xlgen.whereabouts.located import by_name
from xlgen.workbook.addresses import parse, spell
from xlgen.workbook.ooxml.reader import read_workbook
from xlgen.workbook.patching.patcher import Change, patch

SHEET = "自评表"
TITLE = "项目支出绩效自评表"


def left(content: bytes) -> Leftovers:
    return leftovers(by_name(issued()[0], read_workbook(content)))[SHEET]


def changed(content: bytes) -> list[tuple[str, str, object]]:
    """Where each changed text stands, what was issued, and what is there."""
    return [(spell(*each.now), each.text, each.found) for each in left(content).changed]


def added(content: bytes) -> dict[str, object]:
    return {spell(*at): cell.value for at, cell in left(content).added.items()}


def written(content: bytes, address: str, text: str | None) -> bytes:
    return patch(content, {SHEET: {parse(address): Change(text)}}, overwrite=True)


def test_a_form_that_was_only_filled_leaves_nothing() -> None:
    assert (changed(returned()), added(returned())) == ([], {})


@pytest.mark.parametrize("found", ["自评表格", "项目支出 绩效自评表", None])
def test_a_text_typed_over_spaced_or_cleared_is_changed(found: str | None) -> None:
    assert changed(written(returned(), "A2", found)) == [("A2", TITLE, found)]


def test_a_text_moved_away_while_all_else_stays_is_changed() -> None:
    assert changed(cut_and_paste(returned(), SHEET, "A2", "M40")) == [("A2", TITLE, None)]


def test_texts_that_went_with_inserted_rows_are_not_changed() -> None:
    assert changed(nameless(insert_rows(returned(), SHEET, 3, 2))) == []


@pytest.mark.parametrize("names", [True, False])
def test_what_is_written_into_an_inserted_row_is_added(names: bool) -> None:
    content = written(insert_rows(returned(), SHEET, 14), "D15", "另加一项")
    assert added(content if names else nameless(content)) == {"D15": "另加一项"}


def test_entries_whose_names_are_gone_are_not_added() -> None:
    assert added(nameless(insert_rows(returned(), SHEET, 10))) == {}


def test_texts_of_a_row_that_is_gone_are_not_told_one_by_one() -> None:
    assert issued()[0].static[SHEET][14, 1].startswith("质量指标")
    assert left(delete_rows(returned(), SHEET, 14)).changed == ()
