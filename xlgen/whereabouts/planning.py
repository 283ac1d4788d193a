"""Where the sheets of an issued form have gone, each with its rows and columns.

What is printed tells first: a row's own label moves with the row whatever became of its names. Names tell next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlgen.issued.snapshot import Snapshot
from xlgen.whereabouts.deleting import gone_columns
from xlgen.whereabouts.learning import headings, learn_columns, learn_rows
from xlgen.whereabouts.likeness import same_text
from xlgen.whereabouts.located import BLANK, Located, once, value_in
from xlgen.whereabouts.plan import Plan, named
from xlgen.words.labels import without_blanks
from xlgen.workbook.ooxml.plain.either_way import may_be_short
from xlgen.workbook.records import CellRecord, SheetRecord
from xlgen.workbook.references import At

_FEW = 3  # shared texts that make a sheet the issued one under another name


@once
def plans(form: Located) -> Mapping[str, Plan]:
    """Every issued sheet that is there under any name."""
    found: dict[str, Plan] = {}
    for sheet, printed in _printed(form.snapshot).items():
        if _is_in_place(form, sheet, printed):
            found[sheet] = Plan(sheet, {})
        elif now := _sheet_now(form, sheet, printed, {each.sheet for each in found.values()}):
            found[sheet] = _learnt(form, sheet, now, {at: without_blanks(text) for at, text in printed.items()})
    return found


def _learnt(form: Located, sheet: str, now: str, printed: Mapping[At, str]) -> Plan:
    record = form.book.sheets[now]
    plan = Plan(
        now, {at: without_blanks(text) for at, text in _texts(record)}, names_stay=_names_stay(form, sheet), in_place=False
    )
    learn_rows(form, sheet, plan, printed, _printed_over_several(record))
    learn_columns(form, sheet, plan, printed)
    plan.gone |= gone_columns(form, sheet, plan)
    for column in plan.gone:
        plan.columns.pop(column, None)  # a text of it that stands elsewhere told nothing
    plan.headings |= headings(form.snapshot, sheet, plan, printed)
    plan.adrift = any(plan.contradicts(slot, new[1]) for slot, _, new in named(form, sheet, plan))
    return plan


def _is_in_place(form: Located, sheet: str, printed: Mapping[At, str]) -> bool:
    """Whether every name of a sheet leads where it was issued and every text stands where it was printed."""
    if sheet not in form.book.sheets or not _names_stay(form, sheet):
        return False
    cells = form.book.sheets[sheet].cells
    return all(_is_text(cells.get(at, BLANK), text) for at, text in printed.items())


def _names_stay(form: Located, sheet: str) -> bool:
    led = form.led.get
    return all(led(slot.cell.name) == slot.place for slot in form.snapshot.by_sheet.get(sheet, ()))


@once
def is_in_place(form: Located) -> bool:
    """Whether nothing of the whole form went anywhere, so that nothing of it has to be looked for."""
    known = plans(form)
    return may_be_short() and all(sheet in known and known[sheet].in_place for sheet in form.snapshot.by_sheet)


def _is_text(cell: CellRecord, issued: str) -> bool:
    return cell.formula is None and same_text(value_in(cell), issued)


def _printed(snapshot: Snapshot) -> dict[str, dict[At, str]]:
    """Every text as issued by sheet and place."""
    printed = {sheet: dict(cells) for sheet, cells in snapshot.static.items()}
    for slot in snapshot.slots.values():
        if slot.place and isinstance(slot.cell.value, str) and slot.cell.value:
            printed.setdefault(slot.place[0], {})[slot.place[1:]] = slot.cell.value
    return printed


def _printed_over_several(sheet: SheetRecord) -> set[str]:
    """Texts of cells merged over several rows: they are printed in none of them alone."""
    tops = (sheet.cells.get(merge[:2], BLANK).value for merge in sheet.merges if merge[2] > merge[0])
    return {without_blanks(text) for text in tops if isinstance(text, str)}


def _texts(sheet: SheetRecord) -> Iterator[tuple[At, str]]:
    return ((at, c.value) for at, c in sheet.cells.items() if isinstance(c.value, str) and c.formula is None)


def _sheet_now(form: Located, sheet: str, printed: Mapping[At, str], taken: set[str]) -> str:
    """The sheet that most names lead to, else the one of that name, else the one that shares most texts; "" for none."""
    names = [slot.name for slot in form.snapshot.by_sheet.get(sheet, ())]
    led = Counter(form.led[name][0] for name in names if name in form.led)
    if led:
        return led.most_common(1)[0][0]
    if sheet in form.book.sheets:
        return sheet
    wanted = {without_blanks(text) for text in printed.values()}
    free = [each for each in form.book.sheets.values() if each.name not in taken and each.name not in form.snapshot.widths]
    shared = {each.name: len(wanted & {without_blanks(text) for _, text in _texts(each)}) for each in free}
    best = max(shared, key=lambda name: shared[name], default="")
    return best if shared.get(best, 0) >= min(_FEW, len(wanted)) else ""
