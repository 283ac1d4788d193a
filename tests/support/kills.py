"""Every command that writes, ended, failed or killed while it writes: what is left on disk, and what the same command makes of it.

A command runs in a forked child, in a folder of its own, its file operations counted: opening for writing, each half of a
writing, fsync, rename, mkdir, unlink, rmdir. ``stopped`` lets the n-th fail once, each fault in turn, then it and every writing
behind it, then ends the process before it; ``killed`` sends SIGKILL at a random moment between the first and the last. Afterwards, leaving out what is known as temporary, the folder is as before or as after, and the same command run again
ends there. ``make kills`` does all of it and prints the table that stands in docs/开发.md; stopped, it goes on with the command
it was at.
"""

from __future__ import annotations

import errno
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from counted import Ran, child, dying, ended, failing, offering, run, telling
from writers import CAMPAIGN, HOLDING, STEPS, WRITING, prepared, settle
from xlgen.acceptance.ledger import NAME as LEDGER
from xlgen.acceptance.ledger import REGISTER, read_ledger
from xlgen.bridge.waiting import ANSWER, REQUEST, TAKEN
from xlgen.campaign.folder import IN
from xlgen.desk.records import WATCHING
from xlgen.files.sources import gather
from xlgen.files.temporary import PREFIX
from xlgen.register.opening import reading
from xlgen.register.recording.act_files import PENDING

FAULTS = {name: getattr(errno, name) for name in ("ENOSPC", "EACCES", "EROFS", "EDQUOT", "EIO")}
MARK = ".xlgen-demo"
Tree = dict[str, str]


def is_temporary(name: str) -> bool:
    """Half a file, half a folder; what a change of a register is undone from; the word of a process that it waits."""
    return name.endswith((f"/{WATCHING}", "-journal", f"/{PENDING}")) or any(
        part.startswith(PREFIX) and part != MARK for part in name.split("/")
    )


