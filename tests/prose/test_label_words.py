"""Labels and the words around figures in one form."""

from __future__ import annotations

import pytest

from xlgen.prose.label_words import bare, core, is_short_for, names, stem


def test_a_label_is_bare_of_brackets_and_of_the_figure_it_ends_in() -> None:
    assert (core("参保人员满意度（%）"), core("医保工作培训2次完成率100%")) == ("参保人员满意度", "医保工作培训2次完成率")


def test_what_is_counted_is_what_stands_before_the_word_for_counting() -> None:
    assert (stem("培训人数"), stem("检查机构数量"), stem("合格率")) == ("培训", "检查机构", "合格率")


def test_words_are_bare_of_what_only_fills_a_sentence() -> None:
    assert bare("全年共组织开展了培训（含线上）") == "培训"


def test_an_account_may_be_called_without_saying_that_it_is_one() -> None:
    assert "基本支出" in names("基本支出决算", is_count=False, is_money=True)


@pytest.mark.parametrize(
    ("words", "label", "short"),
    [
        ("合格率达到", "考核合格率", True), ("满意度为", "参训人员满意度", True), ("学员合格率", "考核合格率", False), ("完成率", "培训完成率", False),
        ("率", "考核合格率", False),
    ],
)  # fmt: skip
def test_a_rate_may_be_told_by_its_end(words: str, label: str, short: bool) -> None:
    assert is_short_for(words, label) is short
