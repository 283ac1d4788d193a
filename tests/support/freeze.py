"""A set of batches as offices keep them, made by the program of one day: ``python tests/support/freeze.py FOLDER`` writes it.

Below FOLDER stands a folder per form that comes with xlgen: ``下发/`` with the blank and ``manifest.json``, ``收回/`` with the
form as it comes back (``填好``, ``改数`` with results typed over formulas, ``插行`` with a row inserted), and ``校验.json``: what
checking said of them that day. Sets are never made anew: tests/test_frozen.py holds every later version to them.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from batches import batches, damaged
from mirror import DAY, run


def freeze(out: Path) -> None:
    """The set, each batch in its own folder."""
    for batch in batches():
        if not batch.name.startswith("表式-"):
            continue
        folder = out / batch.template
        (folder / "收回").mkdir(parents=True)
        os.chdir(folder)
        batch.write_roster(Path("项目清单.xlsx"))
        run("issue", "-t", batch.template, "--roster", "项目清单.xlsx", "--out", "下发", "--date", DAY)
        Path("项目清单.xlsx").unlink()
        blank = next(Path("下发").glob("*.xlsx")).read_bytes()
        filled = batch.filled(blank)
        for name, content in {"填好": filled, "改数": batch.over_typed(filled), "插行": damaged(filled)["插行"]}.items():
            (Path("收回") / f"{name}.xlsx").write_bytes(content)
        said = run(
            "check", *sorted(Path("收回").glob("*.xlsx")), *sorted(Path("下发").glob("*.xlsx")), "--issued", "下发", "--json"
        )
        report = json.loads(said[: said.rindex("[")])
        Path("校验.json").write_text(json.dumps(report, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    freeze(Path(sys.argv[1]).absolute())
