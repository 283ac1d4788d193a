"""What goes wrong in the program itself: a record for who mends it, in which nothing stands of what was in the files.

The record says which lines of which modules were at work and the kind of error, not its text: texts quote cells and names.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from xlgen.files.saving import write_whole

NAME = "errors.log"
MOST = 100_000  # bytes that are kept, the newest
FRAMES, CAUSES = 60, 5
_HAPPENED: list[str] = []


def happened() -> tuple[str, ...]:
    """What was said of each error since ``forget``."""
    return tuple(_HAPPENED)


def forget() -> None:
    """Begin anew, as a command does."""
    _HAPPENED.clear()


def recorded(error: BaseException) -> str:
    """What to say of an error that nobody foresaw: its kind, and where the record of it is; it is recorded."""
    said = _recorded(error)
    _HAPPENED.append(said)
    return said


def _recorded(error: BaseException) -> str:
    kind = type(error).__name__
    entry = "\n".join(_lines(error)).encode()
    for folder in own_folders():
        with suppress(OSError):
            before = (folder / NAME).read_bytes() if (folder / NAME).is_file() else b""
            kept = (before + entry)[-MOST:]
            write_whole(folder / NAME, kept)
            size = f"{-(-len(kept) // 1024)} KB"
            return f"{kind}，记录在 {folder / NAME}（{size}，只记程序走到哪一行，没有表里的内容）"
    return f"{kind}，记录没能写下"


def is_for_people(error: ValueError) -> bool:
    """Whether it was raised on purpose, in Chinese; Python's own are in English."""
    return not str(error).isascii()


def home_folder() -> Path | None:
    """Where a user's own programs keep what may be thrown away, which nobody else writes into; None where he has no home."""
    kept = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # there may be no home
        return (Path(kept) if kept else Path.home() / ".cache") / "xlgen"
    return None


def own_folders() -> Iterator[Path]:
    """The same, else where anything may be put."""
    if (home := home_folder()) is not None:
        yield home
    yield Path(tempfile.gettempdir()) / "xlgen"


def _lines(error: BaseException) -> Iterator[str]:
    from importlib.metadata import version  # with all of email: too much for every start

    yield f"{datetime.now():%Y-%m-%d %H:%M:%S} xlgen {version('xlgen')}, Python {platform.python_version()}, {sys.platform}"
    for _ in range(CAUSES):
        yield f"{type(error).__module__}.{type(error).__name__}"
        frames = [
            (frame.f_globals.get("__name__", ""), line, frame.f_code.co_name)
            for frame, line in traceback.walk_tb(error.__traceback__)
        ]
        yield from (f"  {module}:{line} {function}" for module, line, function in frames[-FRAMES:])
        before = error.__cause__ or error.__context__
        if before is None:
            break
        error = before
    yield "\n"
