"""What stands on disk while something is being written: known by its name, and put right where its process was killed.

``.xlgen-1f3a-4711-2.tmp`` is the second of process 4711 on the machine 1f3a. A file of that name is half a file. A folder is
half a folder, and dropped, until its list of files is written: from then on all of it goes into the folder it stands in, by
the process that made it or, where that one was killed, by the next that writes there.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from platform import node
from zlib import crc32

from xlgen.errors import XlgenError

PREFIX = ".xlgen-"
LIST = ".xlgen-files"  # in such a folder: the paths of what goes out of it
_NAME = re.compile(r"\.xlgen-(?:([0-9a-f]{4})-)?(\d+)(?:-\d+)?\.tmp")
_HOST = f"{crc32(node().encode()) & 0xFFFF:04x}"
_NUMBERS = count(1)
_OURS: set[str] = set()  # names in use by this process: a killed one may have had our number
PAUSE = 0.5  # seconds: as long as a virus scanner looks at a new file


def temporary(folder: Path) -> Path:
    """A name for something that is being written in a folder; what killed processes left there is put right first."""
    tidy(folder)
    name = f"{PREFIX}{process_mark()}-{next(_NUMBERS)}.tmp"
    _OURS.add(name)
    return folder / name


def gone(path: Path) -> None:
    """Take away what was being written, unless all of it is meant to stay and could not be moved yet."""
    with suppress(OSError):  # it counts as nothing, and the next that writes here tries again
        if not path.is_dir():
            path.unlink(missing_ok=True)
        elif not (path / LIST).exists():
            shutil.rmtree(path)
    _OURS.discard(path.name)


def tidy(folder: Path) -> None:
    """Put right what killed processes left in a folder; what belongs to a living one is not touched."""
    for path in folder.glob(f"{PREFIX}*.tmp") if folder.is_dir() else ():
        if _is_left(path.name):
            with suppress(OSError, XlgenError):
                if (path / LIST).exists():
                    move_in(path, folder)
                gone(path)


def move_in(stage: Path, folder: Path) -> None:
    """Every file on the list that is not moved yet, moved, and the list taken away; XlgenError where a place is taken."""
    for name in map(os.fsdecode, (stage / LIST).read_bytes().split(b"\0")):
        if not (stage / name).exists():
            continue
        if (folder / name).exists():
            raise XlgenError(f"{folder / name} 已经存在，不会覆盖。请换一个文件夹，或先把它移走")
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        patiently(partial((stage / name).replace, folder / name))
    (stage / LIST).unlink()


def patiently(move: Callable[[], object]) -> None:
    """Do it, once more after a moment where a program holds a file."""
    try:
        move()
    except PermissionError:
        time.sleep(PAUSE)
        move()


def _is_left(name: str) -> bool:
    known = _NAME.fullmatch(name)
    if not known or name in _OURS:
        return False
    return is_over(known[1] or _HOST, int(known[2]))


def process_mark() -> str:
    """This process of this machine, as it stands in names of files."""
    return f"{_HOST}-{os.getpid()}"


def is_over(host: str, process: int) -> bool:
    """Whether what bears a process's mark is left by one that was killed; never where it ran on another machine."""
    return host == _HOST and (process == os.getpid() or not _is_alive(process))


if sys.platform == "win32":

    def _is_alive(process: int) -> bool:
        from ctypes import byref, c_ulong, windll

        handle = windll.kernel32.OpenProcess(0x1000, False, process)  # PROCESS_QUERY_LIMITED_INFORMATION
        if not handle:
            return bool(windll.kernel32.GetLastError() == 5)  # ERROR_ACCESS_DENIED: it is somebody else's
        code = c_ulong()
        windll.kernel32.GetExitCodeProcess(handle, byref(code))
        windll.kernel32.CloseHandle(handle)
        return code.value == 259  # STILL_ACTIVE

else:

    def _is_alive(process: int) -> bool:
        try:
            os.kill(process, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except PermissionError:
            pass
        return True
