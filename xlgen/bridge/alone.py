"""One helper at a time: whoever answers requests holds a lock, which the system takes away with the process, however it ends."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xlgen.bridge.waiting import announce, leave, private
from xlgen.desk.records import WATCHING
from xlgen.errors import XlgenError


@contextmanager
def helper(exchange: Path) -> Iterator[None]:
    """Answer the requests of a folder while the block runs, announced in it. XlgenError, saying who, where another one does."""
    private(exchange)
    with _held(exchange) as is_ours:
        if not is_ours:
            raise XlgenError(f"已经有一个守候在运行{_who(exchange)}，不用再开一个。找不到它的窗口时，结束那个进程再试")
        announce(exchange)
        try:
            yield
        finally:
            leave(exchange)


def _who(exchange: Path) -> str:
    """The process and when it began, as far as it says so itself."""
    with suppress(OSError, ValueError):
        said = json.loads((exchange / WATCHING).read_text("utf-8"))
        if isinstance(said, dict):
            return f"（进程 {said.get('pid')}，{str(said.get('since', '')).replace('T', ' ')} 开始）"
    return ""


if sys.platform == "win32":

    @contextmanager
    def _held(exchange: Path) -> Iterator[bool]:
        """Whether the lock was free; then it is held while the block runs. A folder cannot be opened here, so a file bears it."""
        import msvcrt

        with (exchange / "watching.lock").open("a") as stream:
            try:
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                yield False
            else:
                yield True

else:

    @contextmanager
    def _held(exchange: Path) -> Iterator[bool]:
        """Whether the lock was free; then it is held while the block runs. The folder itself bears it."""
        import fcntl

        folder, free = os.open(exchange, os.O_RDONLY), True
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            free = False
        except OSError:
            pass  # a file system without locks: of two helpers one takes a request anyway
        try:
            yield free
        finally:
            os.close(folder)