def tree(folder: Path, temporary: bool = False) -> Tree:
    """Every file by its path, with a digest; what is known as temporary, folders too, only where it is asked for.

    The record of answers is a file for each answer: it only grows, and a line that was cut off is half a writing. A register is
    what it says, and its answers are counted as those in the record.
    """
    known = {as_request(path).relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    found = {
        name: _digest(path) if path.is_file() else ""
        for name, path in known.items()
        if (temporary and is_temporary(name))
        or (path.is_file() and not is_temporary(name) and path.name not in (LEDGER, REGISTER))
    }
    for name in (name for name, path in known.items() if path.name == REGISTER and not is_temporary(name)):
        found |= _register(name, known[name])
    for name in (name for name, path in known.items() if path.name == LEDGER):
        ledger = read_ledger(known[name].parent)
        found |= {f"{name} {i}": repr(each) for i, each in enumerate(ledger.record)}
        found |= {f"{name}{CUT}": ""} if temporary and ledger.unread else {}
    return found


CUT = ", cut off"


def _whole(every: Tree) -> Tree:
    """The same without what is temporary."""
    return {name: said for name, said in every.items() if not is_temporary(name) and not name.endswith(CUT)}


def _register(name: str, path: Path) -> Tree:
    """What a register says, each of its answers apart."""
    files = sorted(path.parent.glob(f"{REGISTER}*"))
    lines = _said(tuple((file.name, file.read_bytes()) for file in files))
    rows = [line for line in lines if line.startswith('INSERT INTO "answers"')]
    said = "\n".join(line for line in lines if line not in rows)
    return {name: sha256(said.encode()).hexdigest()} | {f"{name} {i}": row for i, row in enumerate(rows)}


@lru_cache(maxsize=64)
def _said(files: tuple[tuple[str, bytes], ...]) -> list[str]:
    """The same read from a copy, with its journal: what was not brought to its end is undone there."""
    with tempfile.TemporaryDirectory() as place:
        for name, content in files:
            Path(place, name).write_bytes(content)
        with closing(reading(Path(place, REGISTER))) as connection:
            return list(connection.iterdump())


def as_request(path: Path) -> Path:
    """A request that a helper had taken is a request still, and waits again; beside its answer it is nothing."""
    if not TAKEN.fullmatch(path.name):
        return path
    return path.with_name(f"{PREFIX}taken" if path.with_name(ANSWER).exists() else REQUEST)


def _digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def state(folder: Path) -> frozenset[tuple[str, str]]:
    """All that a run could see: the same state, the same run."""
    return frozenset(
        (path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest() if path.is_file() else "")
        for path in folder.rglob("*")
    )


@dataclass
class Tally:
    """What became of the runs of one command."""

    operations: int = 0
    ended: int = 0
    failed: int = 0
    killed: int = 0
    half: int = 0  # found at work: something temporary, or a part of the files
    whole: int = 0  # all was there
    mended: int = 0  # run again: as after a full run
    torn: int = 0
    lost: int = 0
    doubled: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def runs(self) -> int:
        return self.ended + self.failed + self.killed


class Trial:
    """One command: the folder before it and after it, and how many operations lie between."""

    def __init__(self, base: Path, name: str, home: Path) -> None:
        self.name, self.words, self.home, self.first = name, WRITING[name], home, settle(base)
        self.base = _named_in(base, self.words, home / "base of one") if name in CAMPAIGN else base
        self.before = tree(self.base)
        folder = self._fresh()
        self.full = run(folder, self.words, first=self.first)
        self.count = self.full.count
        self.after = tree(folder)
        self.again = run(folder, self.words, first=self.first)
        self.beyond = tree(folder)  # rounds are numbered: after 回收_退回 comes 回收_退回2, the same once more
        self.tally = Tally(self.count)
        self.known: dict[frozenset[tuple[str, str]], tuple[Ran, Tree]] = {}  # what a run makes of a state

    def _fresh(self) -> Path:
        folder = self.home / "work"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.base, folder)
        return folder

    def stopped(self, at: int, faults: Iterable[str] = tuple(FAULTS)) -> None:
        """An operation failed in each of these ways, failed with all behind it on a full disk, and was never come to."""
        if self.name in HOLDING:
            self._stopped_alone(at, faults)
            return
        folder, saved = self._fresh(), self.home / "saved"
        asked, told = os.pipe(), os.pipe()
        process = child(folder, self.words, offering(at, asked[0], told[1]), self.first)
        assert os.read(told[0], 5) == b"ready"
        shutil.rmtree(saved, ignore_errors=True)
        shutil.copytree(folder, saved)
        for name, onwards in [*((name, False) for name in faults), ("ENOSPC", True)]:
            os.write(asked[1], f"{FAULTS[name]} {int(onwards)}".encode())
            ran = ended(folder, int(os.read(told[0], 20)))
            self._failed(folder, ran, f"{name} at {at}{' and after' if onwards else ''}", process)
            _restore(folder, saved)
        os.write(asked[1], b"end")
        os.waitpid(process, 0)
        for pipe in (*asked, *told):
            os.close(pipe)
        self.tally.ended += 1
        self._look(folder, f"died {at}", process)

    def _stopped_alone(self, at: int, faults: Iterable[str]) -> None:
        """The same, each in a process of its own from the beginning: one that only waits would hold the campaign."""
        for name, onwards in [*((name, False) for name in faults), ("ENOSPC", True)]:
            folder = self._fresh()
            process = child(folder, self.words, failing(at, FAULTS[name], onwards), self.first)
            ran = ended(folder, os.waitpid(process, 0)[1])
            self._failed(folder, ran, f"{name} at {at}{' and after' if onwards else ''}", process)
        folder = self._fresh()
        process = child(folder, self.words, dying(at), self.first)
        os.waitpid(process, 0)
        self.tally.ended += 1
        self._look(folder, f"died {at}", process)

    def _failed(self, folder: Path, ran: Ran, kind: str, process: int) -> None:
        """In words, and nothing is left but what was, or all is there."""
        self.tally.failed += 1
        if ran.code not in (0, 1, 2) or "Traceback" in ran.said or "Errno" in ran.said or "程序出错" in ran.said:
            self._fault(f"{kind}: {ran.code} {ran.said[-300:]}")
        every = tree(folder, temporary=True)
        now = _whole(every)
        if now not in (self.before, self.after) and not self._is_between(now) and "made anew" not in self.name:
            self._fault(f"{kind}: neither before nor after, {sorted(now.items() ^ self.before.items())}")
        self._look(folder, kind, process, every)

    def _is_between(self, now: Tree) -> bool:
        """What came in is kept file by file before it is written down that it came: some of it may be there, and counts as nothing.

        Of a command of several steps those that were done stay.
        """
        more = {name for name in now if now[name] != self.before.get(name)}
        kept = all(now[name] == self.after.get(name) and (f"/{IN}/" in name or self.name in STEPS) for name in more)
        return self.name in HOLDING and kept and not self.before.keys() - now.keys()

    def killed(self, rng: random.Random, pause: float = 0.002) -> bool:
        """SIGKILL between the first operation and the last; False where it came too late."""
        folder = self._fresh()
        reading, writing = os.pipe()
        process = child(folder, self.words, telling(writing, self.count, pause), self.first)
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
            self.tally.killed += 1
            self._look(folder, "killed", process)
        return not late

    def _look(self, folder: Path, kind: str, process: int, every: Tree | None = None) -> None:
        """What is on disk now, and after the same command; the process that wrote is gone."""
        every = tree(folder, temporary=True) if every is None else every
        now = _whole(every)
        known = {*self.before.items(), *self.after.items()}
        if torn := [each for each in now.items() if each not in known]:
            self._fault(f"{kind}: torn {torn}", "torn")
        if (lost := self.before.keys() & self.after.keys() - now.keys()) and "made anew" not in self.name:
            self._fault(f"{kind}: lost {lost}", "lost")
        counted = {
            path.relative_to(folder).as_posix() for path in (each.path for each in gather([folder]).forms if not each.archive)
        }
        if doubled := counted - self.before.keys() - self.after.keys():
            self._fault(f"{kind}: doubled {doubled}", "doubled")
        self.tally.half += every != self.before and now != self.after
        self.tally.whole += now == self.after
        due = self.beyond if now == self.after else self.after
        again, end = self._run_again(folder, process)
        if again.code not in (self.full.code, self.again.code) or "Traceback" in again.said or end != due:
            self._fault(f"{kind}, run again: {again.code} {again.said[-300:]} {sorted(end.items() ^ due.items())[:6]}")
        else:
            self.tally.mended += 1

    def _run_again(self, folder: Path, dead: int) -> tuple[Ran, Tree]:
        """The same command once more, and what is there then; done once for each state it can start from."""
        started = state(folder)
        if started not in self.known:
            self.known[started] = (
                run(folder, self.words, first=settle(self.base, dead)),
                tree(folder, temporary=True),
            )
        return self.known[started]

    def _fault(self, said: str, kind: str = "") -> None:
        self.tally.faults.append(said)
        if kind:
            setattr(self.tally, kind, getattr(self.tally, kind) + 1)


