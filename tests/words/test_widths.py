"""How wide texts stand."""

from __future__ import annotations

import pytest

from xlgen.words.widths import FULL, units


@pytest.mark.parametrize(("text", "wide"), [("", 0), ("ab1", 3), ("自评", 4), ("（Ａ）", 6), ("“≥”", 6), ("A级", 3), ("X", 1)])
def test_a_chinese_character_counts_two(text: str, wide: int) -> None:
    assert units(text) == wide


def test_what_a_terminal_shows_narrow_counts_one_there() -> None:
    assert units("“≥”级", FULL) == 5
