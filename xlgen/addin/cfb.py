"""Compound File Binary, the container of a VBA project: [MS-CFB], version 3, sectors of 512 bytes.

Streams below 4096 bytes share the mini stream. Nothing is dated, so equal input gives equal bytes.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Storage: TypeAlias = "Mapping[str, bytes | Storage]"

_SECTOR, _MINI_SECTOR, _MINI_BELOW = 512, 64, 4096  # 2.2
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD  # 2.1
_NOBODY = 0xFFFFFFFF  # no sibling, no child (2.6.1)
_STORAGE, _STREAM, _ROOT = 1, 2, 5  # 2.6.1
_HEADER = struct.Struct("<8s16s5H6s9I")  # 2.2, before the list of FAT sectors
_ROW = struct.Struct("<64sHBBIII16sI8s8sIQ")  # 2.6.1
_SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_LISTED = 109  # FAT sectors that the header itself lists: enough for 7 MB, so no DIFAT is written


@dataclass(frozen=True, slots=True)
class _Entry:
    """A row of the directory: its siblings sort before and after it in its storage, ``child`` heads its own members."""

    name: str
    kind: int
    data: bytes
    child: int
    left: int = _NOBODY
    right: int = _NOBODY
    red: bool = False

    @property
    def is_mini(self) -> bool:
        return len(self.data) < _MINI_BELOW


@dataclass(frozen=True, slots=True)
class _Laid:
    """Blocks in sectors one behind another: each block's first sector, the table from sector to next sector, the bytes."""

    starts: list[int]
    table: list[int]
    content: bytes


def compound_file(root: Storage) -> bytes:
    """Bytes of a compound file with these streams and storages; ValueError for a name or size it cannot hold."""
    entries = _directory(root)
    mini = _lay([each.data if each.is_mini else b"" for each in entries], _MINI_SECTOR)
    bigs = [b"" if each.is_mini else each.data for each in entries]
    room = bytes(_ROW.size * len(entries))  # the directory, written when it is known where all streams start
    laid = _lay([room, _numbers(mini.table), mini.content, *bigs], _SECTOR)
    own, mini_table, mini_stream, *big_starts = laid.starts
    rows = [_row(entries[0], mini_stream, len(mini.content))]
    for each, small, big in zip(entries[1:], mini.starts[1:], big_starts[1:], strict=True):
        rows.append(_row(each, small if each.is_mini else big, len(each.data)))
    directory = b"".join(rows) + _FREE_ROW * (-len(rows) % (_SECTOR // _ROW.size))
    fats = _fat_sectors(len(laid.table))
    header = _header(len(laid.table), own, mini_table, -(-len(mini.table) // (_SECTOR // 4)))
    return header + directory + laid.content[len(directory) :] + _numbers([*laid.table, *[_FAT] * fats])


def _directory(root: Storage) -> list[_Entry]:
    """The root's entry and all others; the members of a storage stand together, in their order."""
    named: list[tuple[str, bytes | Storage]] = [("Root Entry", root)]
    links: list[tuple[int, int, bool]] = [(_NOBODY, _NOBODY, False)]
    heads = []
    for _, content in named:  # grows on the way
        members = [] if isinstance(content, bytes) else sorted(content.items(), key=_order)
        first, end = len(named), len(named) + len(members)
        heads.append(_middle(first, end))
        links += (link for _, link in sorted(_tree(first, end, _last_level(len(members)))))
        named += members
    return [
        _Entry(name, _kind(at, content), content if isinstance(content, bytes) else b"", head, *link)
        for at, ((name, content), head, link) in enumerate(zip(named, heads, links, strict=True))
    ]


def _tree(first: int, end: int, red: int) -> Iterator[tuple[int, tuple[int, int, bool]]]:
    """A balanced tree over the entries from ``first`` to before ``end``: each with its siblings and whether it is red.

    All levels are full but the last. Only that one, ``red`` levels down, is red, which keeps the rules of 2.6.4: no red below
    red, and as many black entries on each way down.
    """
    if first < end:
        middle = _middle(first, end)
        yield middle, (_middle(first, middle), _middle(middle + 1, end), red == 0)
        yield from _tree(first, middle, red - 1)
        yield from _tree(middle + 1, end, red - 1)


def _middle(first: int, end: int) -> int:
    return (first + end) // 2 if first < end else _NOBODY


def _last_level(members: int) -> int:
    """Depth of the last level of a balanced tree; -1 where that level is full, too."""
    return -1 if members & (members + 1) == 0 else members.bit_length() - 1


def _order(member: tuple[str, object]) -> tuple[int, bytes]:
    """A shorter name goes first; among equals the capital letters decide (2.6.4)."""
    size = len(member[0].encode("utf-16-le"))
    if not 0 < size < 64 or set(member[0]) & set("/\\:!"):
        raise ValueError(f"{member[0]!r} cannot be a name in a compound file (2.6.1)")
    return size, member[0].upper().encode("utf-16-be")


def _kind(at: int, content: bytes | Storage) -> int:
    if at == 0:
        return _ROOT
    return _STREAM if isinstance(content, bytes) else _STORAGE


def _lay(blocks: Sequence[bytes], size: int) -> _Laid:
    starts: list[int] = []
    table: list[int] = []
    for block in blocks:
        first, end = len(table), len(table) - -len(block) // size
        starts.append(first if first < end else _END)
        table += [*range(first + 1, end), _END][: end - first]
    return _Laid(starts, table, b"".join(_filled(block, size) for block in blocks))


def _fat_sectors(others: int) -> int:
    """Sectors of a table that lists ``others`` and itself."""
    return -(-others // (_SECTOR // 4 - 1))


def _header(sectors: int, directory: int, mini_table: int, mini_tables: int) -> bytes:
    fats = _fat_sectors(sectors)
    if fats > _LISTED:
        raise ValueError("more than 7 MB in one VBA project")
    listed = [*range(sectors, sectors + fats), *[_FREE] * (_LISTED - fats)]
    numbers = (0, fats, directory, 0, _MINI_BELOW, mini_table, mini_tables, _END, 0)
    return _HEADER.pack(_SIGNATURE, b"", 0x3E, 3, 0xFFFE, 9, 6, b"", *numbers) + struct.pack(f"<{_LISTED}I", *listed)


def _row(entry: _Entry, start: int, size: int) -> bytes:
    name = entry.name.encode("utf-16-le")
    links = (0 if entry.red else 1, entry.left, entry.right, entry.child)
    first = 0 if entry.kind == _STORAGE else start
    return _ROW.pack(name, len(name) + 2, entry.kind, *links, b"", 0, b"", b"", first, size)


_FREE_ROW = _ROW.pack(b"", 0, 0, 0, _NOBODY, _NOBODY, _NOBODY, b"", 0, b"", b"", 0, 0)


def _numbers(table: Sequence[int]) -> bytes:
    return _filled(struct.pack(f"<{len(table)}I", *table), _SECTOR, b"\xff")


def _filled(data: bytes, size: int, by: bytes = b"\0") -> bytes:
    return data + by * (-len(data) % size)
