"""What a repair put back as it was issued: locked cells, printed texts, sheets, the hidden sheet; and what stood there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlgen.issued.hidden import SHEET
from xlgen.issued.snapshot import Slot
from xlgen.repair.fates import LAST, Entry, Fate, about, entry_of, page, spelled
from xlgen.returned.answers import Answers
from xlgen.returned.extra_sheets import added_sheets
from xlgen.returned.identity import copy_fault
from xlgen.returned.paper import is_altered
from xlgen.returned.saying import formula_said, quoted, said
from xlgen.whereabouts.leftovers import Leftovers
from xlgen.whereabouts.likeness import differs
from xlgen.whereabouts.located import value_in
from xlgen.whereabouts.plan import Plan
from xlgen.whereabouts.straying import astray, gone_rows
from xlgen.whereabouts.tracing import Traced
from xlgen.workbook.records import CellError

_LONGEST = 200  # characters of what stood in a cell


def locked_cells(answers: Answers, found: Mapping[str, Traced]) -> Iterator[Entry]:
    """Issued values and formulas that were changed or overwritten; not where a cell's place is a guess."""
    for name, slot in answers.snapshot.slots.items():
        if slot.cell.is_input or name not in answers.places or found[name].guessed:
            continue
        record = answers.record(name)
        if slot.cell.formula is not None and is_altered(answers, name):
            yield entry_of(answers, Fate.RESTORED, slot, f"{about(slot)}恢复公式，原来是{_stood(answers, slot)}")
        elif slot.cell.formula is None and (record.formula is not None or differs(answers.typed(name), slot.cell.value)):
            issued = quoted(said(slot.cell, slot.cell.value), _LONGEST)
            yield entry_of(answers, Fate.RESTORED, slot, f"{about(slot)}恢复为下发的{issued}，原来是{_stood(answers, slot)}")


def _stood(answers: Answers, slot: Slot) -> str:
    record = answers.record(slot.name)
    if record.formula is not None:
        return f"公式{formula_said(record.formula)}"
    if isinstance(record.value, CellError):
        return f"错误值 {record.value.text}"
    return quoted(said(slot.cell, record.value), _LONGEST)


def led_astray(answers: Answers, told: set[str]) -> Iterator[Entry]:
    """Names that led to other cells than their own, but for cells of which something is told already."""
    for names in astray(answers):
        left = [name for name in names if name not in told]
        for name in left[:1]:
            more = f"等 {len(left)} 格" if len(left) > 1 else ""
            what = f"{about(answers.slot(name))}{more}的名称指到 {spelled(*answers.led[name])}，已放回"
            yield entry_of(answers, Fate.RESTORED, answers.slot(name), what)


def rows_gone(answers: Answers) -> Iterator[Entry]:
    """Rows that were deleted; what had been typed there cannot be found again."""
    for (sheet, row), fate in gone_rows(answers).items():
        yield Entry(Fate.RESTORED, "", spelled(sheet, row, 0), f"{fate}，恢复这一行", (page(answers, sheet), row, -1))


def printed_texts(answers: Answers, sheet: str, plan: Plan, left: Leftovers) -> Iterator[Entry]:
    """Headings, labels and explanations that were changed."""
    for each in left.changed:
        source, target = spelled(plan.sheet, *each.now), spelled(sheet, *each.issued)
        what = f"文字恢复为{quoted(each.text)}，原来是{quoted(each.found, _LONGEST)}"
        yield Entry(Fate.RESTORED, source, target, what, (page(answers, sheet), *each.issued))


def sheets(answers: Answers, known: Mapping[str, Plan], protected: set[str], unruled: Mapping[str, int]) -> Iterator[Entry]:
    """Sheets that are gone, renamed or no longer protected, and how many inputs of each lost their rule."""
    for sheet in answers.snapshot.widths:
        now = known[sheet].sheet if sheet in known else ""
        order = (page(answers, sheet), -1, 0)
        if not now:
            yield Entry(Fate.RESTORED, "", sheet, "工作表不见了，恢复为下发的，表内填的内容无从找回", order)
            continue
        if now != sheet:
            yield Entry(Fate.RESTORED, now, sheet, f"工作表改名为“{now}”，恢复原名", order)
        if sheet in protected and not answers.book.sheets[now].protected:
            yield Entry(Fate.RESTORED, now, sheet, "工作表保护被撤销，已恢复", order)
        if unruled.get(sheet):
            yield Entry(Fate.RESTORED, now, sheet, f"{unruled[sheet]} 个填报格的下拉和填写限制没有了，已恢复", order)
    if fault := copy_fault(answers.book, answers.snapshot):
        source = SHEET if SHEET in answers.book.sheets else ""
        yield Entry(Fate.RESTORED, source, SHEET, f"{fault}，已恢复", (LAST, 0, 0))


def sheets_left(answers: Answers) -> Iterator[Entry]:
    """Sheets that nobody issued, with the first of what they say."""
    for name, cells in added_sheets(answers).items():
        first = "、".join(
            quoted(value_in(cell), 20) for cell in list(cells.values())[:3] if not isinstance(cell.value, CellError)
        )
        what = f"多出的工作表，有 {len(cells)} 个单元格有内容（{first}{'等' if len(cells) > 3 else ''}），没有搬，请到原件里看"
        yield Entry(Fate.LEFT, name, "", what, (LAST, 1, 0))
