"""What else stands on the sheets of a returned form once every issued cell has been found: changed texts, added content.

Together with the issued cells that is all there is, so nothing is lost unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from xlgen.language.operators import Value
from xlgen.repair.shifts import Plan
from xlgen.returned.alteration import same_text
from xlgen.returned.answers import BLANK, Answers, value_in
from xlgen.words.labels import without_blanks
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At


@dataclass(frozen=True, slots=True)
class Changed:
    """A printed text that is no longer as issued: where it was issued, where it should stand now, and what stands there."""

    issued: At
    now: At
    text: str
    found: Value


@dataclass(slots=True)
class Leftovers:
    """Of one issued sheet: texts changed, and cells with content that nobody issued."""

    changed: list[Changed] = field(default_factory=list)
    added: dict[At, CellRecord] = field(default_factory=dict)


def leftovers(answers: Answers, sheet: str, plan: Plan) -> Leftovers:
    """What is left of a sheet. ``answers.places`` must say where the issued cells stand."""
    taken = {place[1:] for place in answers.places.values() if place[0] == plan.sheet}
    rest = {at: cell for at, cell in answers.book.sheets[plan.sheet].cells.items() if at not in taken}
    missing = dict(_not_in_place(answers, sheet, plan, rest))
    printed = {without_blanks(text) for text in answers.snapshot.static.get(sheet, {}).values()}
    elsewhere = {without_blanks(value) for cell in rest.values() if isinstance(value := value_in(cell), str)}
    left = Leftovers()
    for issued, (now, text) in missing.items():
        if without_blanks(text) in elsewhere:
            continue  # it moved, and no row or column told where to
        found = value_in(rest.pop(now)) if now in rest and not _is_printed(rest[now], printed) else None
        left.changed.append(Changed(issued, now, text, found))
    left.added = {at: cell for at, cell in sorted(rest.items()) if _is_content(cell) and not _is_printed(cell, printed)}
    return left


def _not_in_place(answers: Answers, sheet: str, plan: Plan, rest: dict[At, CellRecord]) -> Iterator[tuple[At, tuple[At, str]]]:
    """Printed texts that do not stand where they should; those that do are taken off ``rest``."""
    for issued, text in answers.snapshot.static.get(sheet, {}).items():
        now = plan.place(*issued)[1:]
        cell = rest.get(now, BLANK)
        if cell.formula is None and same_text(value_in(cell), text):
            rest.pop(now, None)
        else:
            yield issued, (now, text)


def _is_content(cell: CellRecord) -> bool:
    return value_in(cell) not in (None, "") or cell.formula is not None


def _is_printed(cell: CellRecord, printed: set[str]) -> bool:
    return cell.formula is None and isinstance(cell.value, str) and without_blanks(cell.value) in printed
