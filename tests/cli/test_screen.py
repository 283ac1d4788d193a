"""A table on a screen: as wide as needed, folded where the screen is narrower."""

from __future__ import annotations

import pytest

from xlgen.cli.screen import table_lines
from xlgen.words.widths import FULL, units

ROWS = [("名称", "口径"), ("正向比率", "达到指标值得满分；未达到的按比例计分，不低于0分"), ("a", "区间为90至110得满分")]


def test_a_table_that_fits_is_a_line_a_row() -> None:
    assert list(table_lines([("名称", "单位"), ("a", "万元")], 80)) == ["名称  单位", "----  ----", "a     万元"]


@pytest.mark.parametrize("width", [40, 26, 20])
def test_no_line_is_wider_than_the_screen_and_no_text_is_lost(width: int) -> None:
    lines = list(table_lines(ROWS, width))
    assert max(units(line, FULL) for line in lines) <= width
    assert sorted("".join(lines).replace(" ", "").replace("-", "")) == sorted("".join(map("".join, ROWS)))


def test_a_number_stays_whole() -> None:
    assert list(table_lines([("列",), ("一二三90至110分",)], 8))[2:] == ["一二三90", "至110分"]
