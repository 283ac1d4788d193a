"""Files that are the same, byte for byte: sent twice, not filled twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from xlgen.errors import Refused
from xlgen.files.sources import Source

MOST = 64 << 20  # bytes compared: no form is as large


@dataclass(frozen=True, slots=True)
class Apart:
    """Files without copies of others, the copies by the path of the file they are of, and by path what tells each apart."""

    kept: list[Source]
    copies: dict[Path, tuple[Path, ...]]
    digests: dict[Path, bytes]


def first_of_each(sources: Sequence[Source]) -> Apart:
    """The files without copies of others.

    A file that has copies is the one whose name most others hold, as a program that copies a file lengthens its name by “- 副本” or “(1)”, else
    the first.
    """
    alike: dict[bytes, list[Source]] = {}
    for each in sources:
        alike.setdefault(told_apart_by(each), []).append(each)
    kept = {key: max(group, key=partial(_held_by, group)) if group[1:] else group[0] for key, group in alike.items()}
    copies = {
        kept[key].path: tuple(each.path for each in group if each is not kept[key]) for key, group in alike.items() if group[1:]
    }
    return Apart(list(kept.values()), copies, {each.path: key for key, each in kept.items()})


def _held_by(group: Sequence[Source], one: Source) -> int:
    return sum(one.path.stem in each.path.stem for each in group)


def told_apart_by(source: Source) -> bytes:
    """What a file has in common with its copies only; one that cannot be read has none."""
    try:
        content = source.content(MOST)
        content = content.read_bytes() if isinstance(content, Path) else content
    except (OSError, Refused):
        content = b""
    return digest(content) if content else str(source.path).encode(errors="surrogateescape")


def digest(content: bytes) -> bytes:
    """What only files of the same bytes have in common."""
    return sha256(content).digest()
