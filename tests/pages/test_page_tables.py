"""Tables of a page: titles, cells, what is cut and what is told of it."""

from __future__ import annotations

import pytest

from page_tags import HOSTILE, Tags
from xlgen.pages.page_tables import LONG, NUMBER, PageColumn, PageLink, as_many, big_figures, head, left_out, row, table

COLUMNS = (PageColumn("名称"), PageColumn("得分", NUMBER), PageColumn("原因", LONG, sorts=False))


def test_titles_that_sort_have_buttons_and_numbers_are_told_by_their_class() -> None:
    tags = Tags(f"<table>{head(COLUMNS)}</table>")
    heads = [attributes for tag, attributes in tags.found if tag == "th"]
    assert [each.get("aria-sort") for each in heads] == ["none", "none", None]
    assert [each.get("class") for each in heads] == [None, "n", "long"]
    assert [tag for tag, _ in tags.found].count("button") == 2


@pytest.mark.parametrize("said", HOSTILE)
def test_a_cell_is_a_text_whatever_it_is(said: str) -> None:
    tags = Tags(row(COLUMNS, (said, PageLink(said, "p1", said), said), "p1"))
    assert [tag for tag, _ in tags.found] == ["tr", "td", "td", "a", "td"]
    assert tags.open == []
    assert set(dict(tags.found)["a"]) == {"href", "data-picks"}


def test_long_texts_have_more_room_than_names() -> None:
    assert Tags(row(COLUMNS, ("长" * 9, "1", "长" * 9), longest=3, long=6)).texts[:-1] == ["长长长…", "1", "长长长长长长…"]


def test_a_row_lacks_no_cell() -> None:
    with pytest.raises(ValueError, match="zip"):
        row(COLUMNS, ("甲", "1"))


def test_a_table_has_an_id_a_name_and_can_be_scrolled_by_keys() -> None:
    tags = Tags(table(COLUMNS, [row(COLUMNS, ("甲", "1", ""))], "list", "项目", "facts"))
    assert tags.found[0] == ("div", {"class": "wide", "tabindex": "0", "role": "region", "aria-label": "项目"})
    assert tags.found[1] == ("table", {"id": "list", "class": "facts sorted"})
    assert tags.open == []


def test_as_many_rows_are_kept_as_there_is_room_for_in_bytes() -> None:
    assert as_many(["甲乙", "丙", "丁戊", "己"], 12) == ["甲乙", "丙"]


def test_what_is_left_out_is_told_with_the_command_that_shows_it() -> None:
    assert left_out(3, "个项目", "xlgen rollup") == "<p>另有 3 个项目没有列出，全部用 xlgen rollup 看。</p>"


@pytest.mark.parametrize("left", [0, -2])
def test_nothing_is_told_where_nothing_is_left_out(left: int) -> None:
    assert left_out(left, "个项目", "xlgen rollup") == ""


def test_big_figures_are_texts() -> None:
    assert Tags(big_figures([("<b>", "1"), ("总分", "<i>")])).texts == ["<b>", "1", "总分", "<i>"]
