"""Parts of a workbook as a zip, packed lightly: a form goes out once, and a third of the time to write it went into packing.

A part that the last forms had, too, is packed once. What comes out is what ``zipfile`` would write.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache

LEVEL = 1
_FIRST_DAY = 1 << 5 | 1  # where dates in a zip begin, 1980-01-01: the same parts always give the same bytes
_OWN = ("xl/worksheets/", "xl/sharedStrings.xml")  # parts that no two forms share
_LOCAL = struct.Struct("<4s5H3L2H")
_LISTED = struct.Struct("<4s4B4H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_NEEDED, _UNIX, _DEFLATED, _MODE = 20, 3, 8, 0o600 << 16  # of every part: version, system, method, rights


def zipped(parts: Mapping[str, str]) -> bytes:
    """The zip, its parts in their order."""
    pieces, listed, at = list[bytes](), list[bytes](), 0
    for part, text in parts.items():
        name, deflated = part.encode("ascii"), (_deflated if part.startswith(_OWN) else _kept)(text)
        about = (_DEFLATED, 0, _FIRST_DAY, *deflated[1:], len(name), 0)
        local = _LOCAL.pack(b"PK\3\4", _NEEDED, 0, *about) + name
        pieces += (local, deflated[0])
        listed.append(_LISTED.pack(b"PK\1\2", _NEEDED, _UNIX, _NEEDED, 0, 0, *about, 0, 0, 0, _MODE, at) + name)
        at += len(local) + len(deflated[0])
    directory = b"".join(listed)
    end = _END.pack(b"PK\5\6", 0, 0, len(listed), len(listed), len(directory), at, 0)
    return b"".join((*pieces, directory, end))


def _deflated(text: str) -> tuple[bytes, int, int, int]:
    """A part packed, its check sum, and its length packed and as it is."""
    content = text.encode()
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(content) + packer.flush()
    return packed, zlib.crc32(content), len(packed), len(content)


_kept = lru_cache(128)(_deflated)
