"""The record of answers beside the issued forms, only ever added to: in the register, in batches of before a file, a line each.

Where both are there both are read, the file first: it is the older one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from pathlib import Path

from xlgen.acceptance.records import Acceptance, from_line, from_said, is_cut, line_of, standing, taken_back
from xlgen.catalogue import refuse
from xlgen.files.obstacles import of
from xlgen.register.answering import COLUMNS, add_answers, answers_in
from xlgen.register.opening import NAME as REGISTER

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


def read_ledger(*folders: Path) -> Ledger:
    """The record beside the issued forms, of several batches one behind the other; empty where nothing was answered yet."""
    unread: list[int] = []
    record = [each for folder in folders for each in (*_in_file(folder / NAME, unread), *_in_register(folder / REGISTER))]
    return Ledger(tuple(record), tuple(unread), standing(record), taken_back(record)) if record or unread else NOTHING


def _in_register(file: Path) -> Iterable[Acceptance]:
    for row in answers_in(file) if file.is_file() else ():
        if (said := from_said(dict(zip(COLUMNS, row, strict=True)))) is None:
            raise refuse("XG051", f"{file} 里有一条核实读不懂")
        yield said


def _in_file(file: Path, unread: list[int]) -> Iterable[Acceptance]:
    if not file.is_file():
        return []
    lines = [(i, line) for i, line in enumerate(file.read_text("utf-8", errors="replace").split("\n"), 1) if line.strip()]
    said = [(i, from_line(line)) for i, line in lines]
    last = lines[-1][0] if lines else 0
    unread += (i for (i, each), (_, line) in zip(said, lines, strict=True) if each is None and (i == last or not is_cut(line)))
    return [each for _, each in said if each]


def append(folder: Path, more: Sequence[Acceptance]) -> None:
    """Add answers to the record, forced to disk, all of them or none; nothing that stands there is touched.

    OSError, of the record; XlgenError where somebody else is writing into the register.
    """
    if more and (folder / REGISTER).is_file():
        add_answers(folder / REGISTER, map(astuple, more))
    elif more:
        _append_lines(folder / NAME, "".join(f"{line_of(each)}\n" for each in more))


def _append_lines(file: Path, content: str) -> None:
    """Two people may do so at a time. Behind a line that was cut off, as by a power failure, a new line is begun."""
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
