"""Every command that writes, ended, failed or killed while it writes: what is left on disk, and what the same command makes of it.

A command runs in a forked child, in a folder of its own, its file operations counted: opening for writing, each half of a
writing, fsync, rename, mkdir, unlink, rmdir. ``died`` ends the process before the n-th, for every n; ``failed`` lets the n-th
fail once, ``full`` it and every writing behind it; ``killed`` sends SIGKILL at a random moment between the first and the last.
Afterwards, leaving out what is known as temporary, the folder is as before or as after, and the same command run again ends
there. ``make kills`` does all of it and prints the table that stands in docs/开发.md.
"""

from __future__ import annotations

import errno
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from counted import child, dying, failing, run, telling
from rosters import put, sound
from xlgen.files.returns import files_in
from xlgen.files.temporary import PREFIX
from xlgen.flows.filling import fill
from xlgen.flows.issuing import issue
from xlgen.writing.roster import write_rows

DAY = "2026-01-10"
ISSUE = "issue -t project --roster 项目清单.xlsx --date 2026-01-10 --out"
BAD = "回收/P001_村医培训.xlsx"
WRITING: Mapping[str, str] = {
    "issue, a new folder": f"{ISSUE} 下发二",
    "issue, an empty folder": f"{ISSUE} 空",
    "issue, a folder that holds other files": f"{ISSUE} .",
    "roster": "roster -t project -o 空白.xlsx",
    "fill": "fill 下发/P001_村医培训.xlsx --data 数据.toml -o 填好.xlsx",
    "lint -o": "lint 待改.xlsx -o 改写.xlsx",
    "rollup": "rollup 回收 --issued 下发 --date 2026-01-10 -o 汇总.xlsx",
    "repair": f"repair {BAD} -o 修好.xlsx",
    "repair, its own folder": f"repair {BAD}",
    "bridge mark": f"bridge mark {BAD} -o 标注.xlsx",
    "bridge mark, a folder": "bridge mark 回收",
    "bridge mark --in-place": f"bridge mark {BAD} --in-place",
    "bridge check": f"bridge check {BAD}",
    "bridge clear": "bridge clear 标过.xlsx --in-place",
    "bridge rollup": "bridge rollup 空簿.xlsx 回收 --issued 下发 --date 2026-01-10",
    "addin build excel": "addin build --target excel --python python3 --out 加载项",
    "addin build wps": "addin build --target wps --out 空",
    "demo": "demo --out 演示",
    "demo, an empty folder": "demo --out 空",
    "demo, made anew": "demo --out 演示过",
}
SLOW = tuple(name for name in WRITING if name.startswith("demo"))
FAULTS = {"ENOSPC": errno.ENOSPC, "EACCES": errno.EACCES, "EIO": errno.EIO}
UNREAD = "满分50分，完成率100%得满分，完成率每下降2个点扣一分，低于60%为0分，年底统一考核。"
MARK = ".xlgen-demo"
Tree = dict[str, str]


def is_temporary(name: str) -> bool:
    return any(part.startswith(PREFIX) and part != MARK for part in name.split("/"))


def tree(folder: Path, temporary: bool = False) -> Tree:
    """Every file by its path, with a digest; what is known as temporary, folders too, only where it is asked for."""
    known = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return {
        name: sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for name, path in known.items()
        if (temporary and is_temporary(name)) or (path.is_file() and not is_temporary(name))
    }


def prepared(home: Path) -> Path:
    """The folder every command starts from."""
    base = home / "base"
    base.mkdir()
    here = Path.cwd()
    os.chdir(base)
    try:
        _put_there()
        for words in (f"bridge mark {BAD} -o 标过.xlsx", "demo --out 演示过"):
            assert (ran := run(base, words)).code in (0, 1), ran
    finally:
        os.chdir(here)
    return base


def _put_there() -> None:
    sheets = sound()
    Path("项目清单.xlsx").write_bytes(write_rows(sheets))
    for title, value in (("指标值", "100%"), ("计量单位", "%"), ("评分方法", ""), ("评分标准", UNREAD)):
        put("指标", 1, title, value)(sheets)
    Path("待改.xlsx").write_bytes(write_rows(sheets))
    Path("空簿.xlsx").write_bytes(write_rows({"Sheet1": [["部门"]]}))
    Path("数据.toml").write_text('"填报人" = "某某"\n', "utf-8")
    Path("空").mkdir()
    Path("回收").mkdir()
    for name in issue("项目清单.xlsx", "下发", day=DAY).files:
        Path("回收", name).write_bytes(fill(f"下发/{name}", {"填报人": "某某"}).content)


@dataclass
class Tally:
    """What became of the runs of one command."""

    runs: int = 0
    half: int = 0  # found at work: something temporary, or a part of the files
    whole: int = 0  # all was there
    mended: int = 0  # run again: as after a full run
    faults: list[str] = field(default_factory=list)


