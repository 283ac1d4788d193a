"""A text in another wording still knows where its signs were typed."""

from __future__ import annotations

import pytest

from xlgen.words.typed import typed


@pytest.mark.parametrize(
    ("text", "piece", "said"),
    [
        ("每 低１％扣", "每低1%", "每 低１％"),  # blanks left out
        ("的每低1%的", "1%", "1%"),
        ("95-100%得", "95%-100%", "95-100%"),  # what is put in stands for what it replaces
    ],
)
def test_a_stretch_is_told_in_the_words_that_were_typed(text: str, piece: str, said: str) -> None:
    made = typed(text).sub("[ 的]", "").sub(r"(\d+)(?=-\d+%)", r"\1%")
    at = made.text.index(piece)
    assert made.said(at, at + len(piece)) == said


def test_a_place_between_signs_is_before_the_next() -> None:
    assert typed("ab").where(1, 1) == (1, 1)


def test_a_long_text_is_rewritten_in_one_pass() -> None:
    made = typed("的 " * 16000).sub(" ", "").sub("的", "")
    assert (made.text, made.where(0, 0)) == ("", (32000, 32000))
