"""What starting costs, as ratios measured side by side: an empty click program, and the commit before the house was built.

Seconds of CPU of a child process, the least of some runs taken in turns, so that other work on the machine hardly counts.
Modules are compiled once, by the first run, as they are where a program is installed.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

TOP = Path(__file__).parents[2]
BEFORE, RUNS = "3257c86", 7
EMPTY = 'import click\n\n\n@click.command()\ndef main() -> None:\n    """Nothing."""\n\n\nmain()\n'


def cpu(words: Sequence[str | Path], compiled: Path, source: Path = TOP) -> float:
    """Seconds of CPU that a program takes; ``source`` is the checkout that it imports xlgen from."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"PYTHONPATH": str(source), "PYTHONIOENCODING": "utf-8", "PYTHONPYCACHEPREFIX": str(compiled)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, *words], env=environment, cwd=source, stdout=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def side_by_side(
    one: Sequence[str | Path], other: Sequence[str | Path], compiled: Path, base: Path = TOP
) -> tuple[float, float]:
    """The least that each took, ``base`` being the checkout of the other; the first run of each only warms up."""
    took = [(cpu(one, compiled), cpu(other, compiled, base)) for _ in range(RUNS + 1)][1:]
    return min(each for each, _ in took), min(each for _, each in took)


def extracted(folder: Path) -> bool:
    """Whether the old commit could be put into a folder."""
    archive = subprocess.run(["git", "-C", TOP, "archive", BEFORE], capture_output=True, check=False)
    return (
        not archive.returncode and not subprocess.run(["tar", "-x", "-C", folder], input=archive.stdout, check=False).returncode
    )


def tell(what: str, ours: float, theirs: float, most: float) -> None:
    """One line: both figures, their ratio, and the most it should be."""
    print(f"{what}：{ours * 1000:.0f} ms ÷ {theirs * 1000:.0f} ms = {ours / theirs:.2f} 倍（目标不超过 {most}）")


def main(form: Path) -> None:
    """Print both ratios; ``form`` is a returned form to be checked."""
    with tempfile.TemporaryDirectory() as folder:
        empty, old, compiled = (Path(folder) / name for name in ("empty.py", "old", "compiled"))
        empty.write_text(EMPTY, "utf-8")
        old.mkdir()
        tell("启动 xlgen --help ÷ 空的 click 程序", *side_by_side(["-m", "xlgen", "--help"], [empty, "--help"], compiled), 2)
        check: list[str | Path] = ["-m", "xlgen", "check", form.absolute()]
        if extracted(old):
            tell(f"校验一份 xlgen check ÷ 改造前（{BEFORE}）", *side_by_side(check, check, compiled, old), 0.55)
        else:
            print(f"没有 {BEFORE} 这个提交（不是 git 检出），没有与改造前比校验一份的用时。")
