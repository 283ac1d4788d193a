"""Why a file could not be read or written, in words that name it and say what to do."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

AGAIN = "再运行一次就行，不用先清理"
_BY_NUMBER: dict[int | None, Callable[[str], str]] = {
    errno.ENOSPC: lambda file: f"磁盘已满，{file}没有写成。请清出空间，{AGAIN}",
    errno.EDQUOT: lambda file: f"磁盘限额已用完，{file}没有写成。请删去不用的文件或找管理员，{AGAIN}",
    errno.EROFS: lambda file: f"磁盘是只读的，{file}没有写成。请换一个位置",
    errno.ENAMETOOLONG: lambda file: f"文件名或路径太长，{file}没有写成。请换一个短些的名称或位置",
    errno.EIO: lambda file: f"磁盘读写出错，{file}没有读写成。优盘、网络盘请看是否断开；换一个位置，{AGAIN}",
}
_BY_KIND: dict[type[OSError], Callable[[Path], str]] = {
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
    name = str(error.filename2 or error.filename or "")
    if say := _BY_NUMBER.get(error.errno):
        return say(f"{name} " if name else "")
    known = next((say for kind, say in _BY_KIND.items() if isinstance(error, kind)), None)
    if known:
        return known(Path(name))
    said = str(error) if error.errno is None else f"系统错误 {error.errno}，请换一个位置再试；仍这样的，把这个号码告诉管理员"
    return f"读写文件出错：{name}（{said}）" if name else f"读写文件出错：{said}"


def of(error: OSError, file: Path) -> OSError:
    """The same fault, told of another file: the one that was meant, not the one it was first written to."""
    return error if error.errno is None else OSError(error.errno, error.strerror, str(file))
