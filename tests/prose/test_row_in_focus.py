"""Figures that are only called 实际完成值 or 目标值, under the name of their row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlgen.prose.figures_held import compared
from xlgen.prose.records import FormFigure, Setting

D = Decimal
FIGURES = [
    FormFigure("pass", "考核合格率", "percent", D("0.963"), row="1"),
    FormFigure("aim", "考核合格率", "percent", D("0.95"), "", "target", row="1"),
    FormFigure("people", "培训人数", "count", D(126), "人", row="2"),
    FormFigure("done", "培训人数完成率", "percent", D("1.05"), row="2"),
    FormFigure("few", "培训人数", "count", D(120), "人", "target", row="2"),
]


def held(text: str) -> list[tuple[str, str, bool]]:
    return [(each.mention.written, each.figures[0].name, each.agrees) for each in compared(text, FIGURES, Setting())]


def test_the_row_is_the_one_that_the_heading_names() -> None:
    text = "（二）考核合格率\n目标值95%，实际完成值96.3%。"
    assert held(text) == [("95%", "aim", True), ("96.3%", "pass", True)]


def test_the_row_is_the_one_that_the_sentence_names_last() -> None:
    text = "（二）考核合格率\n培训人数指标值120人，实际完成136人。"
    assert held(text) == [("120人", "few", True), ("136人", "people", False)]


@pytest.mark.parametrize(
    "text", ["目标值95%，实际完成值96%。", "（二）考核合格率\n第二期完成95%。", "（二）考核合格率\n实际完成30人。"]
)
def test_without_a_row_or_of_a_part_nothing_is_told(text: str) -> None:
    assert held(text) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("考核合格率目标值不低于95%，实际为96.3%。", [("95%", "aim", True), ("96.3%", "pass", True)]),
        ("考核合格率96.3%，高于95%的指标值。", [("96.3%", "pass", True), ("95%", "aim", True)]),
        ("培训人数计划120人、实际126人。", [("120人", "few", True), ("126人", "people", True)]),
        ("培训目标120人偏低。", [("120人", "few", True)]),
        ("培训人数126人，完成年度指标值的105%。", [("126人", "people", True), ("105%", "done", True)]),
        ("1.培训人数。全年共培训126人，完成率105%。", [("126人", "people", True), ("105%", "done", True)]),
    ],
)
def test_targets_and_values_in_the_words_of_offices(text: str, told: list[tuple[str, str, bool]]) -> None:
    assert held(text) == told


def test_a_limit_that_nobody_calls_a_target_is_none() -> None:
    assert held("考核合格率不低于95%的得满分，低于60%不得分。") == []


def test_the_share_of_points_is_of_the_group_that_is_named_or_was_told_before() -> None:
    rate = FormFigure("score", "产出得分率", "percent", D("0.75"), row="level1.产出")
    points = FormFigure("points", "产出", "score", D(40), role="points", row="level1.产出")
    texts = ["产出指标得分率为75%", "产出指标分值40分，得分率75%", "按得分率排，产出75%"]
    told = [[each.figures[0].name for each in compared(text, [rate, points], Setting())][-1] for text in texts]
    assert told == ["score", "score", "score"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("考核合格率96.3%，高于95%的目标。", [("96.3%", "pass", True), ("95%", "aim", True)]),
        ("考核合格率96.3%，没有达到99%的目标。", [("96.3%", "pass", True), ("99%", "aim", False)]),
        ("培训目标只有120人。", [("120人", "few", True)]),
        ("（一）培训人数\n指标值120人，实际完成126人，超过目标6人。", [("120人", "few", True), ("126人", "people", True)]),
        ("目标值95%，考核合格率为96.3%。", [("96.3%", "pass", True)]),
    ],
)
def test_what_is_held_against_a_target_or_lies_beyond_it(text: str, told: list[tuple[str, str, bool]]) -> None:
    assert held(text) == told


def test_a_label_that_ends_a_longer_one_is_not_named_by_it() -> None:
    more = [
        FormFigure("helped", "资助困难培训人数", "score", D(2), role="score", row="9"),
        FormFigure("share", "培训人数", "percent", D("1.006"), row="8"),
    ]
    assert list(compared("（二）其他\n资助困难培训人数如期办理，实际100%。", [*FIGURES, *more], Setting())) == []
