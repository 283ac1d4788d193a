"""Wheel and sdist as a user gets them: each is built, installed into an empty environment, and tried outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
TRIED = (  # commands, and the exit codes they may end with: the demonstration's forms hold faults
    ("--version", (0,)),
    ("demo", (0,)),
    ("check demo/returned --issued demo/issued", (1,)),
    ("addin build --target excel --out addin/xlgen.xlam", (0,)),
    ("addin build --target wps --out addin/wps", (0,)),
)


def built(folder: Path) -> list[Path]:
    """The sdist, and the wheel made from it."""
    subprocess.run([sys.executable, "-m", "build", "--outdir", folder, ROOT], check=True, stdout=subprocess.DEVNULL)
    return sorted(folder.iterdir())


def left_out(sdist: Path) -> Iterator[str]:
    """What git tracks and the sdist lacks; git's own settings may be missing."""
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    tracked = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    yield from sorted(name for name in tracked.split("\0") if name and not name.startswith(".git") and name not in inside)


def tried(archive: Path, folder: Path) -> None:
    """Install it into an environment of its own and run the commands; SystemExit where one does not end as it should."""
    venv.create(folder / "venv", with_pip=True)
    python = folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    subprocess.run([python, "-m", "pip", "install", "-qq", "--disable-pip-version-check", archive], check=True)
    away = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    for command, codes in TRIED:
        run = subprocess.run(
            [python, "-m", "xlgen", *command.split()], cwd=folder, env=away, capture_output=True, text=True, check=False
        )
        print(f"{archive.name}: xlgen {command} → {run.returncode}")
        if run.returncode not in codes:
            sys.exit(f"{run.stdout}{run.stderr}")


def main() -> None:
    """Try both; every line printed is a command that ended as it should."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archives = built(folder / "dist")
        if missing := [name for archive in archives if archive.suffix == ".gz" for name in left_out(archive)]:
            sys.exit(f"the sdist lacks {' '.join(missing)}")
        for archive in archives:
            place = folder / archive.suffix.strip(".")
            place.mkdir()
            tried(archive, place)


if __name__ == "__main__":
    main()
