"""The columns of a form's table as they are printed: what each is called, its head, and what stands over several of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xlgen.issued.snapshot import Snapshot
from xlgen.words.labels import plain_label, without_blanks

GROUPING = ("level1", "level2")  # columns whose cells are one where they say the same


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """A column of a table: its key, the name that marks give it, its head with its remarks, and what stands over the head.

    ``is_printed`` tells that the form has such a head.
    """

    key: str
    called: str
    said: str
    over: str
    is_printed: bool


def printed_columns(snapshot: Snapshot, table: str) -> tuple[PrintedColumn, ...]:
    """The columns of a table from left to right; two that have one head are told apart by what stands over them."""
    heads = {key: snapshot.columns.get(f"{table}.{key}", "") for key in _keys(snapshot, table)}
    spots = _spots(snapshot, table, heads)
    rows = {row for row, _ in spots.values()}
    over = {key: _over(snapshot, table, spot) for key, spot in spots.items() if spot[0] != min(rows, default=0)}
    known = Counter(plain_label(head) for head in heads.values())
    keys = sorted(heads, key=lambda key: spots[key][1] if key in spots else -1)
    return tuple(
        PrintedColumn(
            key, _called(heads[key], over.get(key, ""), known), without_blanks(heads[key]), over.get(key, ""), key in spots
        )
        for key in (keys if len(spots) == len(heads) else heads)
    )


def _keys(snapshot: Snapshot, table: str) -> list[str]:
    return list(dict.fromkeys(slot.column for slot in snapshot.slots.values() if slot.table == table))


def _called(head: str, over: str, known: Mapping[str, int]) -> str:
    plain = plain_label(head)
    return f"{plain_label(over)}·{plain}" if over and known[plain] > 1 else plain


def _spots(snapshot: Snapshot, table: str, heads: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Where the head of each column stands, as row and column; those whose head is printed nowhere are left out.

    A head stands above the cells of its column; that of a column whose cells are all joined, beside the others.
    """
    places = [slot.place for slot in snapshot.slots.values() if slot.table == table and slot.place]
    if not places:
        return {}
    sheet, top = places[0][0], min(place[1] for place in places if place[0] == places[0][0])
    above = {spot: without_blanks(text) for spot, text in snapshot.static.get(sheet, {}).items() if top - 3 <= spot[0] < top}
    own = {slot.column: slot.place[2] for slot in snapshot.slots.values() if slot.table == table and slot.place}
    taken = set(own.values())
    found: dict[str, tuple[int, int]] = {}
    for key, head in heads.items():
        spots = [
            spot
            for spot, text in above.items()
            if head and text == without_blanks(head) and (spot[1] == own[key] if key in own else spot[1] not in taken)
        ]
        if spots:
            found[key] = max(spots)
    return found


def _over(snapshot: Snapshot, table: str, spot: tuple[int, int]) -> str:
    """What stands one row above a head, over it or begun to its left."""
    place = next(slot.place for slot in snapshot.slots.values() if slot.table == table and slot.place)
    static = snapshot.static[place[0]]
    left = max((column for row, column in static if row == spot[0] - 1 and column <= spot[1]), default=None)
    return "" if left is None else without_blanks(static[spot[0] - 1, left])
