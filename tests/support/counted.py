"""A command in a forked child, its file operations counted: ended, failed or slowed down at the n-th."""

from __future__ import annotations

import builtins
import io
import os
import stat
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xlgen.cli.main import main

COUNT = "\n## operations: "


class _Counted:
    """File operations below the current folder; ``before`` is asked before each."""

    def __init__(self, before: Callable[[int, str], None]) -> None:
        self.count, self.before, self.here = 0, before, str(Path.cwd())

    def step(self, what: str, path: Any = None) -> None:
        if path is not None and not str(Path(os.fsdecode(path)).absolute()).startswith(self.here):
            return
        self.count += 1
        self.before(self.count, what)

    def listen(self, event: str, args: tuple[Any, ...]) -> None:
        """An audit hook: Python calls it before the operation, and what it raises the operation raises."""
        if event in {"os.rename", "os.mkdir", "os.remove", "os.rmdir"}:
            self.step(event, args[0])
        elif event == "open" and isinstance(args[0], str | bytes) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            self.step("open", args[0])

    def install(self) -> None:
        opened, fsync, written = io.open, os.fsync, os.write

        def counted_open(*args: Any, **kwargs: Any) -> Any:
            stream = opened(*args, **kwargs)
            return _Halves(stream, self) if "w" in str(getattr(stream, "mode", "")) else stream

        def counted_fsync(handle: int) -> None:
            self.step("fsync")
            fsync(handle)

        def counted_write(handle: int, content: Any) -> int:
            return _Halves(_Raw(handle, written), self).write(content) if _is_file(handle) else written(handle, content)

        io.open = builtins.open = counted_open
        os.fsync, os.write = counted_fsync, counted_write
        sys.addaudithook(self.listen)


class _Halves:
    """A stream that writes in two halves, an operation each: what stops between them leaves half a file."""

    def __init__(self, stream: Any, counted: _Counted) -> None:
        self.stream, self.counted = stream, counted

    def write(self, content: Any) -> int:
        half = len(content) // 2
        for part in (content[:half], content[half:]):
            self.counted.step("write")
            self.stream.write(part)
            self.stream.flush()
        return len(content)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)

    def __enter__(self) -> _Halves:
        return self

    def __exit__(self, *_: object) -> None:
        self.stream.close()


@dataclass
class _Raw:
    """A file by its handle, as a stream."""

    handle: int
    written: Callable[[int, Any], int]

    def write(self, content: Any) -> None:
        self.written(self.handle, content)

    def flush(self) -> None:
        pass


def _is_file(handle: int) -> bool:
    return handle > 2 and stat.S_ISREG(os.fstat(handle).st_mode)


def nothing(_: int, __: str) -> None:
    pass


def failing(at: int, number: int, onwards: bool = False) -> Callable[[int, str], None]:
    """Lets an operation fail; ``onwards`` every opening, writing and making of a folder behind it, too, as a full disk does."""

    def before(count: int, what: str) -> None:
        if count == at or (onwards and count > at and what in {"open", "write", "fsync", "os.mkdir"}):
            raise OSError(number, os.strerror(number))

    return before


def dying(at: int) -> Callable[[int, str], None]:
    """Ends the process before an operation, as a kill does."""

    def before(count: int, _: str) -> None:
        if count == at:
            os._exit(99)

    return before


def offering(at: int, asked: int, told: int) -> Callable[[int, str], None]:
    """Waits before an operation for what shall become of it, each in a process of its own: a number, so fails once or onwards.

    The pipe ``asked`` says ``28 0`` or ``28 1``, at last ``end``: then the process ends itself, as a killed one does. ``told`` gets
    the exit code of each.
    """
    later = [nothing]

    def before(count: int, what: str) -> None:
        if count != at:
            return later[0](count, what)
        os.write(told, b"ready")
        while (words := os.read(asked, 100)) != b"end":
            if not (process := os.fork()):
                os.lseek(1, 0, os.SEEK_SET)
                os.ftruncate(1, 0)
                number, onwards = map(int, words.split())
                later[0] = failing(at, number, bool(onwards))
                return later[0](count, what)
            os.write(told, str(os.waitpid(process, 0)[1]).encode())
        os._exit(99)

    return before


def telling(pipe: int, last: int, pause: float) -> Callable[[int, str], None]:
    """Says when the first operation comes and when the last has come; slowly, so that a kill finds it at work."""

    def before(count: int, _: str) -> None:
        if count == 1:
            os.write(pipe, b"1")
        time.sleep(pause)
        if count == last:
            os.write(pipe, b"2")

    return before


# ---- a command in a folder of its own -----------------------------------------------------------------------------------


@dataclass
class Ran:
    """How a run ended: exit code (99 died, -9 killed), what it printed, operations counted."""

    code: int
    said: str
    count: int = 0


def child(folder: Path, words: str, before: Callable[[int, str], None], first: Callable[[], None] = lambda: None) -> int:
    """Start a command in a folder; the process id. What it prints is in ``<folder>.said``, the count behind it.

    ``first`` is done before it, in its process alone.
    """
    process = os.fork()
    if process:
        return process
    try:
        os.chdir(folder)
        said = os.open(f"{folder}.said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout, sys.stderr = (
            io.TextIOWrapper(io.FileIO(handle, "w", closefd=False), "utf-8", write_through=True) for handle in (1, 2)
        )  # type: ignore[type-var]
        first()
        counted = _Counted(before)
        counted.install()
        code = 70
        try:
            main(words.split(), prog_name="xlgen")
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 0
        except BaseException:
            traceback.print_exc()
        os.write(2, f"{COUNT}{counted.count}".encode())
        os._exit(code)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(71)


def run(
    folder: Path,
    words: str,
    before: Callable[[int, str], None] = nothing,
    first: Callable[[], None] = lambda: None,
) -> Ran:
    """Run a command in a folder to its end, whatever it is."""
    _, status = os.waitpid(child(folder, words, before, first), 0)
    return ended(folder, status)


def ended(folder: Path, status: int) -> Ran:
    """How a run in a folder ended."""
    said, _, count = Path(f"{folder}.said").read_text("utf-8", "replace").partition(COUNT)
    return Ran(os.waitstatus_to_exitcode(status), said, int(count or 0))
