"""The child process that reads .xls files for its parent, one after the other, within limits of memory and time.

What it is given on its standard input and what it answers are pickles: parent and child run the same code, and a file can
make the child stop, not speak.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
import sys
from typing import IO, Any

from xlgen.errors import Refused
from xlgen.workbook.biff.old_book import read_old_book

SECONDS = 10  # of the processor for a file
MEMORY = 280 << 20  # bytes of addresses, the interpreter included
_LENGTH = struct.Struct("<Q")


def send(stream: IO[bytes], message: object) -> None:
    """One message, its length before it."""
    packed = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message. EOFError where there is none."""
    head = stream.read(_LENGTH.size)
    packed = stream.read(_LENGTH.unpack(head)[0]) if len(head) == _LENGTH.size else b""
    if not packed:
        raise EOFError
    return pickle.loads(packed)


def serve() -> None:
    """Answer until the parent is gone: a WorkbookRecord, or what a refusal says. First comes one message that says ready."""
    answers = os.fdopen(os.dup(1), "wb")
    sys.stdout = io.StringIO()  # whatever a library prints is no answer
    _limit_memory()
    send(answers, True)
    while True:
        try:
            data, limits = receive(sys.stdin.buffer)
        except EOFError:
            return
        _limit_time()
        try:
            answer: object = read_old_book(data, limits)
        except Refused as refusal:
            answer = refusal.code, refusal.reason, refusal.remedy
        send(answers, answer)


def _limit_memory() -> None:
    if sys.platform != "win32":  # Windows has no such limit: there only the guard's own and the clock hold
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
        try:
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        except (OSError, ValueError):  # macOS knows the limit and does not keep it
            return


def _limit_time() -> None:
    if sys.platform != "win32":
        import resource

        used = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        most = int(used) + 1 + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
