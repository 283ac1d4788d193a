"""Texts folded into lines that keep off the right border."""

from __future__ import annotations

import pytest

from xlgen.form.layout.measure import folded, lines_of
from xlgen.words.widths import units

LONG = "得分＝执行率×分值，执行率按未四舍五入的数计算，超过100%按100%；" * 4


@pytest.mark.parametrize("text", [LONG, "=IF(COUNT(H7,G7)<2)" * 20, "One two three " * 30, "第一行\n第二行", ""])
@pytest.mark.parametrize("width", [1, 7, 20, 38])
def test_lines_joined_are_the_text(text: str, width: int) -> None:
    assert folded(text, width).replace("\n", "") == text.replace("\n", "")


@pytest.mark.parametrize("width", [20, 38, 52])
def test_lines_stand_on_one_line_each_and_none_begins_with_a_mark(width: int) -> None:
    lines = folded(LONG, width).split("\n")
    assert lines_of("\n".join(lines), width) == len(lines) > 1
    assert not [line for line in lines if line[0] in "，。；、）”"]


def test_a_number_and_its_sign_stay_together() -> None:
    assert all("100%" in line or "100" not in line for line in folded(LONG, 20).split("\n"))


@pytest.mark.parametrize("text", ["不超过指标值得满分", "财预〔2020〕10号 附件1"])
def test_a_short_text_is_left_alone(text: str) -> None:
    assert folded(text, 38) == text


def test_it_keeps_off_the_border() -> None:
    assert max(map(units, folded(LONG, 38).split("\n"))) * 20 / 3 < 38 * 8 - 12  # pixels
