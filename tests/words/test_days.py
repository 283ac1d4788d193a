"""Days as people write them, however long the text."""

from __future__ import annotations

import pytest

from steps import Steps
from work import growth, lines
from xlgen.words import days, figures_in
from xlgen.words.days import arabic_days, named_day
from xlgen.words.figures_in import figures
from xlgen.words.targets import split_target

NUMERALS = ("一", "十", "零一", "点", "百分之", "第一")


@pytest.mark.parametrize("sign", NUMERALS)
@pytest.mark.parametrize("read", [named_day, split_target, lambda text: list(figures(text))], ids=["day", "target", "figures"])
def test_a_cell_full_of_numerals_is_read_in_one_go(read, sign):
    assert not growth(lambda n: lines(lambda: read((sign * n)[:n])), 500, 200)


@pytest.mark.parametrize("sign", NUMERALS)
@pytest.mark.parametrize(
    ("pattern", "method"), [(days._NUMBERED, "sub"), (figures_in._FIGURE, "finditer")], ids=["day", "figures"]
)
def test_a_pattern_tries_a_run_of_numerals_once(pattern, method, sign):
    assert not growth(lambda n: Steps(pattern).taken(method, (sign * n)[:n]), 100)


def test_a_run_of_numerals_before_a_day_is_one_number():
    assert arabic_days("二〇二三年十二月三十一日") == "2023年12月31日"
    assert arabic_days("三一二月") == "312月"


def test_of_a_run_too_long_for_a_figure_its_end_is_one():
    text = "一" * 50 + "次"
    assert list(figures(text)) == [(30, 50)]
