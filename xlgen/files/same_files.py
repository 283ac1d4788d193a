"""Files that are the same, byte for byte: sent twice, not filled twice."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from xlgen.errors import Refused
from xlgen.files.sources import Source

MOST = 64 << 20  # bytes compared: no form is as large


def first_of_each(sources: Sequence[Source]) -> tuple[list[Source], dict[Path, tuple[Path, ...]]]:
    """The files without those that are copies of one before them, and the copies by the file they are of."""
    kept: dict[bytes, Source] = {}
    copies: dict[Path, tuple[Path, ...]] = {}
    for each in sources:
        first = kept.setdefault(_told_apart_by(each), each)
        if first is not each:
            copies[first.path] = (*copies.get(first.path, ()), each.path)
    return list(kept.values()), copies


def _told_apart_by(source: Source) -> bytes:
    """What a file has in common with its copies only; one that cannot be read has none."""
    try:
        content = source.content(MOST)
        content = content.read_bytes() if isinstance(content, Path) else content
    except (OSError, Refused):
        content = b""
    return sha256(content).digest() if content else str(source.path).encode(errors="surrogateescape")
