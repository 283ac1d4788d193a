"""The word that was probably meant by one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word most like this one, "" where none is."""
    return next(iter(get_close_matches(word, list(known), 1, 0.7)), "")


def is_it(word: str, known: Iterable[str]) -> str:
    """``，是不是“required”`` behind a message about a word that nobody knows; "" where none is like it."""
    meant = nearest(word, known)
    return f"，是不是“{meant}”" if meant else ""
