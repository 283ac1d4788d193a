"""Sheets of a returned workbook that nobody issued: lists and notes of people, copies of the form, forms of other projects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from xlgen.issued.hidden import SHEET
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import is_blank
from xlgen.returned.marks import MARK, remarks
from xlgen.whereabouts.likeness import differs
from xlgen.whereabouts.located import by_name, once, value_in
from xlgen.whereabouts.planning import plans
from xlgen.whereabouts.straying import standing_now
from xlgen.words.labels import without_blanks
from xlgen.workbook.records import CellRecord, SheetRecord, WorkbookRecord
from xlgen.workbook.references import At, Place

_LIKE = 0.6  # share of a sheet's fixed texts that make another sheet the same form
_FEW = 3


@dataclass(frozen=True, slots=True)
class Copied:
    """A sheet that is a form like an issued one: whose it says it is, and where its cells stand.

    ``only_here`` are inputs typed there and not on the issued sheet, ``other`` those typed otherwise, ``filled`` how many hold
    anything.
    """

    sheet: str
    like: str
    code: str
    places: Mapping[str, Place]
    only_here: tuple[str, ...]
    other: tuple[str, ...]
    filled: int


@once
def added_sheets(answers: Answers) -> Mapping[str, Mapping[At, CellRecord]]:
    """What stands on every sheet that was not issued; of lists that xlgen added, what somebody wrote on them."""
    marks = (answers.book.locate(name) for name in answers.book.names if name.startswith(MARK))
    lists = {place[0] for place in marks if place}
    own = {plan.sheet for plan in plans(answers).values()} | {SHEET}
    found: dict[str, Mapping[At, CellRecord]] = {}
    for name, sheet in answers.book.sheets.items():
        if name in own:
            continue
        cells = {at: cell for at, cell in sorted(sheet.cells.items()) if cell.value is not None}
        if name in lists:
            cells = {at: cells[at] for at in remarks({at: cell.value for at, cell in cells.items()})}
        if cells:
            found[name] = cells
    return found


@once
def copied_forms(answers: Answers) -> tuple[Copied, ...]:
    """Added sheets that are forms like an issued sheet with inputs."""
    found = ((sheet, _like(answers, answers.book.sheets[sheet])) for sheet in added_sheets(answers))
    return tuple(_copied(answers, sheet, like) for sheet, like in found if like)


def _like(answers: Answers, sheet: SheetRecord) -> str:
    texts = {without_blanks(cell.value) for cell in sheet.cells.values() if isinstance(cell.value, str)}
    shares: dict[str, float] = {}
    for name, slots in answers.snapshot.by_sheet.items():
        fixed = {without_blanks(text) for text in answers.snapshot.static.get(name, {}).values()}
        if len(fixed) >= _FEW and any(slot.cell.is_input for slot in slots):
            shares[name] = len(fixed & texts) / len(fixed)
    best = max(shares, key=lambda name: shares[name], default="")
    return best if shares.get(best, 0) >= _LIKE else ""


def _copied(answers: Answers, sheet: str, like: str) -> Copied:
    alone = WorkbookRecord({like: replace(answers.book.sheets[sheet], name=like)}, {})
    form = by_name(answers.snapshot, alone)
    cells = {name: alone.sheets[like].cells.get(place[1:]) for name, place in standing_now(form).items() if place[0] == like}
    typed = {name: value_in(cell) if cell else None for name, cell in cells.items()}
    own = {slot.name: slot for slot in answers.snapshot.by_sheet[like] if slot.cell.is_input and slot.name in typed}
    filled = [name for name in own if not is_blank(typed[name])]
    only_here = tuple(name for name in filled if is_blank(answers.typed(name)))
    other = tuple(name for name in filled if name not in only_here and _differs(answers, own[name], typed[name]))
    places = {name: (sheet, *place[1:]) for name, place in standing_now(form).items() if place[0] == like}
    return Copied(sheet, like, _code(typed.get("code")), places, only_here, other, len(filled))


def _differs(answers: Answers, slot: Slot, value: Value) -> bool:
    return differs(value, answers.typed(slot.name))


def _code(value: Value) -> str:
    return value.strip() if isinstance(value, str) else ""
