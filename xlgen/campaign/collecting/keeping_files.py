"""Files as they came in, kept whole: a folder for each content, called after its digest, in which it has the name it came with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from xlgen.campaign.folder import IN
from xlgen.errors import XlgenError
from xlgen.files.saving import write_whole

SHOWN = 16  # signs of a digest that its folder is called by
LONGEST = 180  # bytes of a name: 255 is what a file system takes, some of them are for what is being written
_PIECE = 1 << 20
_UNSAFE = re.compile(r'[\x00-\x1f\\/:*?"<>|]+')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\.|$)")  # names that Windows does not give to files


def kept_as(root: Path, digest: str, name: str) -> Path:
    """Where a content is kept: as it is called there already, else under this name."""
    folder = root.joinpath(IN, digest[:SHOWN])
    try:
        there = [each for each in folder.iterdir() if not each.name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        there = []
    return min(there) if there else folder / _safe(name)


def keep(root: Path, digest: str, name: str, content: bytes | Path) -> Path:
    """Keep a content, or that of a file; what is there already is left as it is.

    XlgenError where the file is not what it was when its digest was taken.
    """
    place = kept_as(root, digest, name)
    if not place.exists():
        place.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.parent.mkdir(mode=0o700, exist_ok=True)
        write_whole(place, content if isinstance(content, bytes) else _pieces(content, digest))
    return place


def _pieces(file: Path, digest: str) -> Iterator[bytes]:
    read = sha256()
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            read.update(piece)
            yield piece
    if read.hexdigest() != digest:
        raise XlgenError(f"{file} 正在被别的程序改动，没有收。请等它写完，再运行一次")


def _safe(name: str) -> str:
    path = Path(_UNSAFE.sub("_", name).strip(" .") or "未命名")
    suffix = path.suffix if len(path.suffix) <= 10 else ""
    stem = path.name.removesuffix(suffix).encode("utf-8", "replace")[: LONGEST - len(suffix.encode())]
    called = (stem.decode("utf-8", "ignore").rstrip(" .") or "未命名") + suffix
    return f"_{called}" if _DEVICES.match(called) else called
