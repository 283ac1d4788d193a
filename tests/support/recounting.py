"""``make recount PROJECTS=150``: a batch is made, summed up, recalculated by LibreOffice, and every figure recounted."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import recount
import recount_batch
import recount_forms
import recount_lists
from office import recalculate
from xlgen.flows.summary import roll_up


def summed(folder: Path, count: int, seed: int = 7, fates: Sequence[str] = recount_batch.FATES) -> tuple[Path, Path]:
    """What the forms of a batch of ``count`` projects made in a folder say, and their summary, recalculated."""
    recount_batch.make(folder, count, seed, fates)
    roll_up([folder / "回收"], folder / "汇总.xlsx", folder / "下发", day=recount_batch.DAY)
    [reckoned] = recalculate([folder / "汇总.xlsx"], folder / "重算")
    return recount_forms.from_forms(folder), reckoned


def recounted(forms: Path, summary: Path) -> recount.Recount:
    """The comparison of a summary with what the forms say."""
    return recount_lists.add(recount.Recount(forms, summary).run())


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        found = recounted(*summed(Path(made), int(sys.argv[1])))
        print(*recount.told(found), sep="\n")
    sys.exit(1 if found.wrong else 0)
