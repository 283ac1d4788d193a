"""A drawing in its frame, and its numbers."""

from __future__ import annotations

from page_tags import Tags
from xlgen.pages.chart_frames import figure, framed


def test_a_chart_has_its_numbers_folded_up_below_it_and_where_there_is_none_they_stand_open() -> None:
    tags = [tag for tag, _ in Tags(figure("等级", "<svg></svg>", "<table></table>")).found]
    assert tags == ["div", "svg", "details", "summary", "table"]
    assert figure("等级", "", "<table></table>") == "<table></table>"


def test_a_frame_without_a_drawing_is_none() -> None:
    assert framed("等级", "") == ""