class Trial:
    """One command: the folder before it and after it, and how many operations lie between."""

    def __init__(self, base: Path, name: str, home: Path) -> None:
        self.base, self.name, self.words, self.home = base, name, WRITING[name], home
        self.before = tree(base)
        folder = self._fresh()
        full = run(folder, self.words)
        self.count, self.full = full.count, full
        self.after = tree(folder)
        self.again = run(folder, self.words)
        self.tally = Tally()

    def _fresh(self) -> Path:
        folder = self.home / "work"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.base, folder)
        return folder

    def died(self, at: int) -> None:
        """The process ended itself before an operation."""
        folder = self._fresh()
        ran = run(folder, self.words, dying(at))
        if ran.code != 99:
            self._fault(f"died {at}: ended with {ran.code}")
        self._look(folder, f"died {at}")

    def failed(self, at: int, name: str, onwards: bool = False) -> None:
        """An operation failed: in words, and nothing is left but what was, or all is there."""
        folder, kind = self._fresh(), f"{name} at {at}{' and after' if onwards else ''}"
        ran = run(folder, self.words, failing(at, FAULTS[name], onwards))
        if ran.code not in (0, 1, 2) or "Traceback" in ran.said or "Errno" in ran.said or "程序出错" in ran.said:
            self._fault(f"{kind}: {ran.code} {ran.said[-300:]}")
        now = tree(folder)
        if now not in (self.before, self.after) and "made anew" not in self.name:
            self._fault(f"{kind}: neither before nor after, {sorted(now.items() ^ self.before.items())}")
        self._look(folder, kind)

    def killed(self, rng: random.Random, pause: float = 0.002) -> bool:
        """SIGKILL between the first operation and the last; False where it came too late."""
        folder = self._fresh()
        reading, writing = os.pipe()
        process = child(folder, self.words, telling(writing, self.count, pause))
        os.close(writing)
        os.read(reading, 1)
        time.sleep(rng.random() * self.count * pause * 1.1)
        os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        late = os.waitstatus_to_exitcode(status) != -9 or b"2" in (
            os.read(reading, 1) if select.select([reading], [], [], 0)[0] else b""
        )
        os.close(reading)
        if not late:
            self._look(folder, "killed")
        return not late

    def _look(self, folder: Path, kind: str) -> None:
        """What is on disk now, and after the same command."""
        self.tally.runs += 1
        now, every = tree(folder), tree(folder, temporary=True)
        known = {*self.before.items(), *self.after.items()}
        if torn := [each for each in now.items() if each not in known]:
            self._fault(f"{kind}: torn {torn}")
        if (lost := self.before.keys() & self.after.keys() - now.keys()) and "made anew" not in self.name:
            self._fault(f"{kind}: lost {lost}")
        counted = {path.relative_to(folder).as_posix() for path in files_in([folder])}
        if doubled := counted - self.before.keys() - self.after.keys():
            self._fault(f"{kind}: doubled {doubled}")
        self.tally.half += every != self.before and now != self.after
        self.tally.whole += now == self.after
        again = run(folder, self.words)
        end = tree(folder, temporary=True)
        if again.code not in (self.full.code, self.again.code) or "Traceback" in again.said or end != self.after:
            self._fault(f"{kind}, run again: {again.code} {again.said[-300:]} {sorted(end.items() ^ self.after.items())[:6]}")
        else:
            self.tally.mended += 1

    def _fault(self, said: str) -> None:
        self.tally.faults.append(said)


# ---- the table ----------------------------------------------------------------------------------------------------------


def every_operation(trial: Trial, rng: random.Random, most: int) -> None:
    """Ended and failed at each operation, or at so many of them."""
    places = range(1, trial.count + 1)
    for at in places if len(places) <= most else sorted(rng.sample(places, most)):
        trial.died(at)
        for name in FAULTS:
            trial.failed(at, name)
        trial.failed(at, "ENOSPC", onwards=True)


def main(kills: int = 1000, seed: int = 1, most: int = 1000) -> int:
    """The whole table; 1 where anything was torn, lost or doubled."""
    rng, faults = random.Random(seed), []
    print(
        "| command | file operations | ended or failed at one | killed | found work half done | all was there | run again: as after a full run |"
    )
    print("|---|--:|--:|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        base = prepared(Path(folder))
        for name in WRITING:
            trial = Trial(base, name, Path(folder))
            every_operation(trial, rng, most if name not in SLOW else most // 20)
            runs, killed = trial.tally.runs, 0
            while killed < kills // len(WRITING) + 1:
                killed += trial.killed(rng)
            done = trial.tally
            print(
                f"| {name} | {trial.count} | {runs} | {killed} | {done.half} | {done.whole} | {done.mended} of {done.runs} |",
                flush=True,
            )
            faults += [f"{name}: {said}" for said in done.faults]
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
