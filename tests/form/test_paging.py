"""Where pages end: at ends of groups, labels again on the next page, signatures together."""

from __future__ import annotations

from decimal import Decimal

import pytest

from department_layout import form_layout
from xlgen.form.layout.breaks import merges
from xlgen.form.layout.paging import KEEP, Merge, one_page_scale, page_breaks, pieces, print_scale, printable_height
from xlgen.form.layout.records import Block, Page

ROWS = [20.0] * 10  # a page holds five of them


@pytest.mark.parametrize(
    ("merges", "expected"),
    [
        ([], []),  # nothing to tear: the application fills the pages by itself
        ([Merge(0, 9, 1.0)], [5]),  # longer than a page: full pages
        ([Merge(0, 3, 5.0), Merge(4, 7, 5.0), Merge(8, 9, 5.0)], [4, 8]),  # ends of groups
        ([Merge(0, 0, 5.0), Merge(1, 9, 5.0)], [5]),  # one row and a group longer than a page: no page for the one row
        ([Merge(4, 5, KEEP)], [4, 9]),  # what must stay together moves as one
    ],
)
def test_pages_end_where_least_is_torn(merges: list[Merge], expected: list[int]) -> None:
    assert page_breaks(ROWS, 100.0, None, merges) == expected


def test_a_page_is_never_fuller_than_paper() -> None:
    assert page_breaks(ROWS, 99.9, None, [Merge(0, 9, 1.0)]) == [4, 8]


@pytest.mark.parametrize(("last", "expected"), [(5, [3, 8]), (10, [5, 10])])
def test_the_longer_a_group_the_less_it_matters_that_it_is_torn(last: int, expected: list[int]) -> None:
    assert page_breaks([20.0] * 11, 100.0, None, [Merge(3, last, 8.0), Merge(0, 10, 0.0)]) == expected


def test_repeated_heading_takes_room_on_later_pages() -> None:
    assert page_breaks([20.0] * 14, 100.0, (0, 0), [Merge(0, 13, 1.0)]) == [5, 9, 13]


def test_a_row_higher_than_a_page_stands_alone() -> None:
    assert page_breaks([20.0, 300.0, 20.0], 100.0, None, [Merge(0, 2, 1.0)]) == [1, 2]


@pytest.mark.parametrize(
    ("breaks", "expected"), [([], [(2, 9)]), ([2, 5], [(2, 4), (5, 9)]), ([5, 7, 12], [(2, 4), (5, 6), (7, 9)])]
)
def test_a_torn_label_has_a_piece_on_each_page(breaks: list[int], expected: list[tuple[int, int]]) -> None:
    assert pieces(2, 9, breaks) == expected


def test_wide_sheets_are_scaled_down() -> None:
    narrow, wide = print_scale([Decimal(40)], False), print_scale([Decimal(160)], False)
    assert narrow == print_scale([Decimal(20)], False) == 100  # never enlarged
    assert wide < 60


def test_a_smaller_scale_holds_more_rows() -> None:
    assert printable_height(False, 75) > 1.3 * printable_height(False, 100)


@pytest.mark.parametrize(("height", "expected"), [(700.0, 100), (890.0, 85), (1015.0, 75), (1025.0, None)])
def test_one_page_is_printed_as_large_as_it_goes_and_never_too_small(height: float, expected: int | None) -> None:
    assert one_page_scale(height, False, 100) == expected


def form_page(name: str) -> Page:
    return next(page for page in form_layout().pages if page.name == name)


@pytest.mark.parametrize("name", ["自评表", "基础数据"])
def test_no_label_of_a_form_is_torn_by_a_page_end(name: str) -> None:
    page = form_page(name)
    torn = [block.text for block in page.blocks for row in page.breaks if block.row < row <= block.last_row]
    assert page.breaks
    assert torn == []


def test_label_of_a_long_group_is_printed_again() -> None:
    labels = [block.text for block in form_page("自评表").blocks if block.role == "group" and "过程" in block.text]
    assert labels == ["过程\n（40）", "过程\n（40）\n（续）"]


def test_heading_that_every_page_repeats_is_no_part_of_a_side_label() -> None:
    page = form_page("自评表")
    sides = [(block.row, block.last_row) for block in page.blocks if block.role == "side"]
    assert page.repeat is not None
    assert not any(first <= row <= last for first, last in sides for row in page.repeat)


def test_signatures_stay_together_and_with_the_line_above() -> None:
    blocks = [Block(row, 0, row, 3, "signature") for row in (2, 8, 9)]  # row 2 only looks like one: the unit's name on top
    assert list(merges(blocks)) == [Merge(7, 9, KEEP)]


def test_list_without_groups_is_left_to_the_application() -> None:
    assert form_page("分项清单").breaks == []
