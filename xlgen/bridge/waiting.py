"""The exchange folder: which requests wait, who has taken one, who answers, and what was left behind."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from os import getpid
from pathlib import Path
from typing import Any

from xlgen.desk.records import EXCHANGE, WATCHING
from xlgen.files.saving import write_whole
from xlgen.files.temporary import is_over, process_mark

VERSION = 1
REQUEST, ANSWER, SENTENCE = "request.json", "marks.json", "answer.txt"
COPY = "book.xlsx"
TAKEN = re.compile(r"request\.json\.([0-9a-f]{4})-(\d+)")  # a request that a helper, of this machine and process, works at
PATIENCE, KEPT = 300.0, 86_400.0  # seconds after which nobody waits for an answer, and what was left is taken away


def exchange_folder() -> Path:
    """Where requests are written: one place that Windows and Kylin both give every person."""
    return Path.home() / EXCHANGE


def waiting(exchange: Path) -> Iterator[Path]:
    """Folders with a request that nobody took yet, oldest first; not one that is still being written, or that nobody waits for."""
    if not exchange.is_dir():
        return
    for folder in sorted(path for path in exchange.iterdir() if path.is_dir()):
        _give_back(folder)
        if 0 <= _age(folder / REQUEST) < PATIENCE and read(folder / REQUEST) is not None:
            yield folder


def take(folder: Path) -> Path | None:
    """The request, taken by its new name; None where another helper was faster: of two, one can rename it."""
    try:
        return (folder / REQUEST).rename(folder / _taken_by_us())
    except OSError:
        return None


def announce(exchange: Path) -> None:
    """Say that somebody answers: the add-in looks for this file before it waits. What was left behind is taken away."""
    private(exchange)
    for folder in exchange.iterdir():
        if re.fullmatch(r"[\d-]+", folder.name) and folder.is_dir() and _age(folder) > KEPT:
            _purge(folder)
    said = {"version": VERSION, "pid": getpid(), "since": datetime.now().isoformat(timespec="seconds")}
    write_whole(exchange / WATCHING, json.dumps(said).encode())


def private(exchange: Path) -> None:
    """Make the folder; copies of forms, with names and telephone numbers, are nobody else's to read."""
    exchange.mkdir(mode=0o700, parents=True, exist_ok=True)
    if exchange == exchange_folder():
        exchange.chmod(0o700)


def leave(exchange: Path) -> None:
    """Say that nobody answers any more, unless another one has begun to answer since."""
    try:
        said = json.loads((exchange / WATCHING).read_text("utf-8"))
    except (OSError, ValueError):
        return
    if isinstance(said, dict) and said.get("pid") == getpid():
        (exchange / WATCHING).unlink(missing_ok=True)


def read(path: Path) -> dict[str, Any] | None:
    """The request, None while it is half written."""
    try:
        said = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):  # nested a hundred thousand times
        return None
    return said if isinstance(said, dict) else None


def _purge(folder: Path) -> None:
    """Take away a request and its answer, of which nobody made use; a folder that holds anything else stays."""
    for path in folder.iterdir():
        if path.name in (REQUEST, ANSWER, SENTENCE, COPY) or TAKEN.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()
    with suppress(OSError):
        folder.rmdir()


def _give_back(folder: Path) -> None:
    """A request that was being worked at when its helper was killed waits again."""
    for path in folder.glob(f"{REQUEST}.*"):
        by = TAKEN.fullmatch(path.name)
        if by and path.name != _taken_by_us() and is_over(by[1], int(by[2])):
            with suppress(OSError):
                if any((folder / name).exists() for name in (ANSWER, SENTENCE)):
                    path.unlink()
                else:
                    path.rename(folder / REQUEST)


def _taken_by_us() -> str:
    return f"{REQUEST}.{process_mark()}"


def _age(path: Path) -> float:
    """Seconds since it was written; -1 where it is not there."""
    try:
        return max(0.0, time.time() - path.stat().st_mtime)
    except OSError:
        return -1.0
