"""How long work tells how far it is, how fast it goes and how long it still takes."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from itertools import pairwise

import pytest

from xlgen.cli import pace
from xlgen.cli.console import progress
from xlgen.cli.pace import Pace, lasting, track
from xlgen.words.widths import FULL, units


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class Screen(io.StringIO):
    """What a person watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, "1 秒"), (59.4, "59 秒"), (59.6, "1 分 0 秒"), (3599, "59 分 59 秒"), (3600, "1 小时 0 分"), (93_784, "26 小时 3 分")],
)
def test_a_length_of_time_is_said_as_people_say_it(seconds: float, said: str) -> None:
    assert lasting(seconds) == said


def test_rate_and_time_left_are_told_once_something_can_be_said() -> None:
    clock = Clock()
    found = Pace(1000, clock)
    clock.at += 1
    assert found.told(50) == ""
    clock.at += 1
    assert found.told(100) == "50.0 份/秒，还要 18 秒"


def test_what_went_fast_at_first_is_soon_forgotten() -> None:
    clock = Clock()
    found = Pace(10_000, clock)
    said = ""
    for second in range(1, 41):
        clock.at += 1
        said = found.told(5000 + 10 * second)
    assert said == "10.0 份/秒，还要 7 分 40 秒"


def test_when_nothing_comes_nothing_is_promised() -> None:
    clock = Clock()
    found = Pace(10, clock)
    clock.at += 60
    assert found.told(0) == ""


def test_when_all_is_done_it_says_what_it_took() -> None:
    clock = Clock()
    found = Pace(300, clock)
    clock.at += 2
    assert found.told(300) == "150 份/秒，用了 2 秒"


def _slowly(clock: Clock, items: Iterator[int], stop: int = -1) -> Iterator[int]:
    for each in items:
        clock.at += 1
        if each == stop:
            raise KeyboardInterrupt
        yield each


def test_the_line_is_written_over_itself_and_fits_a_screen_of_80() -> None:
    clock, screen = Clock(), Screen()
    assert list(_slowly(clock, track("校验", range(100_000, 100_030), screen, clock))) == [*range(100_000, 100_030)]
    first, *lines = screen.getvalue().split("\r")
    assert (first, lines[0], lines[-1][-1]) == ("", "校验 [                    ] 0/30", "\n")
    assert lines[-1].strip() == "校验 [####################] 30/30  1.0 份/秒，用了 30 秒"
    assert all(units(after, FULL) >= units(before.rstrip(), FULL) for before, after in pairwise(lines[:-1]))
    assert max(units(line.rstrip(), FULL) for line in lines) < 80


def test_the_longest_line_fits_a_screen_of_80() -> None:
    clock = Clock()
    found = Pace(100_000, clock)
    found.told(0)
    clock.at += 20
    assert units(pace._line("校验", 99_000, found), FULL) < 80


def test_what_stops_the_work_leaves_the_line_and_a_new_one() -> None:
    clock, screen = Clock(), Screen()
    with pytest.raises(KeyboardInterrupt):
        list(_slowly(clock, track("校验", range(9), screen, clock), stop=4))
    assert screen.getvalue().endswith("\n")


@pytest.mark.parametrize("watched", [True, False])
def test_nothing_is_shown_where_nobody_watches(monkeypatch: pytest.MonkeyPatch, watched: bool) -> None:
    screen = Screen() if watched else io.StringIO()
    monkeypatch.setattr(sys, "stderr", screen)
    assert list(progress("校验")([1, 2])) == [1, 2]
    assert bool(screen.getvalue()) is watched
