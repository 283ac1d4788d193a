"""Work flow: a department's summary → 汇总.xlsx, its formulas live and their cached values true."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from xlgen.rollup.pages import pages_of
from xlgen.rollup.records import Rollup
from xlgen.writing.summary_book import write_pages


def write_summary(rollup: Rollup, day: str, folder: Path | None = None) -> bytes:
    """The summary workbook of an ISO ``day``; ``folder`` is where it will stand, for links relative to it.

    Same arguments, same bytes.
    """
    linked = relinked(rollup, relative_to(folder)) if folder else rollup
    return write_pages(pages_of(linked, day), rollup.title, day)


def relative_to(folder: Path) -> Callable[[Path], Path]:
    """How files are named from a folder: relatively, so that the whole tree can be moved; another drive's in full."""
    base = folder.absolute()

    def named(file: Path) -> Path:
        try:
            return Path(os.path.relpath(file.absolute(), base))
        except ValueError:
            return file.absolute()

    return named


def relinked(rollup: Rollup, name: Callable[[Path], Path]) -> Rollup:
    """The same summary, its files under other names."""

    def link(file: Path) -> Path:
        # in a link # ends the file's name
        return Path(PurePosixPath(name(file).as_posix().replace("#", "%23")))

    return replace(
        rollup,
        projects=tuple(replace(p, file=link(p.file) if p.file else None) for p in rollup.projects),
        files=tuple(replace(f, file=link(f.file)) for f in rollup.files),
        pendings=tuple(replace(p, file=link(p.file) if p.file else None) for p in rollup.pendings),
        problems=tuple(replace(p, file=link(p.file)) for p in rollup.problems),
    )
