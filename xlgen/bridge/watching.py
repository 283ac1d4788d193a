"""Keep an eye on a workbook and say what changed: which faults are new, which are mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.batch import Return
from xlgen.findings import Finding


@dataclass(frozen=True, slots=True)
class News:
    """What a look at the workbook brought: faults that are new, faults that are mended, and how it stands now."""

    new: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    returned: Return


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
        yield News(
            tuple(finding for finding in returned.findings if _fact(finding) not in known),
            tuple(finding for finding in before if returned.answers and _fact(finding) not in now),
            returned,
        )
        last = returned.findings
        if returned.answers:
            before = returned.findings


def saved_look(path: Path, check: Callable[[Path], Return]) -> Callable[[], Return | None]:
    """A look at a file that reads it only when it was saved since the last look."""
    seen: list[tuple[int, int]] = []

    def look() -> Return | None:
        try:
            stat = path.stat()
        except OSError:
            return None
        stamp = stat.st_mtime_ns, stat.st_size
        if seen == [stamp] or not stat.st_size:
            return None
        seen[:] = [stamp]
        return check(path)

    return look


def _fact(finding: Finding) -> tuple[str, str, str, str]:
    return finding.code, finding.sheet, finding.name or finding.cell, finding.message
