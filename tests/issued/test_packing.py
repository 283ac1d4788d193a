"""Texts in cells: ASCII pieces short enough for any program, and the text again whatever blanks were put between."""

from __future__ import annotations

import re
import zlib
from base64 import b64encode
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlgen.issued import packing
from xlgen.issued.packing import packed, unpacked

LINES = ["第一行", '{"a":[1,2]}', "", *(f"{n * n:x}" for n in range(9000))]
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=20)


@given(st.lists(texts, min_size=1, max_size=5))
def test_any_lines_come_back(lines: list[str]) -> None:
    assert unpacked(packed(lines)) == tuple(lines)


def test_pieces_are_ascii_of_at_most_8000_characters_and_about_equal() -> None:
    pieces = packed(LINES)
    assert len(pieces) > 2
    assert all(re.fullmatch(r"[A-Za-z0-9+/=]{1000,8000}", piece) for piece in pieces)
    assert len(pieces[0]) - len(pieces[-1]) < len(pieces)


@pytest.mark.parametrize("between", ["\n", "\r\n", " ", "\t", "\u3000"])
def test_what_programs_put_between_is_passed_over(between: str) -> None:
    spread = [re.sub(r"(.{4091})", lambda found: found[1] + between, piece) for piece in packed(LINES)]
    assert unpacked(spread) == tuple(LINES)


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[:-5],
        lambda text: text[5:],
        lambda text: text[:100] + text[101:],
        lambda text: text[:100] + ("A" if text[100] != "A" else "B") + text[101:],
        lambda text: text[:100] + "坏" + text[101:],
        lambda text: "",
        lambda text: text + "AAAA",
        lambda text: b64encode(zlib.compress(b"\xff\xfe", 9)).decode(),
    ],
)
def test_damage_is_noticed(damage: Callable[[str], str]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        unpacked([damage("".join(packed(LINES)))])


def test_a_text_that_unpacks_to_more_than_any_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST", 1000)
    assert unpacked(packed(["字" * 300])) == ("字" * 300,)
    with pytest.raises(ValueError, match="larger than any form"):
        unpacked(packed(["字" * 400]))
