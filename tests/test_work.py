"""Four times as much to read takes at most six times the work: lines of Python that run, counted, not seconds.

``make hard`` asks the clock as well, of more and larger files; regular expressions are in tests/test_patterns.py.
"""

from __future__ import annotations

import pytest

import hostile
from shapes import PIECES, pumped
from work import COMMANDS, READERS, SMALL, grown, growth, lines, roster_of, roster_with

TITLES = ("三级指标", "指标性质", "指标值", "计量单位", "评分方法", "评分标准", "分值")
HOSTILE = ("9", ":", "得1分;")


@pytest.mark.parametrize("reader", READERS)
def test_a_text_is_read_in_proportion_to_its_length(reader: str) -> None:
    def work(n: int, piece: str) -> float:
        text = pumped(("", piece, "!"), n)
        return lines(lambda: READERS[reader](text))

    growing = {piece: said for piece in PIECES[::2] if (said := growth(lambda n, piece=piece: work(n, piece), 60, 2_000))}
    assert not growing


@pytest.mark.parametrize("kind", hostile.KINDS)
def test_a_file_is_checked_in_proportion_to_what_it_holds(kind: str) -> None:
    n = min(SMALL.get(kind, 100), 100)
    contents = {size: grown(kind, size) for size in (0, n, 4 * n)}
    assert not growth(lambda size: lines(lambda: COMMANDS["check"](contents[size])), n, 2_000)


def test_a_roster_is_read_in_proportion_to_its_projects() -> None:
    assert not growth(lambda n: lines(lambda: roster_of(n)), 10)


@pytest.mark.parametrize("title", TITLES)
def test_a_cell_of_a_roster_is_read_in_proportion_to_its_text(title: str) -> None:
    for piece in HOSTILE:
        assert not growth(lambda n, piece=piece: lines(lambda: roster_with(title, pumped(("", piece, "!"), n))), 50, 20_000)


def test_work_that_grows_is_seen() -> None:
    assert growth(lambda n: lines(lambda: [0 for i in range(n) for _ in range(i)]), 50)
    assert not growth(lambda n: lines(lambda: [0 for _ in range(n)]), 50)
