"""A formula that stands in many rows, as a function of the row: worked out once for all rows that ask the same of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xlgen.language.evaluate import reader
from xlgen.language.nodes import Expr
from xlgen.language.operators import Series, Value

MOST = 20_000  # answers of a formula that are kept for rows that ask the same
ASKED: Any = object()  # stands where a formula's value is not known yet


class OfRow:
    """A formula as a function of the row: by the columns of its own row, ``fixed`` is what it means by all other names."""

    def __init__(self, expr: Expr, columns: Mapping[str, Callable[[int], Value]], fixed: Mapping[str, Value | Series]) -> None:
        self._read, self._names, self._columns, self._fixed = reader(expr), [*columns], [*columns.values()], fixed
        self._kept: dict[str, Value] = {}

    def at(self, row: int) -> Value:
        """Its value in a row."""
        return self._of(tuple(down(row) for down in self._columns))

    def down(self, rows: Sequence[int]) -> list[Value]:
        """Its values in several rows. What is asked of one object again is known by it: no value of a column is let go meanwhile."""
        if not self._columns:
            return [self.at(rows[0])] * len(rows)
        known: dict[tuple[int, ...], Value] = {}
        said, found = {**self._fixed}, []
        for asked in zip(*(map(down, rows) for down in self._columns), strict=True):
            key = tuple(map(id, asked))
            value = known.get(key, ASKED)
            if value is ASKED:
                if len(known) >= MOST:
                    known.clear()
                said.update(zip(self._names, asked, strict=True))
                value = known[key] = self._read(said.__getitem__, _nowhere)
            found.append(value)
        return found

    def _of(self, asked: Sequence[Value]) -> Value:
        key = repr(asked)  # 1.0 is not 1 here, nor is True
        if key not in self._kept:
            if len(self._kept) >= MOST:
                self._kept.clear()
            said = {**self._fixed, **dict(zip(self._names, asked, strict=True))}
            self._kept[key] = self._read(said.__getitem__, _nowhere)
        return self._kept[key]


def _nowhere(name: str) -> int:
    return 0
