"""Texts alike to the letter or nearly, found among many: how many are held against each other."""

from __future__ import annotations

from work_forms import COMMON, own_text
from xlgen.returned.kept.extract import REASON, WrittenText, as_told
from xlgen.rules.across.copies import MOST, Seen


def told(text: str) -> WrittenText:
    return as_told(REASON, "indicators.1.reason", text)


def half_copied() -> Seen:
    seen = Seen()
    assert not any(seen.alike(told(f"{COMMON}{own_text(i, 12)}"), f"Q{i}") for i in range(300))
    return seen


def test_a_text_is_compared_with_so_many_and_no_more() -> None:
    assert max(map(len, half_copied().by_band.values())) == MOST


def test_a_copy_to_the_letter_is_found_however_many_texts_are_half_alike() -> None:
    assert half_copied().alike(told(f"{COMMON}{own_text(299, 12)}"), "Q999") == "Q299"


def test_the_same_project_returned_twice_is_no_copy_of_itself() -> None:
    seen = Seen()
    assert [seen.alike(told(COMMON), code) for code in ("Q1", "Q1", "Q2", "Q1")] == ["", "", "Q1", ""]
