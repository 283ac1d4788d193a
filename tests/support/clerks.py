"""Two clerks at once in one campaign: one stopped before an operation of his command, another's command run to its end meanwhile.

Then the first goes on. Whoever was refused was told who the other is, and runs his command again: the campaign is as if one had
come after the other. Each comes by a way of his own, which may be the same folder, or a mount each of one share, where the second is
taken for another machine. ``make clerks`` does it at every operation, with locks that hold and with locks that are granted to all;
``SHARE="a b"`` names two such mounts, ``EVERY=4`` stops at every fourth operation.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from counted import Ran, child, ended, run
from kills import Tree, tree
from writers import CELL, prepared, settle
from xlgen.files import temporary
from xlgen.register import holding, opening

NAMES = "张某某", "李某某"
_AT = "--in 批次"
COMMANDS = {
    "collect": f"collect 来件 --received 2026-02-05 {_AT}",
    "collect, another": f"collect 来信.eml --received 2026-02-06 {_AT}",
    "status": f"status --date 2026-03-05 {_AT}",
    "status --chase": f"status --chase --date 2026-03-05 {_AT}",
    "return": f"return --date 2026-03-05 {_AT}",
    "accept": f"accept P001 {CELL} --reason 核对过 --date 2026-03-05 {_AT}",
    "rollup": f"rollup --date 2026-03-05 {_AT}",
    "issue": "issue --date 2026-03-05 --in 新批",
    "recall": f"recall P002 --reason 不做了 --date 2026-03-05 {_AT}",
}
PAIRS = (
    ("collect", "collect"),
    ("collect", "collect, another"),
    ("collect", "status"),
    ("collect", "rollup"),
    ("return", "accept"),
    ("accept", "return"),
    ("rollup", "collect"),
    ("issue", "issue"),
    ("recall", "collect"),
    ("status --chase", "collect"),
    ("status --chase", "status"),
)
NO_RECORD = ("status", "status --chase")  # they say nobody's name


@dataclass
class Met:
    """How often two came together, how often one of them was refused in words that name the other, and what was wrong."""

    times: int = 0
    both: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)


class Meeting:
    """Two commands over one folder, that each of them reaches by a way of his own."""

    def __init__(self, base: Path, pair: tuple[str, str], ways: Sequence[Path], home: Path, has_locks: bool = True) -> None:
        self.base, self.pair, self.ways, self.met, self.told, self.has_locks = base, pair, ways, Met(), home, has_locks
        self.count = run(self._fresh()[0], self._words(0), first=self._first(0)).count  # operations of the first
        self.ends = [self._in_turn(0, 1), self._in_turn(1, 0)]

    def _words(self, clerk: int) -> str:
        words = COMMANDS[self.pair[clerk]]
        return words if self.pair[clerk] in NO_RECORD else f"{words} --by {NAMES[clerk]}"

    def _first(self, clerk: int) -> Callable[[], None]:
        """What a clerk's process begins with: his name, little patience; by another way, another machine's."""
        settled = settle(self.base)

        def first() -> None:
            settled()
            opening.PATIENCE = 0.1
            holding.getuser = lambda: NAMES[clerk]
            if clerk and self.ways[0] != self.ways[1]:
                holding.node = lambda: "乙"
                temporary._HOST = "ffff"
            if not self.has_locks:
                opening._connected, holding.is_network = _without_locks, lambda _: True

        return first

    def _fresh(self) -> list[Path]:
        """The folder as before, and the place that each runs in."""
        for name in ("批次", "新批", "来件", "来信.eml"):
            there = self.ways[0] / name
            shutil.rmtree(there) if there.is_dir() else there.unlink(missing_ok=True)
            if (self.base / name).is_dir():
                shutil.copytree(self.base / name, there, copy_function=shutil.copyfile)
            else:
                shutil.copyfile(self.base / name, there)
        places = [self.told / "甲", self.told / "乙"]
        for place, way in zip(places, self.ways, strict=True):
            place.unlink(missing_ok=True)
            place.symlink_to(way)
        return places

    def _in_turn(self, *order: int) -> Tree:
        places = self._fresh()
        for clerk in order:
            run(places[clerk], self._words(clerk), first=self._first(clerk))
        return self._now()

    def _now(self) -> Tree:
        return tree(self.ways[0], temporary=True)

    def at(self, operation: int) -> None:
        """The first is stopped before an operation, and the second does what he does."""
        places = self._fresh()
        (asked, ask), (told, tell) = os.pipe(), os.pipe()

        def before(count: int, _: str) -> None:
            if count == operation:
                os.write(tell, b"1")
                os.read(asked, 1)

        process = child(places[0], self._words(0), before, self._first(0))
        os.read(told, 1)
        second = run(places[1], self._words(1), first=self._first(1))
        os.write(ask, b"1")
        first = ended(places[0], os.waitpid(process, 0)[1])
        for pipe in (asked, ask, told, tell):
            os.close(pipe)
        self._judge(operation, [first, second], places)

    def _judge(self, operation: int, ran: list[Ran], places: Sequence[Path]) -> None:
        met, met.times = self.met, self.met.times + 1
        refused = [clerk for clerk in (0, 1) if ran[clerk].code not in (0, 1) and self._is_refusal(ran[clerk])]
        met.refused += bool(refused)
        met.both += not refused
        said = f"{' × '.join(self.pair)} at {operation}"
        for clerk in refused:
            if NAMES[1 - clerk] not in ran[clerk].said:
                met.faults.append(f"{said}: {NAMES[clerk]} is not told who: {ran[clerk].said[-200:]}")
            run(places[clerk], self._words(clerk), first=self._first(clerk))
        if len(refused) > 1 or any("Traceback" in each.said or "程序出错" in each.said for each in ran):
            met.faults.append(f"{said}: {[each.said[-300:] for each in ran]}")
        if (now := self._now()) not in self.ends:
            met.faults.append(f"{said}: neither in turn, {sorted(now.items() ^ self.ends[0].items())[:8]} {ran}")

    @staticmethod
    def _is_refusal(ran: Ran) -> bool:
        return "没有写" in ran.said or "这一次没有做" in ran.said


def _without_locks(path: Path, how: str) -> sqlite3.Connection:
    """A register as it is on a network drive that grants every lock: to this machine, and to any other."""
    connection = sqlite3.connect(f"file:{path.absolute()}?{how}&vfs=unix-none", 0, isolation_level=None, uri=True)
    connection.execute("PRAGMA query_only=1")
    return connection


HEAD = "| 两人 | 停在 | 都做成 | 一人被告知是谁 | 丢失、多算、说不出是谁 |"


def row(pair: tuple[str, str], met: Met) -> str:
    """A line of the table."""
    return f"| `{pair[0]}`、`{pair[1]}` | {met.times} | {met.both} | {met.refused} | {len(met.faults)} |"


def main(every: int, ways: Sequence[Path]) -> int:
    """All pairs, the first stopped before each of his operations, or every so many; 1 where anything was found."""
    print(time.strftime("%Y-%m-%d"), flush=True)
    faults = list[str]()
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        home = Path(folder)
        base = prepared(home)
        (home / "both").mkdir()
        for has_locks in (True,) if ways else (True, False):
            print(
                "共享文件夹" if ways else "锁有效" if has_locks else "锁谁要都给",
                HEAD,
                "|---|" + "--:|" * 4,
                sep="\n",
                flush=True,
            )
            for pair in PAIRS:
                meeting = Meeting(base, pair, ways or [home / "both"] * 2, home, has_locks)
                for operation in range(1, meeting.count + 1, every):
                    meeting.at(operation)
                print(row(pair, meeting.met), flush=True)
                faults += meeting.met.faults
    print(*faults, sep="\n")
    return int(bool(faults))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), [Path(each) for each in sys.argv[2:]]))
