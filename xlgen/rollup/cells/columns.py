"""Rows of a long table that are made column by column, a piece of the table at a time: it is never held whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")
S = TypeVar("S")
PIECE = 1000  # rows that are made together

Down = Callable[[Sequence[int], Sequence[T]], Sequence[S]]  # cells of a column for things, each with its place from 0


class ColumnRows(Sequence[Mapping[str, S]], Generic[T, S]):
    """A row for each of ``things``; ``columns`` say what stands in each column, nothing in those that are not there."""

    def __init__(self, things: Sequence[T], columns: Mapping[str, Down[T, S]], places: Sequence[int] | None = None) -> None:
        self._things, self._columns = things, columns
        self._places: Sequence[int] = range(len(things)) if places is None else places

    def piece(self, first: int, after: int) -> Callable[[str], Sequence[S | None]]:
        """The columns of some rows by key."""
        places, things = self._places[first:after], self._things[first:after]

        def column(key: str) -> Sequence[S | None]:
            make = self._columns.get(key)
            return [None] * len(places) if make is None else make(places, things)

        return column

    def down(self, key: str) -> Iterator[Sequence[S | None]]:
        """A whole column, piece by piece."""
        return (self.piece(first, first + PIECE)(key) for first in range(0, len(self), PIECE))

    def of(self, rows: Sequence[int]) -> ColumnRows[T, S]:
        """Some of the rows, in another order."""
        return ColumnRows(_Picked(self._things, rows), self._columns, _Picked(self._places, rows))

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, at: int) -> Mapping[str, S]: ...
    @overload
    def __getitem__(self, at: slice) -> list[Mapping[str, S]]: ...
    def __getitem__(self, at: int | slice) -> Any:
        rows = range(len(self))[at]
        if not isinstance(rows, int):
            return [self[row] for row in rows]
        places, things = [self._places[rows]], [self._things[rows]]
        return {key: make(places, things)[0] for key, make in self._columns.items()}

    def __iter__(self) -> Iterator[Mapping[str, S]]:
        for first in range(0, len(self), PIECE):
            places, things = self._places[first : first + PIECE], self._things[first : first + PIECE]
            columns = [make(places, things) for make in self._columns.values()]
            for row in zip(*columns, strict=True):
                yield dict(zip(self._columns, row, strict=True))


class Pairs(Sequence[tuple[Any, Any]]):
    """Two columns of things side by side, paired where they are asked for."""

    def __init__(self, one: Sequence[Any], other: Sequence[Any]) -> None:
        self._one, self._other = one, other

    def __len__(self) -> int:
        return len(self._one)

    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, int):
            return self._one[at], self._other[at]
        return [*zip(self._one[at], self._other[at], strict=True)]


class _Picked(Sequence[T], Generic[T]):
    """Some of the things, by where they stand."""

    def __init__(self, things: Sequence[T], rows: Sequence[int]) -> None:
        self._things, self._rows = things, rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, at: int | slice) -> Any:
        rows = self._rows[at]
        return self._things[rows] if isinstance(rows, int) else [self._things[row] for row in rows]
