"""By what means many files are judged: how many processes, and where it is kept what was found."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from xlgen.files.mishaps import own_folders

PLACE = "XLGEN_CACHE"  # of the environment: another file for what was found; empty: nothing is kept


@dataclass(frozen=True, slots=True)
class Means:
    """``jobs`` processes, and the file in which it is kept what was found; None: it is kept nowhere.

    ``cluster`` is the address of a dask scheduler whose workers judge instead, "" where there is none.
    """

    jobs: int = 1
    memory: Path | None = None
    cluster: str = ""


def all_means(jobs: int | None = None, *, remembers: bool = True, cluster: str = "") -> Means:
    """As many processes as the computer has cores, or ``jobs``; what was found is kept in the user's own folder for such things.

    The environment's ``XLGEN_CACHE`` names another file, or nothing where nothing is to be kept.
    """
    return Means(jobs or os.cpu_count() or 1, _place() if remembers else None, cluster)


def _place() -> Path | None:
    said = os.environ.get(PLACE)
    if said is not None:
        return Path(said) if said.strip() else None
    return next(own_folders()) / "verdicts.sqlite"
