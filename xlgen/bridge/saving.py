"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file, force it to disk, then put it in its place: a crash leaves the old file or the new one."""
    beside = path.with_name(f".xlgen-{os.getpid()}.tmp")
    try:
        with beside.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    except PermissionError as error:  # of the file that was to be written, not of the one beside it
        raise PermissionError(error.errno, error.strerror, str(path if path.exists() else path.parent)) from None
    finally:
        beside.unlink(missing_ok=True)
