"""Returned files side by side: one batch of returns, and what was issued, as far as it is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

from xlgen.files.sources import Unseen
from xlgen.findings import Finding, Severity
from xlgen.issued.snapshot import Snapshot
from xlgen.returned.answers import Answers
from xlgen.returned.kept.extract import About, Extract, Kept, of
from xlgen.statuses import Status

GONE = ("XG109", "XG114", "XG115")  # a sheet, a row, cells of the form


@dataclass(frozen=True, slots=True)
class Revoked:
    """Who took an answer back, when and why."""

    by: str
    time: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer to a doubt about one cell, as it is told: by the cell's name and label, values as the cell shows them."""

    name: str
    called: str
    value: str  # that was answered for
    reading: str  # typed | understood
    counts: str  # what counts instead where the reading is understood
    reason: str
    by: str
    time: str
    holds: bool  # the cell still holds that value, and nobody took the answer back
    codes: str = ""  # of the doubts it answers, apart by blanks; "" where that was not written down: to all
    revoked: Revoked | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """One returned file: the form as it was read (None where it was refused) and its findings.

    ``awaited`` is the 项目编码 of an issued project of which nothing came back: then there is no such file, and ``file`` is
    the name under which the form was issued.
    """

    file: Path
    form: Answers | Kept | None
    findings: tuple[Finding, ...]
    awaited: str = ""
    awaited_name: str = ""
    awaited_further: Mapping[str, str] = field(default_factory=dict)
    awaited_unit: str = ""
    contacts: Mapping[str, str] = field(default_factory=dict)  # how the unit is reached, by title
    decided: tuple[Decided, ...] = ()  # what a clerk answered for
    copies: tuple[Path, ...] = ()  # files that are the same byte for byte
    superseded: tuple[Path, ...] = ()  # other forms of the project: this one was chosen

    @property
    def status(self) -> Status:
        """How it stands; errors outweigh what is open."""
        if self.awaited:
            return Status.MISSING
        if self.form is None:
            return Status.REFUSED
        if any(f.severity is Severity.ERROR for f in self.findings):
            return Status.ERRORS
        return Status.OPEN if any(f.opens for f in self.findings) else Status.SOUND

    @property
    def answers(self) -> Answers | None:
        """Every cell of the form; None where it was refused. Of one among very many the file is read once more: ask ``extract``."""
        return self.form.again() if isinstance(self.form, Kept) else self.form

    @property
    def extract(self) -> Extract | None:
        """What is kept of the form, whether its workbook is at hand or not; None where it was refused."""
        return None if self.form is None else of(self.form)

    @property
    def grade(self) -> str:
        """自评等级 as recomputed; 待核实 where the total lacks a part or holds more than can be had, "" where there is none."""
        if self.extract is None:
            return ""
        judged = [f for f in self.findings if f.code == "XG305" and f.name in self.extract.hand_scored]
        doubtful = judged or any(f.code in GONE for f in self.findings)  # a computed score that was typed over does not count
        return Status.OPEN.word if doubtful else self.extract.grade

    @property
    def asked(self) -> int:
        """How many findings ask somebody to look: 需核实."""
        return sum(f.severity is Severity.WARNING for f in self.findings)

    @property
    def standing(self) -> str:
        """How it stands, in words: 审核通过，需核实 2 项."""
        more = f"，需核实 {self.asked} 项" if self.asked and self.status is Status.SOUND else ""
        return f"{self.status.word}{more}"

    @property
    def issued_as(self) -> About | Snapshot | None:
        """What the form was issued as; None where it was refused or nothing came back."""
        if isinstance(self.form, Kept):
            return self.form.extract.about
        return None if self.form is None else self.form.snapshot

    @property
    def code(self) -> str:
        """项目编码, "" for a file that was refused."""
        return self.awaited or (self.issued_as.code if self.issued_as else "")

    @property
    def project(self) -> str:
        """项目名称, "" where it is not known."""
        return self.issued_as.identity.get("name", "") if self.issued_as else self.awaited_name

    @property
    def unit(self) -> str:
        """实施单位, "" where it is not known."""
        return self.issued_as.identity.get("unit", "") if self.issued_as else self.awaited_unit

    @property
    def further(self) -> Mapping[str, str]:
        """What the roster's columns of the office's own say of the project, by title."""
        return self.issued_as.further if self.issued_as else self.awaited_further

    def with_findings(self, more: Iterable[Finding]) -> Return:
        """The same return with further findings behind its own."""
        told = tuple(more)
        return replace(self, findings=(*self.findings, *told)) if told else self


@dataclass(frozen=True, slots=True)
class Attachment:
    """A scan or a report that came with the forms, and the project its name or its place tells; "" where they tell none."""

    file: Path
    code: str = ""


@dataclass(frozen=True, slots=True)
class Checked(Sequence[Return]):
    """Returns that were judged, attachments that came with them, and the files that nobody looked at."""

    returns: Sequence[Return]
    attachments: Sequence[Attachment] = ()
    unseen: Sequence[Unseen] = ()

    def __len__(self) -> int:
        return len(self.returns)

    def __getitem__(self, at: Any) -> Any:
        return self.returns[at]


class ProjectNames:
    """What names and places of files tell: ``names`` are the 项目编码 by what may stand for them, such as names of issued files."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._lengths = sorted({len(name) for name in names} - {0}, reverse=True)

    def told(self, path: PurePath) -> str:
        """The 项目编码 that the name of a file, else of a folder it lies in, tells by the longest name in it; "" where none does."""
        return next((code for part in (path.name, *(above.name for above in path.parents)) if (code := self._in(part))), "")

    def _in(self, text: str) -> str:
        spans = ((at, at + length) for length in self._lengths for at in range(len(text) - length + 1))
        found = (self._names[text[at:end]] for at, end in spans if text[at:end] in self._names and _is_whole(text, at, end))
        return next(found, "")


def _is_whole(text: str, at: int, end: int) -> bool:
    """Whether a piece of a text is no part of a longer number: P1 is not told by P12."""
    return not (text[at].isdigit() and text[:at][-1:].isdigit()) and not (text[end - 1].isdigit() and text[end:][:1].isdigit())


@dataclass(frozen=True, slots=True)
class Batch:
    """Returns that are judged together.

    ``issued`` are the snapshots of the manifest by 项目编码, ``files`` the names they were issued under and ``names`` what the
    projects are called; all are empty without a manifest.
    """

    returns: Sequence[Return]
    issued: Mapping[str, Snapshot] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def name_of(self, code: str) -> str:
        """项目名称 of an issued project, "" where it is not known; a snapshot is read only where no list says it."""
        known = self.names.get(code)
        return known if known is not None else self.issued[code].identity.get("name", "") if code in self.issued else ""

    def read(self) -> Iterator[tuple[Return, Answers]]:
        """Returns that could be read, with their answers."""
        for each in self.returns:
            if (answers := each.answers) is not None:
                yield each, answers

    def extracts(self) -> Iterator[tuple[Return, Extract]]:
        """Returns that could be read, with what is kept of them: no workbook is opened for it."""
        for each in self.returns:
            if (extract := each.extract) is not None:
                yield each, extract

    def by_code(self) -> dict[str, list[Return]]:
        """Returns that could be read by 项目编码, in the order they were given."""
        found: dict[str, list[Return]] = {}
        for each in self.returns:
            if each.form is not None:
                found.setdefault(each.code, []).append(each)
        return found
