"""The record of answers on disk: one file beside the issued forms, a line each, only ever added to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlgen.acceptance.records import Acceptance, from_line, line_of, standing

NAME = "核实记录.jsonl"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was answered, oldest first; ``unread`` are the numbers of lines that say nothing that can be understood."""

    record: tuple[Acceptance, ...] = ()
    unread: tuple[int, ...] = ()
    holding: Mapping[tuple[str, str], Acceptance] = field(default_factory=dict)

    def of(self, project: str) -> dict[str, Acceptance]:
        """The answers that hold for a project, by name of the cell."""
        return {name: each for (code, name), each in self.holding.items() if code == project}


NOTHING = Ledger()


def read_ledger(folder: Path) -> Ledger:
    """The record beside the issued forms; empty where nothing was answered yet."""
    file = folder / NAME
    if not file.is_file():
        return NOTHING
    lines = [(i, line) for i, line in enumerate(file.read_text("utf-8", errors="replace").splitlines(), 1) if line.strip()]
    said = [(i, from_line(line)) for i, line in lines]
    record = tuple(each for _, each in said if each)
    return Ledger(record, tuple(i for i, each in said if each is None), standing(record))


def append(folder: Path, more: Sequence[Acceptance]) -> None:
    """Add lines at the end, in one write that is forced to disk; nothing that stands there is touched.

    Two people may do so at a time. Behind a line that was cut short, as by a power failure, a new line is begun.
    """
    content = "".join(f"{line_of(each)}\n" for each in more)
    file = folder / NAME
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        size = os.fstat(handle).st_size
        if size and _last(handle, size) != b"\n":
            content = f"\n{content}"
        os.write(handle, content.encode())
        os.fsync(handle)
    finally:
        os.close(handle)


def _last(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)
