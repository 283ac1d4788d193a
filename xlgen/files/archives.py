"""What lies in a zip: names as they were meant, whichever code page wrote them; contents one at a time, each bounded."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from xlgen.catalogue import refuse

MEMBERS = 10_000  # of an archive: a department has some hundred forms
UNPACKED_BYTES = 2 << 30  # all members of an archive together, as it says itself
INNER_BYTES = 200 << 20  # an archive within an archive, which is held whole
RATIO, RATIO_FROM = 200, 4 << 20  # a workbook is packed already: what packs so well and is so large is no form
_ENCRYPTED, _UTF_8 = 0x1, 0x800  # bits of a member's flags (APPNOTE.TXT 4.4.4)
_NO_NAME = re.compile(r'[\x00-\x1f:*?"<>|]')
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)


def members(archive: Path, inside: Sequence[int] = ()) -> list[tuple[int, str]] | None:
    """Number and place of each file in an archive, or in an archive within it; None where it is none, or is itself a workbook.

    Places are safe as paths below a folder. Refused where it holds more than anybody sends.
    """
    try:
        opened = _opened(archive, inside)
        found = [(number, _place(info)) for number, info in enumerate(opened.infolist()) if not info.is_dir()]
    except (*_BROKEN, OSError):
        return None
    if any(place.lower() == "[content_types].xml" for _, place in found):
        return None
    if len(found) > MEMBERS:
        raise refuse("XG014", f"压缩包里有 {len(found)} 个文件，最多 {MEMBERS} 个")
    if sum(info.file_size for info in opened.infolist()) > UNPACKED_BYTES:
        raise refuse("XG014", f"合计超过 {UNPACKED_BYTES >> 30} GB")
    return [(number, place) for number, place in found if place]


def content(archive: Path, inside: Sequence[int], most: int) -> bytes:
    """The bytes of a member, no more than one beyond ``most``; Refused where it cannot be unpacked."""
    *above, number = inside
    try:
        opened = _opened(archive, tuple(above))
        info = opened.infolist()[number]
        if info.flag_bits & _ENCRYPTED:
            raise refuse("XG013")
        if info.file_size > RATIO_FROM and info.file_size > RATIO * info.compress_size:
            raise refuse("XG014", f"由 {info.compress_size} 字节展开为 {info.file_size} 字节")
        with opened.open(info) as stream:
            return stream.read(most + 1)
    except _BROKEN as error:
        raise refuse("XG010", "压缩包里的这个文件解不开") from error


def _opened(archive: Path, inside: Sequence[int]) -> zipfile.ZipFile:
    stat = archive.stat()
    return _kept(archive, tuple(inside), stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=2)  # members are read in their order; an open archive cannot be moved on Windows
def _kept(archive: Path, inside: tuple[int, ...], saved: int, size: int) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content(archive, inside, INNER_BYTES)) if inside else archive)


def close() -> None:
    """Let go of what was opened last."""
    _kept.cache_clear()


def _place(info: zipfile.ZipInfo) -> str:
    """Where a member lies: the name that was meant, with nothing in it that leads out of a folder; "" where nothing is left."""
    name = info.orig_filename if info.flag_bits & _UTF_8 else _meant(info.orig_filename)
    parts = (_NO_NAME.sub("_", part).strip(" ") for part in re.split(r"[\\/]", name))
    return "/".join(part for part in parts if part.strip("."))


def _meant(name: str) -> str:
    """A name that does not say it is UTF-8 is UTF-8 all the same (from Linux, macOS) or of code page 936."""
    raw = name.encode("cp437")
    return next(_readings(raw), name)


def _readings(raw: bytes) -> Iterator[str]:
    for encoding in ("utf-8", "gb18030"):
        try:
            yield raw.decode(encoding)
        except UnicodeDecodeError:
            continue
