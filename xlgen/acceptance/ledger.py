"""The record of answers on disk: one file beside the issued forms, a line each, only ever added to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from xlgen.acceptance.records import Acceptance, from_line, is_cut, line_of, standing, taken_back
from xlgen.files.obstacles import of

NAME = "核实记录.jsonl"


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was answered, oldest first; ``unread`` are the numbers of lines that say nothing that can be understood.

    A line that was cut off, of whose answer nobody was told that it was written down, is among them until another is behind it.
    """

    record: tuple[Acceptance, ...] = ()
    unread: tuple[int, ...] = ()
    holding: Mapping[str, Mapping[str, Acceptance]] = field(default_factory=dict)
    revoked: Mapping[str, Sequence[tuple[Acceptance, Acceptance]]] = field(default_factory=dict)  # with their revocations

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
    last = lines[-1][0] if lines else 0
    unread = (i for (i, each), (_, line) in zip(said, lines, strict=True) if each is None and (i == last or not is_cut(line)))
    return Ledger(record, tuple(unread), standing(record), taken_back(record))


def append(folder: Path, more: Sequence[Acceptance]) -> None:
    """Add lines at the end, forced to disk, all of them or none; nothing that stands there is touched. OSError, of the record.

    Two people may do so at a time. Behind a line that was cut off, as by a power failure, a new line is begun.
    """
    if not more:
        return
    content = "".join(f"{line_of(each)}\n" for each in more)
    file = folder / NAME
    handle = os.open(file, os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    size = os.fstat(handle).st_size
    try:
        if size and _last(handle, size) != b"\n":
            content = f"\n{content}"
        _write(handle, content.encode())
        os.fsync(handle)
    except OSError as error:
        with suppress(OSError):
            _take_back(handle, size, content.encode())
        raise of(error, file) from None
    finally:
        os.close(handle)


def _write(handle: int, content: bytes) -> None:
    while content:
        content = content[os.write(handle, content) :]


def _take_back(handle: int, size: int, content: bytes) -> None:
    """What was written of lines that could not be written to the end, unless somebody else has written behind it."""
    os.lseek(handle, size, os.SEEK_SET)
    if content.startswith(os.read(handle, len(content) + 1)):
        os.ftruncate(handle, size)


def _last(handle: int, size: int) -> bytes:
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1)
