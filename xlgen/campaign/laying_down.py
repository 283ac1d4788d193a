"""What a command puts into a campaign's folder before its act is written down: named so that a killed run is gone on with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from xlgen.files.saving import write_whole
from xlgen.files.temporary import gone


@contextmanager
def taken_back(made: Sequence[Path], unless: Path | None = None) -> Iterator[None]:
    """Files and folders, as ``made`` names them in the end, that go again where their act cannot be written down.

    ``unless`` is the act's record: where it is there the act was done, whatever failed afterwards.
    """
    try:
        yield
    except BaseException:
        for each in made if unless is None or not unless.exists() else ():
            gone(each)
        raise


def put_free(place: Path, content: bytes) -> Path:
    """Write a file; where another one is called so, as 汇总_2.xlsx. One that says just this is left as it is: where it is."""
    free = free_place(place, content)
    if not free.exists():
        write_whole(free, content)
    return free


def put_new(place: Path, content: bytes, made: list[Path]) -> Path:
    """The same, and told to ``made`` where it was not there before."""
    free = free_place(place, content)
    if not free.exists():
        write_whole(free, content)
        made.append(free)
    return free


def free_place(place: Path, content: bytes) -> Path:
    """Where ``put_free`` leaves it."""
    tried = (place if n == 1 else place.with_stem(f"{place.stem}_{n}") for n in count(1))
    return next(free for free in tried if not free.exists() or free.read_bytes() == content)
