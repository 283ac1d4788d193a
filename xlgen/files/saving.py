"""A file is written whole or not at all, and why it could not be is said in words."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path


def write_whole(path: Path, content: bytes) -> None:
    """Write beside the file, force it to disk, then put it in its place: a crash leaves the old file or the new one.

    The folder is made where it is not there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
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


_OF_FILES: dict[type[OSError], Callable[[Path], str]] = {
    PermissionError: lambda file: (
        f"{file} 正在 WPS 或 Excel 中打开，或者没有权限读写。请关闭后重试，或换一个位置"
        if file.is_file()
        else f"不能写到文件夹 {file if file.is_dir() else file.parent}（只读，或没有权限）。请换一个文件夹"
    ),
    FileNotFoundError: lambda file: f"没有这个文件或文件夹：{file}",
    IsADirectoryError: lambda file: f"{file} 是文件夹，这里要一个文件",
    FileExistsError: lambda file: f"{file} 是文件，这里要一个文件夹，请换一个名称",
    NotADirectoryError: lambda file: f"{file.parent} 是文件，这里要一个文件夹，请换一个名称",
}


def said_of_file(error: OSError) -> str:
    """What kept a file from being read or written, and what to do."""
    file = Path(str(error.filename2 or error.filename or ""))
    known = next((say for kind, say in _OF_FILES.items() if isinstance(error, kind)), None)
    return known(file) if known else f"读写文件出错：{error}"
