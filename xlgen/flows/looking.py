"""Keep an eye on a workbook and say what changed: which faults are new, which are mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.files.paths import one_file
from xlgen.findings import Finding
from xlgen.flows.checking import check_file
from xlgen.issued.manifest import Manifest, find_issued, manifest_of
from xlgen.returned.batch import Return


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the workbook brought: faults that are new, faults that are mended, and how it stands now."""

    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    returned: Return


def watch(path: Path | str, issued: Path | str | Manifest | None, ticks: Iterable[object]) -> Iterator[News]:
    """What changed in a file each time it was saved, looked at whenever ``ticks`` gives something.

    Without ``issued`` the manifest is looked for beside the file and one folder up. XlgenError where there is no such file.
    """
    path = one_file(path)
    manifest = manifest_of(issued or find_issued(path.absolute()))
    return news(saved_look(path, lambda file: check_file(file, manifest)), ticks)


def news(look: Callable[[], Return | None], ticks: Iterable[object]) -> Iterator[News]:
    """Look at every tick; the first look, and every one that found something else than the last, is news.

    ``look`` gives None where there is nothing to look at, such as a file that is just being saved. A workbook that could not be
    read says nothing of what was found before: none of that is mended.
    """
    before: Sequence[Finding] = ()  # of the last look that could read it
    last: Sequence[Finding] | None = None
    for _ in ticks:
        returned = look()
        if returned is None or returned.findings == last:
            continue
        known = {_fact(finding) for finding in before}
        now = {_fact(finding) for finding in returned.findings}
        new = tuple(finding for finding in returned.findings if _fact(finding) not in known)
        wrong = {_place(finding) for finding in new if finding.cell}  # a wrong value that was emptied is not mended
        gone = (finding for finding in before if returned.answers and _fact(finding) not in now)
        yield News(new, tuple(finding for finding in gone if _place(finding) not in wrong), returned)
        last = returned.findings
        if returned.answers:
            before = returned.findings


def saved_look(path: Path, check: Callable[[Path], Return]) -> Callable[[], Return | None]:
    """A look at a file that reads it only when it was saved since the last look.

    A file that is empty or gone may be just being saved: only the second look that finds it so says so.
    """
    seen: tuple[int, int] | None = None
    waiting: tuple[int, int] | None = None

    def look() -> Return | None:
        nonlocal seen, waiting
        stamp = _stamp(path)
        if stamp == seen:
            return None
        if not stamp[1] and stamp != waiting:
            waiting = stamp
            return None
        seen, waiting = stamp, None
        return check(path)

    return look


def _stamp(path: Path) -> tuple[int, int]:
    """When it was saved, in nanoseconds, and its size in bytes; zeros where it is gone."""
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_mtime_ns, stat.st_size


def _fact(finding: Finding) -> tuple[str, ...]:
    return finding.code, *_place(finding), finding.message


def _place(finding: Finding) -> tuple[str, str]:
    return finding.sheet, finding.name or finding.cell
