"""Compression of VBA streams ([MS-OVBA] 2.4.1): what stood before in the same chunk of 4096 bytes becomes a token of two bytes."""

from __future__ import annotations

import struct
from collections.abc import Iterator

_CHUNK = 4096
_SIGNATURE = b"\1"  # 2.4.1.1.1
_COMPRESSED, _RAW = 0xB000, 0x3000  # 2.4.1.1.5: the flag and the three bits of every chunk's header


def compress(data: bytes) -> bytes:
    """A compressed container; any reader gives back ``data``.

    What no token can shorten is written raw, filled up to 4096 bytes with zeros as the format has it (2.4.1.3.10): only
    noise that ends in a part of 3641 to 4095 bytes is concerned, never a text.
    """
    return _SIGNATURE + b"".join(_chunk(data[at : at + _CHUNK]) for at in range(0, len(data), _CHUNK))


def _chunk(data: bytes) -> bytes:
    packed = _sequences(list(_tokens(data)))
    if len(packed) > _CHUNK:
        return struct.pack("<H", _RAW | _CHUNK - 1) + data.ljust(_CHUNK, b"\0")
    return struct.pack("<H", _COMPRESSED | len(packed) - 1) + packed


def _sequences(tokens: list[bytes]) -> bytes:
    """Tokens in eights, each eight behind a byte whose bits tell which are copies (2.4.1.1.7)."""
    eights = (tokens[at : at + 8] for at in range(0, len(tokens), 8))
    return b"".join(
        bytes([sum((len(token) > 1) << bit for bit, token in enumerate(eight))]) + b"".join(eight) for eight in eights
    )


def _tokens(data: bytes) -> Iterator[bytes]:
    """A byte each where it is new, two bytes for a copy: how far back and how long (2.4.1.3.19.3)."""
    at = 0
    while at < len(data):
        bits = max(4, (at - 1).bit_length())  # of the distance; the rest is the length (2.4.1.3.19.1)
        start, length = _match(data, at, (0xFFFF >> bits) + 3)
        if length:
            yield struct.pack("<H", (at - start - 1) << (16 - bits) | length - 3)
        else:
            yield data[at : at + 1]
        at += length or 1


def _match(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """Start and length of the longest earlier run like the one at ``at``, the nearest of equals; length 0 below three bytes.

    It may run into the place that it is copied to (2.4.1.3.19.4).
    """
    end = min(longest, len(data) - at)
    start, length = at, 2
    while length < end and (found := data.rfind(data[at : at + length + 1], 0, at + length)) >= 0:
        start, length = found, length + 1
        while length < end and data[start + length] == data[at + length]:
            length += 1
    return (start, length) if length > 2 else (start, 0)
