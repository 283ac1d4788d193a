"""Text as ASCII that fits cells and survives what programs do to long texts.

Programs break a cell's text at some 16,365 characters and split it into formatted runs wherever the script changes, so it is
compressed, written in base64 and cut into pieces that are shorter than that; blanks and line breaks between are passed over.
Which bytes a text compresses to depends on the library: only what is unpacked may be compared.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable

PIECE = 8_000  # characters of a cell
LEVEL = 4  # what 9 takes twice the time for is a twentieth smaller
MOST = 64 * 2**20  # bytes that are unpacked at most; a form has some hundred thousand


def packed(lines: Iterable[str]) -> list[str]:
    """Lines of text in pieces of about equal length: none so short that it looks like a number or a formula."""
    text = base64.b64encode(zlib.compress("\n".join(lines).encode(), LEVEL)).decode("ascii")
    count = -(-len(text) // PIECE)
    length = -(-len(text) // count)
    return [text[at : at + length] for at in range(0, len(text), length)]


def unpacked(pieces: Iterable[str]) -> tuple[str, ...]:
    """The lines again. ValueError where a piece is damaged or missing."""
    try:
        reader = zlib.decompressobj()
        content = reader.decompress(base64.b64decode("".join("".join(pieces).split()), validate=True), MOST)
    except (binascii.Error, zlib.error) as error:
        raise ValueError(str(error)) from None
    if not reader.eof or reader.unused_data:
        raise ValueError("incomplete, longer than it says, or larger than any form")
    return tuple(content.decode().split("\n"))
