"""Rows made column by column: the same as if each had been made by itself, whatever piece of them is asked for."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from xlgen.rollup.cells import columns
from xlgen.rollup.cells.columns import ColumnRows, Pairs


def rows(things: Sequence[str]) -> ColumnRows[str, object]:
    return ColumnRows(
        things,
        {"no": lambda at, found: [each + 1 for each in at], "text": lambda at, found: [each * 2 for each in found]},
    )


@pytest.mark.parametrize("piece", [1, 2, 100])
@pytest.mark.parametrize("things", ["", "a", "abcde"])
def test_rows_are_the_same_in_whatever_pieces_they_are_made(monkeypatch: pytest.MonkeyPatch, things: str, piece: int) -> None:
    monkeypatch.setattr(columns, "PIECE", piece)
    made, said = rows(things), [{"no": at, "text": each * 2} for at, each in enumerate(things, 1)]
    assert [*made] == said == [made[at] for at in range(len(made))] == made[:]
    assert [each for down in made.down("text") for each in down] == [row["text"] for row in said]


def test_a_column_that_is_not_there_is_blank() -> None:
    assert rows("abc").piece(1, 3)("other") == [None, None]


def test_some_rows_keep_the_numbers_they_have_in_the_whole() -> None:
    some = rows("abcde").of([3, 0])
    assert [*some] == [{"no": 4, "text": "dd"}, {"no": 1, "text": "aa"}]
    assert some.piece(1, 2)("no") == [1]
    assert some.of([1])[0] == {"no": 1, "text": "aa"}


def test_pairs_are_made_where_they_are_asked_for() -> None:
    pairs = Pairs("ab", [1, 2])
    assert (len(pairs), pairs[1], pairs[:]) == (2, ("b", 2), [("a", 1), ("b", 2)])
