"""Many files judged by the workers of a dask cluster, in their order: a lost worker's files are judged by another."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import uuid4

from xlgen.errors import XlgenError
from xlgen.files.afar.urls import address_of, on_disk
from xlgen.files.sources import Source
from xlgen.flows.judging.afar import on_this_disk
from xlgen.flows.judging.fingerprint import judging
from xlgen.flows.judging.judge import Judge, Judged, judge_of
from xlgen.flows.judging.workers import AHEAD, CHUNK, culprit
from xlgen.flows.own_rules import own_run
from xlgen.issued.manifest import Manifest, manifest_of
from xlgen.rules.all_rules import RULES

LACKING = "用几台电脑一起校验要另装几个软件包：pip install 'xlgen[cluster]'"
PATIENCE = 60  # seconds: whoever minds a worker that ended has begun another one by then
_ONE_AT_A_TIME = Lock()  # a worker may have several threads; who judges keeps what it judges


@dataclass(frozen=True, slots=True)
class FarBrief:
    """What a worker on another computer needs to judge, by addresses: folders of what was issued, the office's own rules.

    ``run`` tells runs apart: a worker that judged before reads all of it again.
    """

    issued: tuple[str, ...]
    rules: str
    run: str

    def judge(self) -> Judge:
        """Who judges so."""
        folders = [on_this_disk(each) for each in self.issued]
        own = own_run(on_disk(self.rules) if self.rules else None)
        return judge_of(manifest_of(folders) if folders else None, (*RULES, *own.rules), own.run)


def brief_of(manifest: Manifest | None, rules: Path | None) -> FarBrief:
    """The brief for one run; what lies on disk is named as the folder that all computers share."""
    places = map(address_of, manifest.folders) if manifest else ()
    return FarBrief(tuple(places), address_of(rules) if rules else "", uuid4().hex)


def judged_there(brief: FarBrief, sources: Sequence[Source]) -> list[Judged]:
    """The verdicts of some files, on a worker."""
    with _ONE_AT_A_TIME:
        return [_judge(brief).verdict(each) for each in sources]


@lru_cache(1)
def _judge(brief: FarBrief) -> Judge:
    return brief.judge()


def _afar(source: Source) -> Source:
    """The same file as other computers find it."""
    return source if source.address else replace(source, address=address_of(source.on_disk))


def verdicts_by(cluster: str, brief: FarBrief, sources: Sequence[Source]) -> Iterator[Judged]:
    """The verdict of each file, in their order, by the workers at an address.

    XlgenError where nobody answers there, no worker is left, or one has another xlgen: it would judge otherwise.
    """
    try:
        from distributed import Client, KilledWorker
    except ImportError:
        raise XlgenError(LACKING) from None
    try:
        client = Client(cluster, timeout="10s", set_as_default=False)
    except (OSError, ValueError):
        raise XlgenError(f"连不上 {cluster}。请看调度程序开了没有，地址对不对（像 tcp://192.0.2.1:8786）") from None
    with client:
        _refuse_others(client)
        far = [_afar(each) for each in sources]
        left = deque(far[i : i + CHUNK] for i in range(0, len(far), CHUNK))
        waiting: deque[Any] = deque()
        while left:
            for chunk in islice(left, len(waiting), AHEAD * max(1, sum(client.ncores().values()))):
                waiting.append(client.submit(judged_there, brief, chunk, pure=False))
            chunk = left.popleft()
            try:
                yield from _waited_for(client, waiting.popleft())
            except KilledWorker:  # several workers ended at it
                yield from (_alone(client, brief, each, KilledWorker) for each in chunk)


def _alone(client: Any, brief: FarBrief, each: Source, killed: type[Exception]) -> Judged:
    try:
        [found] = _waited_for(client, client.submit(judged_there, brief, [each], pure=False))
    except killed:
        return culprit()
    else:
        assert isinstance(found, Judged)
        return found


def _waited_for(client: Any, future: Any) -> Any:
    """What a worker gives. XlgenError where the last of them is gone and no other comes: nobody would ever answer."""
    while True:
        try:
            return future.result(timeout=PATIENCE)
        except TimeoutError:
            if future.done():  # the work itself ran out of time
                raise
            if not client.ncores():
                raise XlgenError(
                    f"调度程序那里 {PATIENCE} 秒没有一个工作进程了，没有校验完。请把工作进程开起来，再运行一次"
                ) from None


def _refuse_others(client: Any) -> None:
    """XlgenError where a worker's program is not this one to the last line."""
    others = [worker for worker, own in client.run(judging, []).items() if own != judging([])]
    if others:
        raise XlgenError(f"{'、'.join(others)} 上的 xlgen 或 Python 与这里的不同，判得可能不一样。请装成同一版再运行")
