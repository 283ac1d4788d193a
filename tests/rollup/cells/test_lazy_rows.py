"""Rows made when they are asked for."""

from __future__ import annotations

from xlgen.rollup.cells.lazy_rows import LazyRows


def made() -> LazyRows[str, str]:
    return LazyRows("甲乙丙", lambda at, thing: f"{at}{thing}")


def test_rows_are_as_a_list_of_them():
    rows = made()
    assert (len(rows), list(rows), rows[1], rows[-1], rows[1:], rows[:0]) == (
        3,
        ["0甲", "1乙", "2丙"],
        "1乙",
        "2丙",
        ["1乙", "2丙"],
        [],
    )


def test_a_row_is_made_when_it_is_asked_for():
    asked: list[int] = []
    rows = LazyRows(range(1000), lambda at, thing: asked.append(at))
    assert (asked, rows[7], asked) == ([7], None, [7])
