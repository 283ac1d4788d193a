"""Addresses of files and folders, as fsspec reads them: ``file:///…``, ``s3://…``, and whatever protocol is installed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from xlgen.errors import XlgenError

_COPIED: dict[Path, str] = {}  # folders that copies lie in, and where these are from
_MOST = 1 << 40  # bytes of an archive or a store
LACKING = "读取网上地址要另装几个软件包：pip install 'xlgen[cluster]'。没有网的电脑请把文件夹接成本机的盘，写盘上的路径"


def is_address(said: object) -> bool:
    """Whether a text names a place by its protocol, and no path on disk."""
    return isinstance(said, str) and "://" in said


def content(address: str, most: int) -> bytes:
    """The bytes of a file, no more than one beyond ``most``. OSError where it cannot be read."""
    system, place = _opened(address)
    with _told(address), system.open(place, "rb") as stream:
        found: bytes = stream.read(most + 1)
        return found


def lying(address: str) -> list[tuple[str, Path]]:
    """Every file below a folder, or the file itself, in the order of names: its address, and what it is called.

    XlgenError where nothing is there.
    """
    system, place = _opened(address)
    with _told(address):
        if not system.exists(place):
            raise XlgenError(f"没有这个文件或文件夹：{address}")
        files = [place] if system.isfile(place) else sorted(system.find(place), key=PurePosixPath)
        return [(system.unstrip_protocol(file), Path(file)) for file in files]


def address_of(path: Path) -> str:
    """The address that a file on disk is a copy of, else its own: as other computers find it in a folder that they share."""
    return _COPIED.get(path) or f"file://{path.absolute().as_posix()}"


def root(address: str) -> Path:
    """What a folder is called, as the files in it are."""
    _, place = _opened(address)
    return Path(place)


def is_folder(address: str) -> bool:
    """Whether an address is a folder's."""
    system, place = _opened(address)
    with _told(address):
        return not system.isfile(place)


@lru_cache(4)
def on_disk(address: str) -> Path:
    """A file on this computer's disk: itself where it lies there, else a copy, which is there until the process ends."""
    system, place = _opened(address)
    return Path(place) if _is_here(system) else _copied(address, Path(_own_folder()))


@lru_cache(8)
def folder_on_disk(address: str, names: tuple[str, ...]) -> Path:
    """A folder on this computer's disk: itself where it lies there, else one with copies of the files of these names.

    Where the address is a file's, that file.
    """
    system, place = _opened(address)
    if _is_here(system):
        return Path(place)
    folder = Path(_own_folder())
    with _told(address):
        if system.isfile(place):
            _COPIED[folder] = address.rpartition("/")[0]
            return _copied(address, folder)
        _COPIED[folder] = address
        for name in names:
            if system.exists(f"{place}/{name}"):
                _copied(f"{address.rstrip('/')}/{name}", folder)
    return folder


def _is_here(system: Any) -> bool:
    return "file" in system.protocol


def _copied(address: str, folder: Path) -> Path:
    _, place = _opened(address)
    copy = folder / Path(place).name
    copy.write_bytes(content(address, _MOST))
    return copy


def _own_folder() -> str:
    return tempfile.mkdtemp(dir=_copies().name)


@lru_cache(1)
def _copies() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="xlgen-")


def _opened(address: str) -> tuple[Any, str]:
    """The file system of an address, and the place in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise XlgenError(LACKING) from None
    try:
        found: tuple[Any, str] = url_to_fs(address)
        return found
    except ImportError as error:
        raise XlgenError(f"打不开地址 {address}：读这种地址还缺一个软件包（fsspec 的原话：{error}）") from None
    except ValueError:
        raise XlgenError(f"打不开地址 {address}：不认识 {address.partition('://')[0]}:// 这种地址，请看写对没有") from None


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Whatever a protocol's own package raises, as an OSError that names the address."""
    try:
        yield
    except (OSError, XlgenError):
        raise
    except Exception as error:
        raise OSError(f"{address}（{type(error).__name__}：{error}）") from error
