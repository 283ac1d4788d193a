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
