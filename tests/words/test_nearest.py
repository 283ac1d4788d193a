"""Which known word was probably meant."""

from __future__ import annotations

import pytest

from xlgen.words.nearest import is_it, nearest

KNOWN = ("level1", "level2", "target", "required", "choices", "完成情况", "调整", "佐证", "id")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("requird", "required"), ("chioces", "choices"), ("targt", "target"), ("level", "level1"), ("lvel2", "level2"),
        ("完成情况况", "完成情况"), ("调正", "调整"), ("证据", "佐证"), ("别的", ""), ("in", ""), ("colour", ""), ("x", ""), ("", ""),
        ("ID", "id"), ("TARGT", "target"),
    ],
)  # fmt: skip
def test_the_word_most_like_it_is_meant_or_none(word, meant):
    assert nearest(word, KNOWN) == meant
    assert is_it(word, KNOWN) == (f"，是不是“{meant}”" if meant else "")


def test_a_word_in_small_letters_means_one_in_capitals():
    assert nearest("ny-06", ["NY-05", "NY-06"]) == "NY-06"


def test_where_nothing_is_known_nothing_is_meant():
    assert nearest("total", []) == ""


def test_two_words_of_two_letters_that_share_none_are_not_alike():
    assert nearest("别的", ["调整"]) == ""


@pytest.mark.parametrize(("length", "meant"), [(100, "项" * 100), (101, "")])
def test_a_longer_word_is_compared_with_none(length: int, meant: str) -> None:
    assert nearest("项" * length, ["编", "项" * 100]) == meant
