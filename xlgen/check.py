"""Work flow: returned files → answers and findings, held against what was issued."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import xlgen.rules.workbook  # noqa: F401 - registers its rules
from xlgen.answers import Answers, read_answers
from xlgen.errors import Refused
from xlgen.findings import Finding, Severity
from xlgen.manifest import Manifest
from xlgen.ooxml import WorkbookRecord, read_workbook
from xlgen.registry import validate
from xlgen.returned import code_inside, snapshot_inside
from xlgen.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Return:
    """One returned file: its answers (None where it was refused) and its findings."""

    file: Path
    answers: Answers | None
    findings: tuple[Finding, ...]

    @property
    def status(self) -> str:
        """``sound``, ``errors`` or ``refused``."""
        if self.answers is None:
            return "refused"
        return "errors" if any(f.severity is Severity.ERROR for f in self.findings) else "sound"

    def with_findings(self, more: Iterable[Finding]) -> Return:
        """The same return with further findings behind its own."""
        return replace(self, findings=(*self.findings, *more))


SUFFIXES = {".xlsx", ".xlsm", ".xls", ".et", ".ett", ".xlsb", ".ods", ".csv", ".htm", ".html", ".zip", ".rar", ".doc", ".docx", ".pdf", ".wps"}


def files_in(paths: Sequence[Path]) -> list[Path]:
    """Files to check: those named, and in folders everything that looks like a return, whatever its type; lock files left out."""
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            found |= dict.fromkeys(p for p in inside if not p.name.startswith(("~$", ".~", ".")))
        else:
            found[path] = None
    return list(found)


def check_file(path: Path, manifest: Manifest | None) -> Return:
    """One file's answers and findings; a file that cannot be read becomes one finding, never an exception."""
    try:
        book = read_workbook(path)
        snapshot, extra = _issued(book, manifest)
    except Refused as refusal:
        return Return(path, None, (Finding(refusal.code, Severity.ERROR, refusal.reason, refusal.remedy),))
    answers = read_answers(snapshot, book)
    return Return(path, answers, (*extra, *validate(answers)))


def check(
    paths: Sequence[Path], manifest: Manifest | None, progress: Callable[[Sequence[Path]], Any] = iter
) -> Iterator[Return]:
    """Every file in turn."""
    for path in progress(files_in(paths)):
        yield check_file(path, manifest)


def _issued(book: WorkbookRecord, manifest: Manifest | None) -> tuple[Snapshot, list[Finding]]:
    """The snapshot to judge by: the manifest's where there is one, else the copy inside the file, and the result says so."""
    if manifest is None:
        note = Finding("XG120", Severity.NOTE, "没有下发清单，按表内自带的标识校验；标识本身是否被改无从核对", "加 --issued 指明下发清单")
        return snapshot_inside(book), [note]
    code = code_inside(book) or _printed_code(book)
    if code not in manifest.snapshots:
        if not code:
            raise Refused("XG040", "不是 xlgen 下发的表（没有标识）", "请用主管部门下发的原表填报")
        raise Refused("XG042", f"项目“{code}”不在下发清单里", "请核对是不是别的批次或别的部门的表")
    return manifest.snapshots[code], []


def _printed_code(book: WorkbookRecord) -> str:
    """项目编码 as printed on the form, for a file whose hidden sheet is gone."""
    place = book.locate("code")
    value = book.sheets[place[0]].cells.get(place[1:]) if place else None
    return str(value.value) if value and isinstance(value.value, str) else ""
