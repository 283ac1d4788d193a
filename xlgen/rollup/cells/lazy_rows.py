"""Rows of a long grid that are made when they are asked for: a table of a million cells is never held as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")
R = TypeVar("R")


class LazyRows(Sequence[R], Generic[T, R]):
    """A row for each of ``things``: ``make`` gives it from its place, from 0, and the thing."""

    def __init__(self, things: Sequence[T], make: Callable[[int, T], R]) -> None:
        self._things, self._make = things, make

    def __len__(self) -> int:
        return len(self._things)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> list[R]: ...
    def __getitem__(self, at: int | slice) -> R | list[R]:
        rows = range(len(self._things))[at]
        return self._make(rows, self._things[rows]) if isinstance(rows, int) else [self[row] for row in rows]

    def __iter__(self) -> Iterator[R]:
        return map(self._make, range(len(self._things)), self._things)
