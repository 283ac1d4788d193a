"""Who writes a register: a note says it to others; and where locks may not reach, on a network drive, a file that only one can make.

What a killed process left goes at once where it was of this machine, else after ``STALE``: nobody here can ask whether it lives.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from getpass import getuser
from pathlib import Path
from platform import node

from xlgen.errors import XlgenError
from xlgen.files.temporary import PREFIX, gone, is_over, patiently, process_mark, temporary
from xlgen.register.sharing import is_network

HELD = f"{PREFIX}writing"
STALE = 600.0  # seconds, by the clock of the drive
_PAUSE = 0.2
_NOTE = "xlgen 正在写登记库："
_OURS: set[Path] = set()


@contextmanager
def held(register: Path, note: Path, patience: float) -> Iterator[None]:
    """Hold a register on a network drive while the block runs; elsewhere locks hold it. XlgenError where another one does.

    ``note`` says who it is; ``patience`` is how many seconds to wait for another.
    """
    folder = register.parent
    if not is_network(folder):
        yield
        return
    place, until = folder / HELD, time.monotonic() + patience
    while not _taken(place):
        if time.monotonic() >= until:
            raise being_written(register, note, f"。那台电脑断了电、断了网的，{STALE / 60:.0f} 分钟以后再运行")
        time.sleep(_PAUSE)
    _OURS.add(place.absolute())
    try:
        yield
    finally:
        _OURS.discard(place.absolute())
        with suppress(OSError):
            place.unlink()


def being_written(register: Path, own: Path | None, more: str = "") -> XlgenError:
    """That somebody else writes, told to the second, whose own note is not meant."""
    found = _who(register.parent, own)
    if found:
        return XlgenError(f"{register} 正由 {'、'.join(found)} 写入，没有写。请等对方写完，再运行一次{more}")
    said = f"{register} 正由另一个程序写入，或者这个盘不能加锁（多见于网络盘），没有写。请等对方写完，再运行一次{more}"
    return XlgenError(f"{said}；没有别人在用的，请把整个文件夹放到本机的盘上再做")


def note_in(folder: Path) -> Path:
    """A note that says who is about to write, for others to read; taken away when it is done."""
    path = temporary(folder)
    with path.open("wb") as stream:
        stream.write(f"{_NOTE}{_said(getuser)}（电脑 {_said(node)}，{datetime.now():%m月%d日%H:%M} 开始）".encode())
    return path


def _said(ask: Callable[[], str]) -> str:
    try:
        return ask() or "不知道是谁"
    except Exception:  # a system that has no names
        return "不知道是谁"


def _who(folder: Path, own: Path | None) -> list[str]:
    """Who else says that he is writing here."""
    found = []
    for path in sorted(folder.glob(f"{PREFIX}*.tmp")):
        with suppress(OSError, ValueError):
            text = "" if path == own or path.is_dir() else path.read_text("utf-8")
            found += [text.removeprefix(_NOTE)] if text.startswith(_NOTE) else []
    return found


def is_held(folder: Path) -> bool:
    """Whether somebody is writing there whom no lock would show."""
    return _read(folder / HELD) is not None and not _is_left(folder / HELD)


def _taken(place: Path) -> bool:
    """Whether the file was made; one that a killed process left makes room first."""
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if _is_left(place):
            _put_away(place)
        return False
    with os.fdopen(handle, "wb") as stream:
        stream.write(process_mark().encode())
    return True


def _read(place: Path) -> str | None:
    try:
        return place.read_text("utf-8", errors="replace")
    except OSError:
        return None


def _is_left(place: Path) -> bool:
    """Whether its process is known to be gone."""
    host, _, process = (_read(place) or "").partition("-")
    if process.isdecimal() and is_over(host, int(process)):
        return place.absolute() not in _OURS
    with suppress(OSError):
        return _now(place.parent) - place.stat().st_mtime > STALE
    return False


def _now(folder: Path) -> float:
    """The time by the clock that the files of a folder have theirs from."""
    beside = temporary(folder)
    try:
        beside.touch()
        return beside.stat().st_mtime
    finally:
        gone(beside)


def _put_away(place: Path) -> None:
    """Taken out of the way by one: where another was quicker and has made his own meanwhile, that one goes back."""
    before, aside = _read(place), temporary(place.parent)
    with suppress(OSError):
        patiently(lambda: place.rename(aside))
        if _read(aside) != before:
            patiently(lambda: aside.rename(place))
    gone(aside)