def _named_in(base: Path, words: str, place: Path) -> Path:
    """Of the folder that every command starts from what one of a campaign names: the less there is, the more is tried in a minute."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    named = {word.partition("/")[0] for word in words.split()}
    for path in (path for path in base.iterdir() if path.name in named):
        shutil.copytree(path, place / path.name) if path.is_dir() else shutil.copy(path, place / path.name)
    return place


def _restore(folder: Path, saved: Path) -> None:
    """The folder as it was saved; what is open stays the same file."""
    for path in sorted(folder.rglob("*"), reverse=True):
        if not (saved / path.relative_to(folder)).exists():
            path.rmdir() if path.is_dir() else path.unlink()
    for path in sorted(saved.rglob("*")):
        there = folder / path.relative_to(saved)
        if path.is_dir():
            there.mkdir(exist_ok=True)
        elif not there.exists() or there.read_bytes() != path.read_bytes():
            there.write_bytes(path.read_bytes())


# ---- the table ----------------------------------------------------------------------------------------------------------


def every_operation(trial: Trial, rng: random.Random, most: int) -> None:
    """Ended and failed at each operation, each fault; or at so many of them, each with one fault."""
    places = range(1, trial.count + 1)
    for at in places if len(places) <= most else sorted(rng.sample(places, most)):
        trial.stopped(at, FAULTS if len(places) <= most else rng.sample(sorted(FAULTS), 1))


HEAD = "| 命令 | 文件操作 | 中断 | 出错 | 强行结束 | 停下时写到一半 | 停下时已写全 | 半个文件 | 丢失 | 多算 | 再运行一次，与一次做完相同 |"


def row(name: str, done: Tally) -> str:
    """A line of the table."""
    return (
        f"| `{name}` | {done.operations} | {done.ended} | {done.failed} | {done.killed} | {done.half} | {done.whole} | "
        f"{done.torn} | {done.lost} | {done.doubled} | {done.mended} / {done.runs} |"
    )


def tallied(trial: Trial, kills: int, seed: int, in_turn: bool) -> Tally:
    """One command at every operation, and killed so often; ``in_turn`` each operation fails in one way only, one after the other."""
    rng = random.Random(f"{seed} {trial.name}")
    for at in range(1, trial.count + 1):
        trial.stopped(at, [sorted(FAULTS)[at % len(FAULTS)]] if in_turn else FAULTS)
    while trial.tally.killed < kills:
        trial.killed(rng)
    return trial.tally


def asked_for(said: str) -> list[str]:
    """Commands by their names, ``;`` between them; ``campaign`` is all of a campaign, nothing said is all there are."""
    names = [each.strip() for each in said.split(";") if each.strip()] or list(WRITING)
    return [name for each in names for name in (CAMPAIGN if each == "campaign" else (each,))]


def main(kills: int, home: Path, said: str = "", seed: int = 1) -> int:
    """The table, as far as it does not stand in the states kept in a folder, one a command; 1 where anything was found."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False).stdout.strip()
    names, kept = asked_for(said), dict[str, dict[str, Any]]()
    each = -(-kills // len(names))
    print(time.strftime("%Y-%m-%d"), commit, HEAD, "|---|" + "--:|" * 10, sep="\n", flush=True)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        base = prepared(Path(folder))
        for name in names:
            state = home / f"{name}.json"
            kept[name] = json.loads(state.read_text("utf-8")) if state.exists() else {}
            if kept[name].get("killed", 0) < each:
                kept[name] = asdict(tallied(Trial(base, name, Path(folder)), each, seed, bool(os.environ.get("IN_TURN")))) | {
                    "commit": commit
                }
                state.write_text(json.dumps(kept[name], ensure_ascii=False, indent=1), "utf-8")
            print(row(name, _tally(kept[name])), flush=True)
    total = [_tally(kept[name]) for name in names]
    sums = {name: sum(getattr(one, name) for one in total) for name in Tally.__dataclass_fields__ if name != "faults"}
    print(row("合计", Tally(**sums)))
    faults = [f"{name}: {found}" for name in names for found in kept[name]["faults"]]
    print(*faults, sep="\n")
    return int(bool(faults))


def _tally(kept: dict[str, Any]) -> Tally:
    return Tally(**{name: kept[name] for name in Tally.__dataclass_fields__})


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]))
