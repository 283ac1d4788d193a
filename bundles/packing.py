"""A folder as one file, the same bytes each time: names in order, one date, no owner."""

from __future__ import annotations

import gzip
import tarfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

DAY = datetime(2026, 1, 1, tzinfo=UTC)
TOP = "xlgen"  # the folder that comes out


def pack(folder: Path, archive: Path) -> None:
    """Write a .tgz or a .zip, by its name."""
    (_tgz if archive.suffix == ".tgz" else _zip)(folder, archive)


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(folder.rglob("*"), key=lambda each: each.relative_to(folder).as_posix().encode()):
        if path.is_file():
            yield path, f"{TOP}/{path.relative_to(folder).as_posix()}"


def _tgz(folder: Path, archive: Path) -> None:
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", compresslevel=9, fileobj=raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as out,
    ):
        for path, name in _files(folder):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = path.stat().st_size, int(DAY.timestamp())
            member.mode = 0o755 if path.stat().st_mode & 0o100 else 0o644
            with path.open("rb") as content:
                out.addfile(member, content)


def _zip(folder: Path, archive: Path) -> None:
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for path, name in _files(folder):
            member = zipfile.ZipInfo(name, DAY.timetuple()[:6])
            member.external_attr, member.create_system = 0o644 << 16, 3
            member.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(member, path.read_bytes())
