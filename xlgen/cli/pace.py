"""How far long work is, how fast it goes and how long it still takes: one line on the error stream, where a person watches."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TextIO, TypeVar

from xlgen.words.widths import FULL, units

T = TypeVar("T")
BACK = 15.0  # seconds by which the rate is told: what was remembered goes faster than what follows
SURE = 2.0  # seconds after which a rate says something
OFTEN = 0.2  # seconds between two looks of the line
BAR = 20  # columns: all of it fits a screen of 80


@dataclass
class Pace:
    """How fast ``whole`` pieces are done; ``now`` is a clock in seconds."""

    whole: int
    now: Callable[[], float] = time.monotonic
    _marks: deque[tuple[float, int]] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self._start = self.now()
        self._marks.append((self._start, 0))

    def told(self, done: int) -> str:
        """Pieces a second and what is left in time; when all is done, what it took; "" where nobody can say yet."""
        at = self.now()
        took = at - self._start
        if done >= self.whole and took > 0:
            return f"{_per_second(done / took)}，用了 {lasting(took)}"
        self._marks.append((at, done))
        while len(self._marks) > 2 and at - self._marks[1][0] >= BACK:
            self._marks.popleft()
        since, before = self._marks[0]
        if took < SURE or done == before:
            return ""
        rate = (done - before) / (at - since)
        return f"{_per_second(rate)}，还要 {lasting((self.whole - done) / rate)}"


def _per_second(rate: float) -> str:
    return f"{rate:.0f} 份/秒" if rate >= 100 else f"{rate:.1f} 份/秒"


def lasting(seconds: float) -> str:
    """A length of time as people say it, to the second, beyond an hour to the minute."""
    whole = max(1, round(seconds))
    if whole < 60:
        return f"{whole} 秒"
    minutes, rest = divmod(whole, 60)
    return f"{minutes} 分 {rest} 秒" if minutes < 60 else f"{minutes // 60} 小时 {minutes % 60} 分"


def track(title: str, items: Sequence[T], screen: TextIO, now: Callable[[], float] = time.monotonic) -> Iterator[T]:
    """The items, one after another, while the line tells how it goes; it stays when all is done or something stops it."""
    pace, shown, last, done = Pace(len(items), now), 0, now(), 0
    try:
        shown = _show(screen, _line(title, done, pace), shown)
        for each in items:
            yield each
            done += 1
            if now() - last >= OFTEN:
                shown, last = _show(screen, _line(title, done, pace), shown), now()
        _show(screen, _line(title, done, pace), shown)
    finally:
        screen.write("\n")
        screen.flush()


def _line(title: str, done: int, pace: Pace) -> str:
    full = BAR * done // max(pace.whole, 1)
    return f"{title} [{'#' * full}{' ' * (BAR - full)}] {done}/{pace.whole}  {pace.told(done)}".rstrip()


def _show(screen: TextIO, line: str, before: int) -> int:
    """Write over what was there, so many columns wide; how wide it is now."""
    wide = units(line, FULL)
    screen.write(f"\r{line}{' ' * (before - wide)}")
    screen.flush()
    return wide
