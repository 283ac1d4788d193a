"""A zip whose members are copied raw, header and compressed bytes, except those that are renewed, added or dropped.

Records as in PKWARE's APPNOTE 4.3.7 (local), 4.3.12 (directory), 4.3.16 (end).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise

LARGEST_PART = 48 << 20  # bytes of one part once inflated; no more is ever inflated
RESAVE = "请用 WPS 或 Excel 打开后另存为 .xlsx"  # the remedy for every file that is sound but cannot be patched

_LOCAL, _ENTRY, _END = struct.Struct("<4s5H3L2H"), struct.Struct("<4s6H3L5H2L"), struct.Struct("<4s4H2LH")
_DESCRIPTOR, _ENCRYPTED, _DEFLATED, _DEFLATE_VERSION, _ZIP64 = 8, 1, 8, 20, 0xFFFFFFFF
_SMALL = 1 << 15  # bytes of a part that is packed once
_FIRST_DAY = 1 << 5 | 1  # 1 January 1980, where MS-DOS dates begin


@dataclass(frozen=True, slots=True)
class Member:
    """One member: where its bytes stand, header, content and data descriptor together."""

    entry: bytes  # its record in the directory
    start: int
    end: int  # where the next member starts: a data descriptor lies within


@dataclass(frozen=True, slots=True)
class Packed:
    """Content of a member that is deflated already: its pieces, their bytes together, its CRC and its bytes once inflated."""

    pieces: Iterable[bytes]
    packed: int
    check: int
    size: int


@dataclass(frozen=True, slots=True)
class ZipPackage:
    """A zip taken apart, nothing inflated; ``members`` by name in small letters, slashes as separators."""

    source: bytes
    members: Mapping[str, Member]  # in directory order
    end_record: bytes

    def read(self, name: str) -> bytes:
        """Content of a member; ValueError where it is missing or damaged."""
        if name not in self.members:
            raise ValueError(f"文件中缺少部件 {name}（请用原表重新填写）")
        try:
            return _inflate(self.source, self.members[name])
        except (ValueError, zlib.error, struct.error) as error:
            why = f"：{error}" if isinstance(error, ValueError) else ""
            raise ValueError(f"部件 {name} 无法读取{why}（{RESAVE}）") from error


def open_package(source: bytes) -> ZipPackage:
    """The directory of a zip; ValueError where it is none, is damaged or is a zip64."""
    at = source.rfind(b"PK\5\6")
    if at < 0 or len(source) < at + _END.size:
        raise ValueError("不是 .xlsx 文件或文件不完整（请重新取得原文件）")
    *_, count, size, offset, comment = _END.unpack_from(source, at)
    if count == 0xFFFF or offset == _ZIP64 or source[at - 20 : at].startswith(b"PK\6\7"):
        raise ValueError(f"文件为 zip64 格式，无法改写（{RESAVE}）")
    entries = list(_entries(source[offset : offset + size]))
    starts = [*sorted({start for _, start, _ in entries if start < offset}), offset]
    ends = dict(pairwise(starts))
    members = {name: Member(entry, start, ends[start]) for name, start, entry in entries if start in ends}
    if not len(members) == len(starts) - 1 == count or offset + size != at or at + _END.size + comment != len(source):
        raise ValueError(f"压缩包目录有误：部件重复、缺失或文件尾部损坏（{RESAVE}）")
    return ZipPackage(source, members, source[at:])


def _entries(directory: bytes) -> Iterable[tuple[str, int, bytes]]:
    """Name (in small letters, with slashes: parts are found so), offset of the local header, bytes of every record."""
    at = 0
    while directory[at : at + 4] == b"PK\1\2" and at + _ENTRY.size <= len(directory):
        name_length, extra, comment, *_, offset = _ENTRY.unpack_from(directory, at)[10:]
        first, end = at + _ENTRY.size, at + _ENTRY.size + name_length + extra + comment
        name = directory[first : first + name_length].decode("utf-8", "surrogateescape")
        yield name.replace("\\", "/").lower(), offset, directory[at:end]
        at = end


def _inflate(source: bytes, member: Member) -> bytes:
    _, _, _, flags, method, _, _, check, packed, size = _ENTRY.unpack_from(member.entry)[:10]
    *_, name, extra = _LOCAL.unpack_from(source, member.start)
    begin = member.start + _LOCAL.size + name + extra
    if begin + packed > member.end or flags & _ENCRYPTED or method not in (0, _DEFLATED):
        raise ValueError("与其他部件重叠、已加密或压缩方式不支持")
    if size > LARGEST_PART:
        raise ValueError(f"展开后有 {size} 字节，太大")
    data = source[begin : begin + packed]
    if method == _DEFLATED:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size + 1)
    if len(data) != size or zlib.crc32(data) != check:
        raise ValueError("内容与校验值不符")
    return data


def assemble(
    package: ZipPackage, renewed: Mapping[str, bytes], added: Mapping[str, bytes] = {}, dropped: frozenset[str] = frozenset()
) -> bytes:
    """The zip with some members' contents renewed, others added behind the last or left out.

    Order, names, dates and attributes of all others stay. ValueError where a renewed member is a zip64.
    """
    return b"".join(assembled(package, renewed, added, dropped))


def assembled(
    package: ZipPackage,
    renewed: Mapping[str, bytes | Packed],
    added: Mapping[str, bytes] = {},
    dropped: frozenset[str] = frozenset(),
) -> Iterator[bytes]:
    """The same piece by piece, for whoever writes it without holding it; what is packed already is not packed again."""
    members = sorted(package.members.items(), key=lambda item: item[1].start)
    size = members[0][1].start if members else 0
    yield package.source[:size]
    entries: dict[str, bytes] = {}
    for name, member in members:
        if name in dropped:
            continue
        entry, pieces = member.entry, iter([package.source[member.start : member.end]])
        if name in renewed:
            entry, pieces = _renew(entry, next(pieces), renewed[name])
        fields = _ENTRY.unpack_from(entry)
        entries[name] = _ENTRY.pack(*fields[:16], size) + entry[_ENTRY.size :]
        for piece in pieces:
            size += len(piece)
            yield piece
    listed = [entries[name] for name in package.members if name in entries]
    for name, content in added.items():
        entry, local = _new(name, content, size)
        listed.append(entry)
        size += len(local)
        yield local
    directory, end = b"".join(listed), _END.unpack_from(package.end_record)
    yield directory
    yield _END.pack(*end[:3], len(listed), len(listed), len(directory), size, end[7]) + package.end_record[_END.size :]


def _new(name: str, content: bytes, offset: int) -> tuple[bytes, bytes]:
    """Directory entry and local record of a member that was not there; always the same bytes, so always the same date."""
    packed, sums = _pack(content)
    spelled = name.encode()
    version, flags, extra, comment, disk, internal, external = _DEFLATE_VERSION, 0, 0, 0, 0, 0, 0
    common = (flags, _DEFLATED, 0, _FIRST_DAY, *sums, len(spelled), extra)
    entry = _ENTRY.pack(b"PK\1\2", version, version, *common, comment, disk, internal, external, offset) + spelled
    return entry, _LOCAL.pack(b"PK\3\4", version, *common) + spelled + packed


def _pack(content: bytes) -> tuple[bytes, tuple[int, int, int]]:
    return _pack_known(content) if len(content) <= _SMALL else _pack_now(content)


def _pack_now(content: bytes) -> tuple[bytes, tuple[int, int, int]]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return packed, (zlib.crc32(content), len(packed), len(content))


_pack_known = lru_cache(maxsize=64)(_pack_now)  # content types, relationships, styles: many files have them alike


def _renew(entry: bytes, local: bytes, content: bytes | Packed) -> tuple[bytes, Iterator[bytes]]:
    if isinstance(content, Packed):
        pieces, sums = content.pieces, (content.check, content.packed, content.size)
    else:
        packed, sums = _pack(content)
        pieces = [packed]
    signature, made, needed, flags, _, *dated = _ENTRY.unpack_from(entry)
    needed, flags = max(needed, _DEFLATE_VERSION), flags & ~_DESCRIPTOR
    new_entry = _ENTRY.pack(signature, made, needed, flags, _DEFLATED, *dated[:2], *sums, *dated[5:]) + entry[_ENTRY.size :]
    signature, needed, flags, _, *dated = _LOCAL.unpack_from(local)
    if _ZIP64 in dated[3:5]:
        raise ValueError(f"工作表部件为 zip64 格式，无法改写（{RESAVE}）")
    needed, flags = max(needed, _DEFLATE_VERSION), flags & ~_DESCRIPTOR
    new_local = _LOCAL.pack(signature, needed, flags, _DEFLATED, *dated[:2], *sums, *dated[5:])
    return new_entry, chain([new_local + local[_LOCAL.size : _LOCAL.size + dated[5] + dated[6]]], pieces)
