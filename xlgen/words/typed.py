"""A text in another wording that still knows where in the original each of its signs came from."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from xlgen.words.spelling import narrow

Extent = tuple[int, int]  # of a text: the first sign, and the first one after


@dataclass(frozen=True, slots=True)
class Typed:
    """A text made of what was typed, and for each of its signs the stretch of the ``source`` it stands for."""

    text: str
    source: str
    stretches: tuple[Extent, ...]

    def sub(self, pattern: str | re.Pattern[str], put: str | Callable[[re.Match[str]], str]) -> Typed:
        """``re.sub``; what is put in stands for all that it replaces."""
        parts: list[str] = []
        stretches: list[Extent] = []
        done = 0
        for match in re.finditer(pattern, self.text):
            said = match.expand(put) if isinstance(put, str) else put(match)
            parts += [self.text[done : match.start()], said]
            stretches += self.stretches[done : match.start()]
            stretches += [self.where(*match.span())] * len(said)
            done = match.end()
        return Typed("".join([*parts, self.text[done:]]), self.source, (*stretches, *self.stretches[done:]))

    def where(self, start: int, end: int) -> Extent:
        """The stretch of the source that a stretch of the text stands for."""
        if start == end:
            at = self.stretches[start][0] if start < len(self.stretches) else len(self.source)
            return at, at
        return self.stretches[start][0], self.stretches[end - 1][1]

    def said(self, start: int, end: int) -> str:
        """The words of the source that a stretch of the text stands for."""
        first, last = self.where(start, end)
        return self.source[first:last]


def typed(text: str) -> Typed:
    """A text in half-width signs, each of them one sign of the original."""
    return Typed(narrow(text), text, tuple((i, i + 1) for i in range(len(text))))
