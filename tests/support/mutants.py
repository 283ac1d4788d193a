"""Put one fault after another into a copy of the program and see the tests fail: ``make mutants``. What survives is told."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEPT = ("xlgen", "templates", "samples", "docs", "tests", "pyproject.toml", "README.md", "CHANGELOG.md", "Makefile")
SECONDS = 300  # a fault may also be seen by tests that never end


def tried(mutant: Mapping[str, str], copy: Path) -> str:
    """What became of a fault: ``caught``, ``survived``, or why it could not be tried."""
    file = copy / "xlgen" / mutant["file"]
    if not file.exists() or (source := file.read_text("utf-8")).count(mutant["old"]) != 1:
        return "lost: the text does not stand there once"
    file.write_text(source.replace(mutant["old"], mutant["new"]), "utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "-m",
        "not office",
        "-p",
        "no:cacheprovider",
        *mutant["tests"].split(),
    ]
    try:
        run = subprocess.run(command, cwd=copy, capture_output=True, text=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "caught"
    finally:
        file.write_text(source, "utf-8")
    return {0: "survived", 1: "caught"}.get(run.returncode, f"not tried: {run.stdout[-300:]}{run.stderr[-300:]}")


def main(*wanted: str) -> int:
    """Try all, or those whose file is named; how many were not caught."""
    mutants = tomllib.loads((Path(__file__).parent / "mutants.toml").read_text("utf-8"))["mutant"]
    left = 0
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name)
        for kept in KEPT:
            into = shutil.copytree if (ROOT / kept).is_dir() else shutil.copy2
            into(ROOT / kept, copy / kept)
        for mutant in mutants:
            if not wanted or mutant["file"] in wanted:
                end = tried(mutant, copy)
                left += end != "caught"
                print(f"{end}: {mutant['file']}: {mutant['old']} → {mutant['new']}", flush=True)
    print(f"{len(mutants)} listed, {left} not caught")
    return left


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]) != 0)
