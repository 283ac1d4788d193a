"""Files that are the same, byte for byte: sent twice, not filled twice."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from xlgen.errors import Refused
from xlgen.files.sources import Source

MOST = 64 << 20  # bytes compared: no form is as large


def first_of_each(sources: Sequence[Source]) -> tuple[list[Source], dict[Path, tuple[Path, ...]]]:
    """The files without copies of others, and the copies by the file they are of.

    That is the one whose name most others hold, as a program that copies a file lengthens its name by “- 副本” or “(1)”, else
    the first.
    """
    alike: dict[bytes, list[Source]] = {}
    for each in sources:
        alike.setdefault(_told_apart_by(each), []).append(each)
    kept = {key: max(group, key=partial(_held_by, group)) for key, group in alike.items()}
    copies = {
        kept[key].path: tuple(each.path for each in group if each is not kept[key]) for key, group in alike.items() if group[1:]
    }
    return list(kept.values()), copies


def _held_by(group: Sequence[Source], one: Source) -> int:
    return sum(one.path.stem in each.path.stem for each in group)


def _told_apart_by(source: Source) -> bytes:
    """What a file has in common with its copies only; one that cannot be read has none."""
    try:
        content = source.content(MOST)
        content = content.read_bytes() if isinstance(content, Path) else content
    except (OSError, Refused):
        content = b""
    return sha256(content).digest() if content else str(source.path).encode(errors="surrogateescape")
