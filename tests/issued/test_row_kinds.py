"""Rows of one kind: what a row says of itself and of other rows is written alike wherever it stands, and read back exactly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules import issued
from xlgen.issued.row_kinds import RowPlace, general, joined, of_kind, others_named, own_of, particular, words
from xlgen.issued.snapshot import Slot

HERE, THERE = RowPlace("indicators", "1", "培训人数", 13), RowPlace("indicators", "12", "下乡宣传", 99)
OTHER = RowPlace("facts", "8_met1", "建立考核办法", 4)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("indicators.1.actual * indicators.11.points", "~.actual * indicators.11.points"),
        ("=G14+$G$14+G141+AG1+'自评表'!G14:H14", "=G~n+$G$~n+G141+AG1+'自评表'!G~n:H~n"),
        ("=ROUND(G14,14)", "=ROUND(G~n,14)"),
        ("培训人数·得分", "~l·得分"),
        ("约~14", "约~~14"),
        (
            "filled(facts.8_met1.value) and \"建立考核办法\" and '评分依据'!C5",
            "filled(~1.value) and \"~1l\" and '评分依据'!C~1n",
        ),
    ],
)
def test_what_a_text_says_of_rows_is_written_as_tokens(text: str, written: str) -> None:
    said = words(HERE, [OTHER])
    assert general(said)(text) == written
    assert particular(said)(written) == text


labels = st.sampled_from(["", "~", "~l", ".", "n", "1", "14", "A14", "indicators.1.", "l~"])
pieces = st.sampled_from(["~", ".", "l", "n", "1", "A14", "$14", "A5", "indicators.1.", "facts.8_met1.", "甲", '"'])


@given(labels, labels, st.none() | st.integers(0, 20), st.lists(pieces).map("".join))
def test_any_text_comes_back(own: str, other: str, line: int | None, text: str) -> None:
    said = words(RowPlace("indicators", "1", own, line), [RowPlace("facts", "8_met1", other, 4)])
    assert particular(said)(general(said)(text)) == text


def split(place: RowPlace, slots: Sequence[Slot]) -> tuple[list[dict[str, Any]], dict[str, dict[str, Any]]]:
    """The cells of a row: its kind, and by column what is its own."""
    write = general(words(place, ()))
    return [of_kind(place, slot, write) for slot in slots], {s.column: own for s in slots if (own := own_of(s))}


def test_a_row_gives_equal_text_wherever_it_stands() -> None:
    slots = issued("A").by_row["indicators", "1"]
    here = RowPlace("indicators", "1", "培训村级代办员人数", min(slot.place[1] for slot in slots if slot.place))
    kind, own = split(here, slots)
    moved = joined(THERE, kind, own, particular(words(THERE, ())))
    assert [slot.name.replace("indicators.12.", "indicators.1.") for slot in moved] == [slot.name for slot in slots]
    assert {slot.place[1] for slot in moved if slot.place} == {99}
    assert "G100" in next(slot.excel for slot in moved if slot.column == "score")
    assert split(THERE, moved) == (kind, own)


def test_other_rows_are_those_that_formulas_name_in_their_order() -> None:
    check = next(slots for key, slots in issued("A").by_row.items() if key == ("check", "1"))
    known = {place.prefix: place for place in (HERE, OTHER, RowPlace("check", "1"))}
    named = others_named(check, RowPlace("check", "1"), known)
    assert RowPlace("check", "1") not in named
    assert set(named) <= set(known.values())
    assert others_named(check, RowPlace("check", "1"), {}) == ()
