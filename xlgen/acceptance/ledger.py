"""The record of answers on disk: one file beside the issued forms, a line each, only ever added to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xlgen.acceptance.records import Acceptance, from_line, line_of, standing
from xlgen.files.obstacles import of

NAME = "核实记录.jsonl"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was answered, oldest first; ``unread`` are the numbers of lines that say nothing that can be understood."""

    record: tuple[Acceptance, ...] = ()
    unread: tuple[int, ...] = ()
    holding: Mapping[str, Mapping[str, Acceptance]] = field(default_factory=dict)

    def of(self, project: str) -> Mapping[str, Acceptance]:
        """The answers that hold for a project, by name of the cell."""
        return self.holding.get(project, {})


NOTHING = Ledger()


def read_ledger(folder: Path) -> Ledger:
    """The record beside the issued forms; empty where nothing was answered yet."""
    file = folder / NAME
    if not file.is_file():
        return NOTHING
    lines = [(i, line) for i, line in enumerate(file.read_text("utf-8", errors="replace").split("\n"), 1) if line.strip()]
    said = [(i, from_line(line)) for i, line in lines]
    record = tuple(each for _, each in said if each)
    return Ledger(record, tuple(i for i, each in said if each is None), standing(record))


def append(folder: Path, more: Sequence[Acceptance]) -> None:
    """Add lines at the end, forced to disk; nothing that stands there is touched. OSError, of the record.

    Two people may do so at a time. Behind a line that was cut short, as by a power failure, a new line is begun.
    """
    if not more:
        return
    content = "".join(f"{line_of(each)}\n" for each in more)
    file = folder / NAME
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        size = os.fstat(handle).st_size
        if size and _last(handle, size) != b"\n":
            content = f"\n{content}"
        _write(handle, content.encode())
        os.fsync(handle)
    except OSError as error:
        raise of(error, file) from None
    finally:
        os.close(handle)


def _write(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _last(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)
