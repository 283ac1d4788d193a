"""What a unit changed between two returns of a project, cell by cell; both files are read again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from xlgen.errors import Refused
from xlgen.files.sources import Source
from xlgen.flows.judging.judge import read_form
from xlgen.issued.manifest import Manifest
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers, read_answers
from xlgen.returned.identity import issued_snapshot, snapshot_inside
from xlgen.returned.saying import both_said, called


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the form: where it stands in the later return, what it is called, and what stood and stands in it, "" for blank."""

    sheet: str
    cell: str
    label: str
    before: str
    after: str


def answers_of(path: Path, manifest: Manifest) -> Answers | None:
    """What a kept file answers, also one of an earlier revision; None where it cannot be read."""
    try:
        book = read_form(Source(path))
        try:
            snapshot, _ = issued_snapshot(book, manifest)
        except Refused:
            snapshot = snapshot_inside(book)
        return read_answers(snapshot, book)
    except (Refused, OSError):
        return None


def changes_between(before: Answers, after: Answers) -> list[CellChange]:
    """Every cell in which two returns differ: what was typed, and what was printed or computed where that was altered."""
    found = []
    for name, slot in after.snapshot.slots.items():
        if name not in before.snapshot.slots:
            continue
        old, new = _content(before, name), _content(after, name)
        if old != new:
            said = both_said(slot.cell, old, new)
            found.append(CellChange(*after.cell(name), called(after, name).strip("“”"), *said))
    return found


def _content(answers: Answers, name: str) -> Value:
    """What stands in a cell; of a formula its text, for its result follows from what was typed."""
    record = answers.record(name)
    if not answers.slot(name).cell.is_input and record.formula:
        return f"={record.formula}"
    value = answers.typed(name)
    return value.strip() or None if isinstance(value, str) else value
