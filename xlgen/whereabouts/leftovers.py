"""What else stands on the sheets of a returned form once every issued cell has been found: changed texts, added content.

Together with the issued cells that is all there is, so nothing is lost unseen.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from xlgen.language.operators import Value
from xlgen.whereabouts.likeness import same_text
from xlgen.whereabouts.located import BLANK, Located, once, value_in
from xlgen.whereabouts.plan import Plan
from xlgen.whereabouts.planning import is_in_place, plans
from xlgen.whereabouts.straying import gone_rows, standing_now
from xlgen.whereabouts.tracing import trace
from xlgen.words.labels import without_blanks
from xlgen.workbook.ooxml.plain.either_way import may_be_short
from xlgen.workbook.records import CellRecord
from xlgen.workbook.references import At


@dataclass(frozen=True, slots=True)
class Changed:
    """A printed text that is no longer as issued: where it was issued, where it should stand now, and what stands there."""

    issued: At
    now: At
    text: str
    found: Value


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Of one issued sheet: texts changed, and cells with content that nobody issued."""

    changed: tuple[Changed, ...]
    added: Mapping[At, CellRecord]


@once
def leftovers(form: Located) -> Mapping[str, Leftovers]:
    """What is left of every issued sheet that is there."""
    taken: dict[str, set[At]] = {}
    places = standing_now(form).values() if is_in_place(form) else (traced.place for traced in trace(form).values())
    for place in places:
        if place:
            taken.setdefault(place[0], set()).add(place[1:])
    return {sheet: _leftovers(form, sheet, plan, taken.get(plan.sheet, set())) for sheet, plan in plans(form).items()}


def _leftovers(form: Located, sheet: str, plan: Plan, taken: set[At]) -> Leftovers:
    cells = form.book.sheets[plan.sheet].cells
    rest = {at: cell for at, cell in cells.items() if at not in taken}
    if plan.in_place and may_be_short():  # every text was found where it was printed
        missing = {}
        rest = {at: rest[at] for at in rest.keys() - form.snapshot.static.get(sheet, {}).keys()}
    else:
        missing = dict(_not_in_place(form, sheet, plan, rest))
    rest = {at: cell for at, cell in sorted(rest.items()) if _is_content(cell)}
    if not missing and not rest:
        return Leftovers((), {})
    printed = {without_blanks(text) for text in form.snapshot.static.get(sheet, {}).values()}
    changed = tuple(_changed(plan, missing, rest, cells))
    instead = {each.now for each in changed}
    added = {at: cell for at, cell in rest.items() if at not in instead and not _is_printed(cell, printed)}
    return Leftovers(changed, added)


def _changed(
    plan: Plan, missing: Mapping[At, tuple[At, str]], rest: Mapping[At, CellRecord], cells: Mapping[At, CellRecord]
) -> Iterator[Changed]:
    standing = {_words(cell) for cell in rest.values()} if missing else set()
    for issued, (now, text) in missing.items():
        words = without_blanks(text)
        if words not in standing or words == _words(rest.get(now, BLANK)):  # it stands nowhere else
            yield Changed(issued, now, text, value_in(cells.get(now, BLANK)))
        elif plan.names_stay and not same_text(found := value_in(cells.get(issued, BLANK)), text):
            yield Changed(issued, issued, text, found)  # else it moved with what was moved, and no row or column told where to


def _words(cell: CellRecord) -> str:
    return without_blanks(cell.value) if isinstance(cell.value, str) else ""


def _not_in_place(form: Located, sheet: str, plan: Plan, rest: dict[At, CellRecord]) -> Iterator[tuple[At, tuple[At, str]]]:
    """Printed texts that do not stand where they should; those that do are taken off ``rest``."""
    for issued, text in form.snapshot.static.get(sheet, {}).items():
        if issued[1] in plan.gone or (sheet, issued[0]) in gone_rows(form):  # what became of the line is told, not of each text
            continue
        now = plan.place(*issued)[1:]
        cell = rest.get(now, BLANK)
        if cell.formula is None and same_text(value_in(cell), text):
            rest.pop(now, None)
        else:
            yield issued, (now, text)


def _is_content(cell: CellRecord) -> bool:
    return value_in(cell) not in (None, "") or cell.formula is not None


def _is_printed(cell: CellRecord, printed: set[str]) -> bool:
    return cell.formula is None and bool(words := _words(cell)) and words in printed
