"""How long hostile files take and how much memory: ``make hard``. One kind of thing a file, as many as the limits let through.

Each file is read in a process of its own: CPU seconds and the peak of its memory, by command.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import hostile
from filled import issued, returned
from hostile import SIZES
from xlgen.errors import XlgenError
from xlgen.flows.checking import check
from xlgen.flows.repairing import repair
from xlgen.flows.sending_back import mark
from xlgen.flows.summary import roll_up
from xlgen.macros.marking import clear
from xlgen.workbook.engine.app import app

MOST_MB = 300  # of any one file
STOP = 60  # CPU seconds; a file that takes longer is said to
SHARES = tuple(int(share) for share in sys.argv[1:]) or (10, 50, 100)  # per cent of each size


def checked(file: Path) -> str:
    """As ``xlgen check`` does."""
    return str(check([file], None)[0].status)


def marked(file: Path) -> str:
    """As ``xlgen bridge mark`` does."""
    return mark(file, file.parent / f"marked{os.getpid()}")[0].said[:30]


def cleared(file: Path) -> str:
    """As ``xlgen bridge clear`` does."""
    book = app().books.open(file)
    count = clear(book)
    book.impl.state.saved()
    return f"{count} 格"


def repaired(file: Path) -> str:
    """As ``xlgen repair`` does."""
    return f"{repair(file, blank=file.with_name('blank.xlsx')).kept} 格"


def summed(file: Path) -> str:
    """As ``xlgen rollup`` does, the form counted as it is."""
    rolled = roll_up([file], file.with_name(f"sum{os.getpid()}.xlsx"), include_open=True, include_errors=True)
    return f"{len(rolled.rollup.projects)} 个项目"


COMMANDS: dict[str, Callable[[Path], str]] = {
    "check": checked,
    "mark": marked,
    "clear": cleared,
    "repair": repaired,
    "rollup": summed,
}


def measured(command: str, file: Path) -> tuple[float, int, str]:
    """CPU seconds, MB and what became of it."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (STOP, STOP))
        began = time.process_time()
        try:
            said = COMMANDS[command](file)
        except XlgenError as error:
            said = str(error)[:40]
        except BaseException as error:  # the table says it
            said = f"没有接住 {type(error).__name__}"
        os.write(write, f"{time.process_time() - began:.2f}\n{said}".encode())
        os._exit(0)
    os.close(write)
    _, _, used = os.wait4(child, 0)
    with os.fdopen(read, "rb") as pipe:
        took, _, said = pipe.read().decode().partition("\n")
    return float(took or STOP), used.ru_maxrss >> 10, said or f"{STOP} 秒没有完"


def _with_marks() -> bytes:
    """A form with faults, marked."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        file.write_bytes(issued()[1])
        (done,) = mark(file, file.with_name("out"))
        assert done.copy
        return done.copy.read_bytes()


def main() -> None:
    """Every file with every command, then the seconds that half of them, all but one in a hundred, and the worst take."""
    bases = (returned(), ("check", "repair", "rollup")), (_with_marks(), ("mark", "clear"))
    seconds: dict[str, list[float]] = {command: [] for command in COMMANDS}
    largest = 0
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        file.with_name("blank.xlsx").write_bytes(issued()[1])
        for kind, most in SIZES.items():
            for share in SHARES:
                for base, commands in bases:
                    file.write_bytes(hostile.grown(base, kind, most * share // 100))
                    for command in commands:
                        took, megabytes, said = measured(command, file)
                        seconds[command].append(took)
                        largest = max(largest, megabytes)
                        print(
                            f"{kind:<12}{most * share // 100:>8} {command:<6}{took:8.2f} s {megabytes:5} MB  {said}", flush=True
                        )
    for command, taken in seconds.items():
        taken.sort()
        p50, p99 = taken[len(taken) // 2], taken[min(len(taken) - 1, len(taken) * 99 // 100)]
        print(f"{command:<6}{len(taken)} 份  p50 {p50:.2f} s  p99 {p99:.2f} s  最长 {taken[-1]:.2f} s")
    print(f"最多 {largest} MB")
    if largest > MOST_MB:
        sys.exit(f"超过 {MOST_MB} MB")


if __name__ == "__main__":
    main()
