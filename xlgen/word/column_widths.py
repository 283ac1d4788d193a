"""How wide the columns of a table are, by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import east_asian_width

from xlgen.word.looks_at import TextLook

LONG = 22  # signs of a Chinese text, beyond which a column needs no more room
FEW = 3  # signs of a Chinese text that a line holds at least
_SOLID = re.compile(r"[!-~±≥≤–—％]{1,40}")  # figures and Latin words are not broken


def column_widths(columns: Sequence[Sequence[str]], look: TextLook, margin: int) -> list[int]:
    """Twips of each column, which add up to the room there is; ``margin`` stands on both sides of a text.

    What cannot be broken is given its room first; what is left goes where texts are long.
    """
    room, em = look.wide, look.em
    least = [em * max(map(_least, texts)) + 2 * margin + 20 for texts in columns]
    most = [
        max(low, em * min(LONG, max(map(_length, texts))) + 2 * margin + 20) for texts, low in zip(columns, least, strict=True)
    ]
    if sum(most) <= room:
        wished = [each * room / sum(most) for each in most]
    elif sum(least) < room:
        share = (room - sum(least)) / (sum(most) - sum(least))
        wished = [low + (high - low) * share for low, high in zip(least, most, strict=True)]
    else:
        wished = [low * room / sum(least) for low in least]
    widths = [int(each) for each in wished]
    return [*widths[:-1], room - sum(widths[:-1])]


def _length(text: str) -> float:
    """Length of the longest line, in Chinese signs."""
    return max((sum(map(_width, line)) for line in text.splitlines()), default=0)


def _width(sign: str) -> float:
    return 1 if east_asian_width(sign) in "WFA" or sign == "%" else 0.58


def _least(text: str) -> float:
    """Length of what cannot be broken, in Chinese signs."""
    return max([min(FEW, _length(text)), *(_length(solid) for solid in _SOLID.findall(text))])
