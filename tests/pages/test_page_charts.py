"""Charts: bars and dots with their words and links, in the page's own style, the same bytes for the same figures."""

from __future__ import annotations

import re
import sys
from decimal import Decimal

import pytest

from page_tags import HOSTILE, Tags
from xlgen.pages import page_charts
from xlgen.pages.page_charts import ChartAxis, ChartBar, ChartDot, bars_drawn, can_draw, dots_drawn
from xlgen.words.widths import units

BARS = [
    ChartBar("优", Decimal(3), "3 个", "row-1"),
    ChartBar("良", Decimal("1.5"), "1.5 个"),
    ChartBar("差", Decimal(0), "0 个"),
]
DOTS = [ChartDot(Decimal("0.81"), Decimal(95), "P1 甲", "p1"), ChartDot(Decimal("1.2"), Decimal(60), "P2 乙", "p2")]
ACROSS = ChartAxis("执行率", [(Decimal("0.5"), "50%"), (Decimal("1.2"), "120%")])
UP = ChartAxis("自评得分", [(Decimal(50), "50"), (Decimal(90), "优 90"), (Decimal(100), "100")])


def numbers(tag: str, key: str, drawn: str) -> list[float]:
    return [float(attributes.get(key) or 0) for name, attributes in Tags(drawn).found if name == tag]


def test_bars_stand_from_top_to_bottom_as_long_as_they_are_much() -> None:
    drawn = bars_drawn("等级", BARS)
    bars = sorted(zip(numbers("rect", "y", drawn), numbers("rect", "width", drawn), strict=True))
    assert bars[0][1] == pytest.approx(2 * bars[1][1], abs=0.2)
    assert bars[2][1] == 0


def test_a_bar_has_its_name_and_its_number_beside_it() -> None:
    texts = Tags(bars_drawn("等级", BARS)).texts
    assert {"优", "良", "差", "3 个", "1.5 个", "0 个"} <= set(texts)


def test_a_bar_is_told_where_the_mouse_rests_and_leads_to_more() -> None:
    drawn = bars_drawn("等级", BARS)
    assert "<title>优 3 个</title>" in drawn
    assert [attributes["href"] for tag, attributes in Tags(drawn).found if tag == "a"] == ["#row-1"]


def test_a_chart_is_read_aloud_as_its_numbers() -> None:
    assert Tags(bars_drawn("等级", BARS)).found[0][1]["aria-label"] == "等级。条形图：优 3 个，良 1.5 个，差 0 个"


def test_dots_stand_at_their_places_and_lead_to_their_rows() -> None:
    drawn = dots_drawn("执行率和得分", DOTS, ACROSS, UP)
    across, down = numbers("circle", "cx", drawn), numbers("circle", "cy", drawn)
    assert across[0] < across[1]
    assert down[0] < down[1], "a better score stands higher"
    assert [attributes["href"] for tag, attributes in Tags(drawn).found if tag == "a"] == ["#p1", "#p2"]
    assert "<title>P1 甲</title>" in drawn


def test_axes_are_named_at_their_marks() -> None:
    assert {"50%", "120%", "50", "优 90", "100", "执行率", "自评得分"} <= set(Tags(dots_drawn("图", DOTS, ACROSS, UP)).texts)


@pytest.mark.parametrize("drawn", [bars_drawn("等级", BARS), dots_drawn("图", DOTS, ACROSS, UP)], ids=["bars", "dots"])
def test_nothing_of_the_library_is_in_a_drawing_but_shapes(drawn: str) -> None:
    assert re.findall(r"://|pygal|<style|<script|style=|<!--|\bid=", drawn) == []
    assert Tags(drawn).open == []


def test_the_same_figures_give_the_same_bytes() -> None:
    assert bars_drawn("等级", BARS) == bars_drawn("等级", BARS)
    assert dots_drawn("图", DOTS, ACROSS, UP) == dots_drawn("图", DOTS, ACROSS, UP)


def test_the_library_leaves_no_finder_of_modules_behind() -> None:
    bars_drawn("得分", [ChartBar("产出", Decimal(1), "1")])
    assert not [each for each in sys.meta_path if type(each).__module__ == "pygal"]


def test_there_is_no_chart_of_nothing() -> None:
    assert bars_drawn("等级", []) == ""
    assert dots_drawn("图", [], ACROSS, UP) == ""


def test_bars_of_nothing_but_zeros_can_be_drawn() -> None:
    assert numbers("rect", "width", bars_drawn("等级", [ChartBar("优", Decimal(0), "0")])) == [0]


def test_the_name_of_a_bar_has_room_on_its_left() -> None:
    drawn = bars_drawn("指标", [ChartBar("很长的三级指标的名称写在这里一共二十多个汉字", Decimal(1), "1.00")])
    (shift,) = re.findall(r'<g transform="translate\((\d+), \d+\)"><g class="axis', drawn)
    (name,) = [text for text in Tags(drawn).texts if text.endswith("…")]
    assert units(name) <= page_charts.LABEL
    assert int(shift) >= units(name) * page_charts.FONT / 2


def test_the_axis_ends_where_it_is_said_to() -> None:
    half = numbers("rect", "width", bars_drawn("得分率", [ChartBar("产出", Decimal(50), "50%")], Decimal(100)))
    whole = numbers("rect", "width", bars_drawn("得分率", [ChartBar("产出", Decimal(100), "100%")], Decimal(100)))
    assert whole[0] == pytest.approx(2 * half[0], abs=0.2)


@pytest.mark.parametrize("said", HOSTILE)
def test_names_are_texts_whatever_they_are(said: str) -> None:
    bars = Tags(bars_drawn(said, [ChartBar(said or "x", Decimal(1), said)]))
    dots = Tags(dots_drawn(said, [ChartDot(Decimal("0.9"), Decimal(90), said)], ACROSS, UP))
    assert {tag for tag, _ in (*bars.found, *dots.found)} <= {"svg", "g", "path", "rect", "text", "title", "circle"}
    assert (bars.open, dots.open) == ([], [])


def test_it_is_known_whether_charts_can_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_draw()
    monkeypatch.setattr(page_charts, "find_spec", lambda name: None)
    assert not can_draw()
