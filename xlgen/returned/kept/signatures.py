"""Short signatures of texts by which near-copies are found again among very many (min-wise hashing: Broder 1997)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import blake2b
from zlib import crc32

BANDS, ROWS = 5, 3  # of a text's signature: texts alike to 80% share a band in 97 of 100 cases, copies always
_PRIME = 4_294_967_311  # the first beyond 32 bits; every multiplier then shuffles the hashed triples in another way
_SHUFFLES = tuple(2_654_435_761 * (2 * i + 1) % _PRIME for i in range(BANDS * ROWS))
_LENGTH = 5  # bytes of a number below _PRIME


def bare(text: str) -> str:
    """A text without blanks, punctuation and underscores: what copying people change first."""
    return re.sub(r"[\W_]", "", text)


def triples(text: str) -> frozenset[str]:
    """Every three characters that follow one another in the bare text."""
    letters = bare(text)
    return frozenset(letters[i : i + 3] for i in range(len(letters) - 2))


def same(of: frozenset[str]) -> bytes:
    """What only texts of the same triples have in common."""
    return blake2b("\n".join(sorted(of)).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def signature(of: frozenset[str]) -> bytes:
    """The least of the triples' numbers in each of several shuffles, one behind another. ValueError without a triple."""
    hashed = [crc32(triple.encode("utf-8", "surrogatepass")) for triple in of]
    return b"".join(min(h * shuffle % _PRIME for h in hashed).to_bytes(_LENGTH, "big") for shuffle in _SHUFFLES)


def bands(of: bytes) -> Iterator[tuple[int, bytes]]:
    """The parts of a signature that are looked up, each with its number."""
    length = _LENGTH * ROWS
    return ((i, of[i * length : (i + 1) * length]) for i in range(BANDS))
