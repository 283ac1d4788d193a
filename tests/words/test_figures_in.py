"""What counts as a figure in a text, and which of them nobody used."""

from __future__ import annotations

import pytest

from xlgen.words.figures_in import figures, unused

FOUND = [
    ("每低1个百分点扣0.5分", ["1", "0.5"]),
    ("每低一个百分点，扣分值的十分之一", ["一", "十分之一"]),
    ("≥９５％得满分，三次以上不得分", ["９５％", "三"]),
    ("第一名得5分，百分之二十", ["第一", "5", "百分之二十"]),
    ("1,200人", ["1,200"]),
    # no figures: marks of a list, words that only look like one
    ("①制度健全；②手续完备", []),
    ("1.制度健全；2、手续完备", []),
    ("一般公共预算，统一管理，十分满意，一次性完成", []),
    ("按个百分点计", []),
    ("以千元计", []),
    ("三分以上得满分，每项五分为止", ["三", "五"]),
    ("X个，第X名，百分之X，X分之一，一分之X，三点X个", []),
]


@pytest.mark.parametrize(("text", "said"), FOUND)
def test_a_figure_is_found_however_it_is_written(text: str, said: list[str]) -> None:
    assert [text[start:end] for start, end in figures(text)] == said


def test_a_figure_outside_what_was_read_is_unused() -> None:
    assert unused("目标95%，每低1%扣0.5分", [(0, 5), (6, 10)]) == ["0.5"]
    assert unused("目标95%", [(0, 4)]) == ["95%"]  # half a figure is none
