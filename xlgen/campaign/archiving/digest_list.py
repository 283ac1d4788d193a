"""The list of digests of an archive, a line a file, as ``sha256sum -c`` reads it: 64 hexadecimal digits, two blanks, the path."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path

from xlgen.errors import XlgenError
from xlgen.files.temporary import PREFIX

LIST = "校验清单.sha256"
PIECE = 1 << 20  # bytes
_LINE = re.compile(r"(\\?)([0-9a-f]{64}) [ *](.+)")


def digest_of(file: Path) -> str:
    """sha256 of a file, read piece by piece."""
    found = sha256()
    with file.open("rb") as stream:
        while piece := stream.read(PIECE):
            found.update(piece)
    return found.hexdigest()


def files_below(folder: Path) -> Iterator[str]:
    """Every file of a folder by its path in it, but what is being written."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(PREFIX) for part in name.split("/")):
            yield name


def list_text(digests: Mapping[str, str]) -> str:
    """The list."""
    return "".join(_line(name, digests[name]) for name in sorted(digests))


def _line(name: str, digest: str) -> str:
    if "\\" in name or "\n" in name:  # as sha256sum writes such names
        escaped = name.replace("\\", "\\\\").replace("\n", "\\n")
        return f"\\{digest}  {escaped}\n"
    return f"{digest}  {name}\n"


def read_list(file: Path) -> dict[str, str]:
    """Digests by path. XlgenError where a line says nothing that can be understood."""
    found: dict[str, str] = {}
    text = file.read_bytes().decode("utf-8", errors="replace")
    for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
        said = _LINE.fullmatch(line.removesuffix("\r"))
        if said is None:
            raise XlgenError(f"{file} 第 {number} 行读不懂，清单本身被改动过。请用另存的一份存档")
        name = re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], said[3]) if said[1] else said[3]
        found[name] = said[2]
    return found
