"""Many files judged by several processes: in their order, none lost and none twice, whatever becomes of a process."""

from __future__ import annotations

import gc
import pickle
import signal
from collections import deque
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from xlgen.catalogue import found
from xlgen.files.sources import Source
from xlgen.flows.judging.judge import Judge, Judged, judge_of
from xlgen.flows.own_rules import own_run
from xlgen.interrupts import held
from xlgen.issued.manifest import Manifest
from xlgen.rules.all_rules import RULES

CHUNK = 25  # files that are handed over together
AHEAD = 3  # chunks that wait for each process: what is done and not yet asked for stays small


@dataclass(frozen=True, slots=True)
class Brief:
    """What a process needs to judge: what was issued, which each reads for itself, and the file with the office's own rules."""

    manifest: Manifest | None
    rules: Path | None = None

    @property
    def can_travel(self) -> bool:
        """Whether another process can be told: not of a list of an earlier version, which is read as a whole."""
        try:
            return bool(pickle.dumps(self))
        except (AttributeError, TypeError, pickle.PicklingError):
            return False

    def judge(self) -> Judge:
        """Who judges so."""
        own = own_run(self.rules)
        return judge_of(self.manifest, (*RULES, *own.rules), own.run)


_JUDGE: list[Judge] = []  # the one of this process


def begin(brief: Brief) -> None:
    """Make this a process that judges: it leaves Ctrl-C to the one that began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _JUDGE[:] = [brief.judge()]
    gc.collect()
    gc.freeze()  # what was loaded stays: looking through it again and again would take a tenth of the time


def judged(sources: Sequence[Source]) -> list[Judged]:
    """The verdicts of some files, by the judge of this process."""
    return [_JUDGE[0].verdict(each) for each in sources]


def verdicts(brief: Brief, sources: Sequence[Source], jobs: int) -> Iterator[Judged]:
    """The verdict of each file, in their order, by ``jobs`` processes.

    Where a process ends by itself, the files it had are judged once more, those it ends at again one by one: the one that is to
    blame gets a finding (XG057), all others their verdict.
    """
    left = deque(sources[i : i + CHUNK] for i in range(0, len(sources), CHUNK))
    while left:
        done = yield from _until_one_breaks(brief, left, jobs)
        if not done:
            yield from _carefully(brief, left.popleft())


def _until_one_breaks(brief: Brief, left: deque[Sequence[Source]], jobs: int) -> Generator[Judged, None, bool]:
    """Chunks from the left as long as all processes live; whether none ended by itself."""
    pool = _pool(brief, jobs)
    waiting: deque[Future[list[Judged]]] = deque()
    try:
        while left:
            for chunk in islice(left, len(waiting), jobs * AHEAD):
                waiting.append(_handed(pool, chunk))
            found = waiting.popleft().result()
            left.popleft()
            yield from found
        return True
    except BrokenProcessPool:
        return False
    finally:
        _ended(pool)


def _carefully(brief: Brief, chunk: Sequence[Source]) -> Iterator[Judged]:
    """A chunk that a process may have ended at: as a whole in a process of its own, else each file in one."""
    if (found := _alone(brief, chunk)) is not None:
        yield from found
        return
    for each in chunk:
        yield from _alone(brief, [each]) or [culprit()]


def _alone(brief: Brief, chunk: Sequence[Source]) -> list[Judged] | None:
    pool = _pool(brief, 1)
    try:
        return _handed(pool, chunk).result()
    except BrokenProcessPool:
        return None
    finally:
        _ended(pool)


def _handed(pool: ProcessPoolExecutor, chunk: Sequence[Source]) -> Future[list[Judged]]:
    """A chunk handed over. A process may begin at this: Ctrl-C that comes just then is for the one that began it alone."""
    with held():
        return pool.submit(judged, chunk)


def _ended(pool: ProcessPoolExecutor) -> None:
    """End a pool now: what is under way only reads, and whoever stopped is not kept waiting for it."""
    under_way = [*(pool._processes or {}).values()]  # noqa: SLF001 - before Python 3.14 the executor cannot end them
    pool.shutdown(wait=False, cancel_futures=True)
    for each in under_way:
        each.terminate()


def culprit() -> Judged:
    """What is said of a file at which a process ended, and ended again."""
    told = found("XG057", "校验到这份表时程序意外结束，再试一次还是这样")
    return Judged(None, (told,))


def _pool(brief: Brief, jobs: int) -> ProcessPoolExecutor:
    # "spawn" everywhere: a forked child would share an open database, and Windows knows nothing else
    return ProcessPoolExecutor(jobs, get_context("spawn"), begin, (brief,))
