"""A snapshot from what is kept of it, in whichever format that says it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import InvalidOperation
from functools import lru_cache
from typing import Any

from xlgen.errors import FormulaError
from xlgen.issued import format_one, format_two
from xlgen.issued.snapshot import Snapshot

NEWEST = format_two.VERSION


def snapshot_from(lines: Sequence[str]) -> Snapshot:
    """The snapshot of its stored lines. ValueError where it is none, or in a format this program does not know."""
    return sound(lambda: _read(lines))


def _read(lines: Sequence[str]) -> Snapshot:
    head, *pieces = json.loads(lines[0]), *map(_piece, lines[1:])
    if head["version"] == format_one.VERSION:
        return format_one.snapshot_of(head)
    return format_two.snapshot_of(head, pieces, lines)


@lru_cache(maxsize=1 << 12)  # forms of one kind share most of them; nobody changes what it gives
def _piece(line: str) -> Any:
    return json.loads(line)


def sound(read: Callable[[], Snapshot]) -> Snapshot:
    """What ``read`` gives; ValueError, whatever it stumbles over."""
    try:
        return read()
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, FormulaError, InvalidOperation) as error:
        raise ValueError(f"不是下发的快照：{error}") from error
