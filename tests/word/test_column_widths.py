"""Widths of columns: figures are not broken, long texts get what is left, all of it is the width of the page."""

from __future__ import annotations

from xlgen.word.column_widths import column_widths
from xlgen.word.looks_at import TextLook

LOOK = TextLook("w:t", b"", b"", em=200, wide=8000)


def test_widths_add_up_to_the_room_there_is() -> None:
    assert [sum(column_widths([["甲"] * 3] * n, LOOK, 85)) for n in (1, 3, 7, 30)] == [8000] * 4


def test_a_figure_is_not_broken() -> None:
    figure, long = column_widths([["得分", "1,234,567.89%"], ["原因", "很长的一段话" * 30]], LOOK, 85)
    assert figure >= 13 * 200 * 0.5 + 170
    assert long > figure


def test_long_texts_get_more_than_short_ones() -> None:
    short, long = column_widths([["甲乙"], ["甲乙丙丁戊己庚辛壬癸" * 5]], LOOK, 85)
    assert long > 3 * short
