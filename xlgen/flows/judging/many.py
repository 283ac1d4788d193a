"""Many returned files → their returns, in their order: what was found before is looked up, the rest is judged."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing, nullcontext
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlgen.errors import XlgenError
from xlgen.files.same_files import told_apart_by
from xlgen.files.showing import shown_path
from xlgen.files.sources import Source
from xlgen.flows.judging.judge import Judge, Judged, read_form
from xlgen.flows.judging.means import Means
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.returned.kept.extract import Kept
from xlgen.returned.kept.slimming import Sharing
from xlgen.workbook.collecting import uncollected

if TYPE_CHECKING:
    from xlgen.flows.judging.memory import Memory

AT_HAND = 50  # forms whose workbooks stay open, and that one process judges: no more are gone through one by one
OPENED_AGAIN = 32  # of very many forms: how many stay open that were asked for once more


def returns_of(
    sources: Sequence[Source],
    judge: Judge,
    rules: Path | None,
    digests: Mapping[Path, bytes],
    means: Means,
    progress: Callable[[Sequence[Source]], Any] = iter,
) -> list[Return]:
    """The return of each file. ``rules`` is the file of the office's own rules, ``digests`` tell files apart by their path."""
    if len(sources) <= AT_HAND and means.memory is None and not means.cluster:
        with uncollected():
            return [judge.judged(each.path, partial(read_form, each)) for each in progress(sources)]
    again = lru_cache(OPENED_AGAIN)(partial(_again, judge, digests))
    done, heard, sharing = [], [], Sharing()
    with _memory(judge, means) as memory, closing(_found(sources, judge, rules, digests, memory, means)) as found:
        for each in progress(sources):
            verdict = next(found)
            heard.append(verdict.heard)
            form = Kept(sharing.shared(verdict.extract), partial(again, each)) if verdict.extract else None
            done.append(Return(each.path, form, verdict.findings))
    for own in heard:  # now, for each judgement begins a run anew
        if judge.run and own:
            judge.run.hear(own)
    return done


def _memory(judge: Judge, means: Means) -> Any:
    if means.memory is None:
        return nullcontext()
    from xlgen.flows.judging.fingerprint import judging, known
    from xlgen.flows.judging.memory import Memory  # a single form is checked without

    by = judging([judge.run.file] if judge.run else [])
    return Memory(means.memory, by, cache(partial(known, judge.manifest, judge.given)))


def _found(
    sources: Sequence[Source],
    judge: Judge,
    rules: Path | None,
    digests: Mapping[Path, bytes],
    memory: Memory | None,
    means: Means,
) -> Generator[Judged, None, None]:
    """The verdicts in order: those that are remembered are fetched as they are asked for, the others judged meanwhile."""
    missing = [each for each in sources if memory is None or not memory.knows(digests[each.path])]
    new = _judged(missing, judge, rules, means)
    left = {each.path for each in missing}
    for each in sources:
        verdict = memory.recalled(digests[each.path]) if memory and each.path not in left else None
        if verdict is None:
            verdict = next(new) if each.path in left else judge.verdict(each)
            if memory:
                memory.keep(verdict)
        yield verdict


def _judged(sources: Sequence[Source], judge: Judge, rules: Path | None, means: Means) -> Iterator[Judged]:
    if means.cluster and sources:
        from xlgen.flows.judging.cluster import brief_of, verdicts_by

        return verdicts_by(means.cluster, brief_of(judge.manifest, rules), sources)
    if means.jobs == 1 or len(sources) <= AT_HAND:
        return map(judge.verdict, sources)
    from xlgen.flows.judging.workers import Brief, verdicts  # few files are judged without

    brief = Brief(judge.manifest, rules)
    return verdicts(brief, sources, means.jobs) if brief.can_travel else map(judge.verdict, sources)


def _again(judge: Judge, digests: Mapping[Path, bytes], source: Source) -> Answers:
    """The answers of a form that was judged. XlgenError where another file is there by now."""
    if told_apart_by(source) != digests[source.path]:
        raise XlgenError(f"{shown_path(source.path)} 在校验期间改过了，请重新校验")
    answers, _ = judge.answers(read_form(source))
    return answers
