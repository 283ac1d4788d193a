"""One returned file → what is found of it; who judges knows what was issued, what was answered for, and all rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from xlgen.acceptance.applying import taken
from xlgen.acceptance.ledger import NOTHING, Ledger, read_ledger
from xlgen.catalogue import found
from xlgen.errors import Refused, XlgenError
from xlgen.files.mishaps import recorded
from xlgen.files.obstacles import said_of_file
from xlgen.files.same_files import digest
from xlgen.files.sources import Source
from xlgen.findings import Finding
from xlgen.issued.manifest import Manifest
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.batch import Return
from xlgen.returned.identity import issued_snapshot
from xlgen.returned.kept.extract import Extract, extract
from xlgen.rules.own.asking import Heard, Run
from xlgen.rules.registry import Rule, validate
from xlgen.workbook.collecting import uncollected
from xlgen.workbook.ooxml.guard import FORM_LIMITS, load
from xlgen.workbook.reading import read_either
from xlgen.workbook.records import WorkbookRecord


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found of one file, without its workbook: ``extract`` is None where it was refused.

    ``heard`` is what rules of the office's own asked of it, None without such rules; ``file`` the digest of what was read.
    """

    extract: Extract | None
    findings: tuple[Finding, ...]
    heard: Heard | None = None
    file: bytes = b""


def read_form(source: Source) -> WorkbookRecord:
    """A returned form as it came, held to the limits of a form. Refused (XG0xx) where the guard stops it."""
    return read_either(source.content(FORM_LIMITS.file_bytes), FORM_LIMITS)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges one file at a time. ``run`` is the run that the office's own among the ``rules`` belong to."""

    manifest: Manifest | None
    rules: Sequence[Rule]
    given: Ledger = NOTHING
    run: Run | None = None

    def judged(self, path: Path, read: Callable[[], WorkbookRecord]) -> Return:
        """A file's answers and findings; one that cannot be read becomes one finding, never an exception."""
        try:
            answers, more = self.answers(read())
            return Return(path, answers, (*more, *validate(answers, self.rules)))
        except Refused as refusal:
            return Return(path, None, (found(refusal.code, refusal.reason, refusal.remedy),))
        except XlgenError:
            raise
        except OSError as error:
            return Return(path, None, (found("XG001", said_of_file(error)),))
        except Exception as error:  # it must not end the check of all others
            return Return(path, None, (found("XG057", f"校验这份表时程序出错：{recorded(error)}"),))

    def answers(self, book: WorkbookRecord) -> tuple[Answers, Sequence[Finding]]:
        """What a workbook holds, and what is found of its identity. Refused (XG0xx) where it is no form of ours."""
        snapshot, more = issued_snapshot(book, self.manifest)
        accepted = self.given.of(snapshot.code)
        return read_answers(snapshot, book, taken=lambda form: taken(form, accepted)), more

    @uncollected()  # what is dropped at its end is not looked through any more
    def verdict(self, source: Source) -> Judged:
        """A file's findings and what is kept of it; what its own rules asked is in the verdict alone."""
        read: list[bytes] = []

        def book() -> WorkbookRecord:
            read.append(load(source.content(FORM_LIMITS.file_bytes), FORM_LIMITS))
            return read_either(read[0], FORM_LIMITS)

        if self.run:
            self.run.forget()
        each = self.judged(source.path, book)
        kept = extract(each.form) if isinstance(each.form, Answers) else None
        return Judged(kept, each.findings, self.run.forget() if self.run else None, digest(read[0]) if read else b"")


def judge_of(manifest: Manifest | None, rules: Sequence[Rule], run: Run | None = None) -> Judge:
    """One who knows the answers that stand beside what was issued."""
    return Judge(manifest, rules, read_ledger(*manifest.folders) if manifest else NOTHING, run)
