"""Snapshots in a register as a mapping: each is read when it is asked for, and only the last few are remembered."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from xlgen.catalogue import refuse
from xlgen.issued import format_two
from xlgen.issued.formats import sound
from xlgen.issued.snapshot import Snapshot
from xlgen.register.keeping import FormLine, Shelf

FEW = 4  # snapshots remembered, of each register: a return asks for its own several times

_parsed: Callable[[str], Any] = lru_cache(2048)(json.loads)  # pieces that many forms share, so none of them is ever changed


class Shelved(Mapping[str, Snapshot]):
    """By 项目编码, in the order of issue. Refused (XG051) where one is asked for that is damaged."""

    def __init__(self, shelf: Shelf, lines: Mapping[str, FormLine]) -> None:
        self.shelf, self._lines = shelf, lines
        self._recent: OrderedDict[str, Snapshot] = OrderedDict()

    def __getstate__(self) -> tuple[Shelf, Mapping[str, FormLine]]:
        return self.shelf, self._lines

    def __setstate__(self, state: tuple[Shelf, Mapping[str, FormLine]]) -> None:
        Shelved.__init__(self, *state)

    def __len__(self) -> int:
        return len(self._lines)

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __contains__(self, code: object) -> bool:
        return code in self._lines

    def __getitem__(self, code: str) -> Snapshot:
        known = self._recent.get(code)
        if known is None:
            known = self._recent[code] = self._read(code)
            if len(self._recent) > FEW:
                self._recent.popitem(last=False)
        else:
            self._recent.move_to_end(code)
        return known

    def _read(self, code: str) -> Snapshot:
        lines = self.lines(code)
        try:
            head, *pieces = json.loads(lines[0]), *map(_parsed, lines[1:])
            return sound(lambda: format_two.snapshot_of(head, pieces, lines))
        except ValueError:
            raise refuse("XG051", str(self.shelf.path)) from None

    def lines(self, code: str) -> tuple[str, ...]:
        """A snapshot's text as it is kept."""
        line = self._lines[code].line
        try:
            return (self.shelf.head(line), *self.shelf.pieces(line))
        except ValueError:
            raise refuse("XG051", str(self.shelf.path)) from None

    def fingerprint(self, code: str) -> bytes:
        """What only the same text has."""
        try:
            return self.shelf.fingerprint(self._lines[code].line)
        except ValueError:
            raise refuse("XG051", str(self.shelf.path)) from None

    def head(self, code: str) -> Mapping[str, Any]:
        """What the first line of a snapshot says: a small part of it, soon read."""
        try:
            said = json.loads(self.shelf.head(self._lines[code].line))
            return said if isinstance(said, dict) else {}
        except ValueError:
            raise refuse("XG051", str(self.shelf.path)) from None
