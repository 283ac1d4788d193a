"""Work flow: a department's summary → 汇总.xlsx, its formulas live and their cached values true."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from xlgen.errors import XlgenError
from xlgen.files.paths import new_csv, new_workbook, path_of
from xlgen.files.saving import together, write_whole
from xlgen.files.sources import Source
from xlgen.files.temporary import tidy
from xlgen.flows.checking import ALONE, check
from xlgen.flows.judging.afar import issued_at
from xlgen.flows.judging.means import Means
from xlgen.issued.manifest import Manifest
from xlgen.language.operators import Series
from xlgen.reports.summed import closing_sentence, counted_sentence
from xlgen.reports.summed_csv import TABLES, summary_csv
from xlgen.returned.batch import Checked
from xlgen.rollup.pages import pages_of
from xlgen.rollup.proving.verdict import ASKED, Verdict, verdict_of
from xlgen.rollup.records import Rollup
from xlgen.rollup.roll_up import roll_up as summed
from xlgen.rollup.spots import Contents
from xlgen.rollup.tables.long_lists import parts_told
from xlgen.statuses import Status
from xlgen.words.days import iso_day
from xlgen.writing.summary_book import pages_written


@dataclass(frozen=True)
class Summed:
    """A summary, and the judged files it was made of."""

    rollup: Rollup
    returns: Checked
    tables: tuple[Path, ...] = ()  # its CSV files
    proved: Mapping[str, Series] | None = field(default=None, repr=False, compare=False)  # what the verdict asks of its tables

    @property
    def said(self) -> str:
        """Both sums in plain Chinese, how much is in the summary, what is left open, and whether all of it agrees."""
        return self._with_verdict(closing_sentence(self.rollup))

    @property
    def counted_said(self) -> str:
        """The same without the sums."""
        return self._with_verdict(counted_sentence(self.rollup))

    def _with_verdict(self, beginning: str) -> str:
        return "\n".join([beginning, *parts_told(self.rollup), *self.verdict.lines()])

    @cached_property
    def verdict(self) -> Verdict:
        """Whether all that the summary proves holds."""
        return verdict_of(self.rollup, self.proved)


def roll_up(
    paths: Path | str | Iterable[Path | str],
    out: Path | str,
    issued: Path | str | Sequence[Path | str] | Manifest | None = None,
    *,
    day: str = "",
    progress: Callable[[Sequence[Source]], Any] = iter,
    rules: Path | str | None = None,
    take: Iterable[Path | str] = (),
    include_open: bool = False,
    include_errors: bool = False,
    csv: bool = False,
    means: Means = ALONE,
) -> Summed:
    """Returned forms, checked, as one department summary, written to ``out`` with live formulas and links to the forms.

    ``paths``, ``issued``, ``rules``, ``take`` and ``means`` are those of ``check``; ``day`` is the ISO date of the summary, today where it is "". Money is in
    the unit that ``rollup.money`` names, scores are ``Decimal``. Only sound forms count; with
    ``include_open`` or ``include_errors`` those that are open or have errors do too, and the summary says on every page that it is
    provisional. With ``csv`` its projects and their indicators stand beside it as CSV too (``Summed.tables``): all are written, or none.

    XlgenError where ``out`` is there already or no .xlsx, ``day`` is no day, or there is nothing to sum up; Refused as for ``check``.

    >>> [(each.name, each.score) for each in roll_up("回收", "汇总.xlsx", "下发").rollup.projects]
    [('培训', Decimal('100.00'))]
    """
    if csv:
        tidy(path_of(out).parent)  # what was stopped while it moved its files in is there then, and refused
    day, target, manifest = iso_day(day), new_workbook(out), issued_at(issued)
    tables = {name: new_csv(target.with_name(f"{target.stem}_{name}.csv")) for name in TABLES} if csv else {}
    returns = check(paths, manifest, progress, rules, take, means)
    if all(each.status is Status.MISSING for each in returns):
        raise XlgenError("没有找到要汇总的文件，请写明放收回的表的那个文件夹")
    if manifest is None and not any(each.form for each in returns):
        raise XlgenError("没有一份读得出来的自评表，没有写汇总表。请先用 xlgen check 看为什么读不出")
    include = [status for status, wanted in ((Status.OPEN, include_open), (Status.ERRORS, include_errors)) if wanted]
    rollup = summed(returns, manifest, include, returns.attachments)
    rollup = replace(rollup, notes=(*rollup.notes, *parts_told(rollup)))
    proved = _write(target, tables, rollup, day)
    return Summed(rollup, returns, tuple(tables.values()), proved)


def _write(target: Path, tables: Mapping[str, Path], rollup: Rollup, day: str) -> Mapping[str, Series]:
    proved: dict[str, Series] = {}
    book = summary_pieces(rollup, day, target.parent, kept_in(proved))
    if not tables:
        write_whole(target, book)
        return proved
    with together(target.parent, target.name) as stage:
        for name, pieces in summary_csv(relinked(rollup, relative_to(target.parent))).items():
            write_whole(stage / tables[name].name, pieces)
        write_whole(stage / target.name, book)
    return proved


def kept_in(proved: dict[str, Series]) -> Callable[[Contents], None]:
    """Keeps what the verdict asks of a summary's tables, as they are written: they need not be worked out once more for it."""

    def told(contents: Contents) -> None:
        proved.update({name: contents.values[name] for name in ASKED})

    return told


def write_summary(rollup: Rollup, day: str, folder: Path | None = None) -> bytes:
    """The summary workbook of an ISO ``day``; ``folder`` is where it will stand, for links relative to it.

    Same arguments, same bytes.
    """
    return b"".join(summary_pieces(rollup, day, folder))


def summary_pieces(
    rollup: Rollup, day: str, folder: Path | None = None, told: Callable[[Contents], None] | None = None
) -> Iterator[bytes]:
    """The same piece by piece, for a file that is never held whole; ``told`` hears what stands in its cells."""
    linked = relinked(rollup, relative_to(folder)) if folder else rollup
    return pages_written(pages_of(linked, day), rollup.title, day, told)


def relative_to(folder: Path) -> Callable[[Path], Path]:
    """How files are named from a folder: relatively, so that the whole tree can be moved; another drive's in full."""
    base = folder.absolute()

    def named(file: Path) -> Path:
        try:
            return Path(os.path.relpath(file.absolute(), base))
        except ValueError:
            return file.absolute()

    return named


def relinked(rollup: Rollup, name: Callable[[Path], Path]) -> Rollup:
    """The same summary, its files under other names."""
    return replace(
        rollup,
        projects=tuple(replace(p, file=name(p.file) if p.file else None) for p in rollup.projects),
        files=tuple(replace(f, file=name(f.file)) for f in rollup.files),
        pendings=tuple(replace(p, file=name(p.file) if p.file else None) for p in rollup.pendings),
        problems=tuple(replace(p, file=name(p.file)) for p in rollup.problems),
    )
