"""The word that was probably meant by one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

LEAST = 0.7  # of the letters are the same
LONGEST = 100  # letters of a word; what is longer is compared with none
ONE_OF_TWO = 0.5  # 调正 for 调整: a Chinese word of two letters that has one wrong


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, the first of several; "" where none is."""
    if len(word) > LONGEST:
        return ""
    lower = word.lower()  # a 项目编码 is typed without the shift key
    likeness = {each: SequenceMatcher(None, each.lower(), lower).ratio() for each in known if len(each) <= LONGEST}
    best = max(likeness, key=likeness.__getitem__, default="")
    least = ONE_OF_TWO if len(word) == len(best) == 2 and not word.isascii() else LEAST
    return best if best and likeness[best] >= least else ""


def is_it(word: str, known: Iterable[str]) -> str:
    """``，是不是“required”`` behind a message about a word that nobody knows; "" where none is like it."""
    meant = nearest(word, known)
    return f"，是不是“{meant}”" if meant else ""
