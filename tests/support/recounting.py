"""``make recount PROJECTS=150``: a batch is made, summed up, recalculated by LibreOffice, and every figure recounted."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import recount
import recount_batch
from office import recalculate
from xlgen.flows.summary import roll_up


def recounted(folder: Path, count: int, seed: int = 7) -> recount.Recount:
    """The comparison for a batch of ``count`` projects, made in a folder."""
    recount_batch.make(folder, count, seed)
    roll_up([folder / "回收"], folder / "汇总.xlsx", folder / "下发", day=recount_batch.DAY)
    [reckoned] = recalculate([folder / "汇总.xlsx"], folder / "重算")
    return recount.Recount(folder / "truth.json", reckoned).run()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        found = recounted(Path(made), int(sys.argv[1]))
        print(*recount.told(found), sep="\n")
    sys.exit(1 if found.wrong else 0)
