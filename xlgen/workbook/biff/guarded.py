"""A .xls or .et read by a child process: what it does to the child does not reach the program."""

from __future__ import annotations

import atexit
import subprocess
import sys
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from xlgen.catalogue import refuse
from xlgen.errors import Refused
from xlgen.workbook.biff.child import receive, send
from xlgen.workbook.ooxml.guard import Limits
from xlgen.workbook.records import WorkbookRecord

PATIENCE = 30.0  # seconds by the clock for one file, or for the child to begin; the child's own limits come first
# -I: nothing of the user's environment is taken in; where the two packages are is said by name
_COMMAND = ("-I", "-c", "import sys; sys.path[:0] = sys.argv[1:]; from xlgen.workbook.biff.child import serve; serve()")
_TOO_LONG = f"读了 {PATIENCE:.0f} 秒还没有读完"
_NO_CHILD = "这台电脑上没有能读 .xls 的程序"


class Child:
    """The process that reads; one serves many files, and is started anew when a file was too much for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._is_late = False

    def read(self, data: bytes, limits: Limits) -> WorkbookRecord:
        """The workbook; Refused (XG0xx) with what the child found, or because it did not get through."""
        with self._lock:
            answer = self._asked(data, limits)
        if isinstance(answer, WorkbookRecord):
            return answer
        raise Refused(*answer)

    def stop(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.communicate()

    def _asked(self, data: bytes, limits: Limits) -> Any:
        if self._process is not None:
            try:
                return self._talk((data, limits))
            except (EOFError, OSError):
                self.stop()
                if self._is_late:
                    raise refuse("XG014", _TOO_LONG) from None
        self._start()  # the first file, or the process before was gone: perhaps not because of this file
        try:
            return self._talk((data, limits))
        except (EOFError, OSError):
            self.stop()
            raise refuse("XG014", _TOO_LONG if self._is_late else "读它要的内存或时间超过限度") from None

    def _start(self) -> None:
        if not sys.executable:
            raise refuse("XG004", _NO_CHILD)
        places = [str(Path(spec.origin).parents[1]) for spec in map(find_spec, ("xlgen", "xlrd")) if spec and spec.origin]
        try:
            self._process = subprocess.Popen(
                [sys.executable, *_COMMAND, *places],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            self._talk(None)
        except (EOFError, OSError, ValueError) as error:
            self.stop()
            raise refuse("XG004", _NO_CHILD) from error

    def _talk(self, message: object) -> Any:
        """What the child answers; to None it says that it is ready. EOFError or OSError where it is gone or takes too long."""
        process = self._process
        assert process is not None and process.stdin is not None and process.stdout is not None  # noqa: PT018
        self._is_late = False
        timer = threading.Timer(PATIENCE, self._too_late, [process])
        timer.start()
        try:
            if message is not None:
                send(process.stdin, message)
            return receive(process.stdout)
        finally:
            timer.cancel()

    def _too_late(self, process: subprocess.Popen[bytes]) -> None:
        self._is_late = True
        process.kill()


_CHILD = Child()
atexit.register(_CHILD.stop)


def read_guarded(data: bytes, limits: Limits) -> WorkbookRecord:
    """The workbook in a .xls or .et, read by the one child. Refused (XG0xx) where that stops it."""
    most = limits.read_bytes
    if len(data) > most:
        raise refuse("XG003", f"超过 {most >> 20} MB")
    return _CHILD.read(data, limits)
