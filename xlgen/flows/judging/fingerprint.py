"""What a verdict hangs on beside the file itself, in 32 bytes each: all that judges, and what is known of a project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from xlgen.acceptance.ledger import Ledger
from xlgen.issued.format_two import stored
from xlgen.issued.joined import fingerprint_in
from xlgen.issued.manifest import Manifest

_READERS = ("xlrd",)  # packages that read returned files


def _text_of(manifest: Manifest, code: str) -> bytes:
    """What only the same issued form has."""
    known = fingerprint_in(manifest.snapshots, code)
    return known or sha256("\n".join(stored(manifest.snapshots[code]).lines).encode()).digest()


def judging(own: Iterable[Path]) -> bytes:
    """The fingerprint of all that judges: every line of this program, the packages and the Python that run it, own rules."""
    said = sha256(_program())
    for file in own:
        said.update(sha256(file.read_bytes()).digest())
    return said.digest()


@cache
def _program() -> bytes:
    said = sha256(f"{sys.version} {' '.join(map(version, _READERS))}".encode())
    for name, content in _lines():
        said.update(f"{name} {len(content)}\n".encode() + content)
    return said.digest()


def _lines() -> Iterator[tuple[str, bytes]]:
    folder = Path(__file__).parents[2]
    for file in sorted(folder.rglob("*.py")):
        yield file.relative_to(folder).as_posix(), file.read_bytes()


def known(manifest: Manifest | None, given: Ledger, code: str) -> bytes | None:
    """The fingerprint of what was issued to a project, and of the values that count because somebody answered for them.

    None where the project was not issued.
    """
    if manifest is not None and code not in manifest.snapshots:
        return None
    issued = _text_of(manifest, code) if manifest else b""
    counted = sorted((name, each.value, each.counts) for name, each in given.of(code).items() if each.number is not None)
    return sha256(issued + repr(counted).encode()).digest()
