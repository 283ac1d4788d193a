"""Macro: an entry changed into what its filler meant, with a note of what stood there."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import xlwings as xw

from xlgen.errors import XlgenError
from xlgen.findings import Severity
from xlgen.macros.live import has_remark, lifted, put_note
from xlgen.returned.answers import Answers
from xlgen.returned.batch import Return
from xlgen.returned.marks import NOTE, words_of_others
from xlgen.returned.saying import called, quoted, said, shown
from xlgen.rules.entries import choice_in
from xlgen.workbook.patching.cell import cleaned

UNSURE = "没有改动：{}说不准本来要填多少，不能按理解改，请退回填报人改填"
CHANGED = "没有改动：{}现在是{}，不是校验时的{}了。请看新的结果，再点一次"
REMARKED = "没有改动：{}已有别人的批注，原来填的没有地方记。请自己改，或先把那条批注移走"


def meant_by(returned: Return, name: str) -> Decimal | str | None:
    """What was meant by an entry, as a finding says it; None where none does, or two say different things."""
    answers = returned.answers
    slot = answers.snapshot.slots.get(name) if answers else None
    if answers is None or slot is None or not slot.cell.is_input or slot.place is None:
        return None
    reading, found = answers.readings.get(name), answers.typed(name)
    if reading is not None:
        return None if reading.unit_differs else reading.value
    if slot.cell.choices:
        return choice_in(slot.cell.choices, found) if isinstance(found, str) and found not in slot.cell.choices else None
    proposed = {f.expected for f in returned.findings if f.name == name and f.severity is Severity.WARNING and f.expected}
    return _number(*proposed) if len(proposed) == 1 and isinstance(found, Decimal) else None


def meant_text(returned: Return, name: str) -> str:
    """The same as its cell would show it; "" for none."""
    meant = meant_by(returned, name)
    return said(returned.answers.slot(name).cell, meant) if returned.answers and meant else ""


def entry_text(returned: Return, name: str) -> str:
    """What stands in a cell of the form, as a text; "" for what is none."""
    return shown(returned.answers.typed(name)) if returned.answers and name in returned.answers.snapshot.slots else ""


def as_cell_shows(returned: Return, name: str, text: str) -> str:
    """A value that a finding prints, as the cell of that name shows it: 0.96 as 96%."""
    slot = returned.answers.snapshot.slots.get(name) if returned.answers else None
    number = _number(text) if slot and slot.cell.type in ("percent", "date") else None
    return said(slot.cell, number) if slot and number is not None else text


def adopt(book: xw.Book, returned: Return, name: str, read: str, day: str) -> str:
    """Write what was meant into an entry and say so; XlgenError, and nothing changed, where it holds no longer what was ``read``."""
    answers = returned.answers
    assert answers is not None
    meant = meant_by(returned, name)
    label = called(answers, name)
    if read and entry_text(returned, name) != read:
        raise XlgenError(CHANGED.format(label, quoted(answers.typed(name)), quoted(read)))
    if not meant:
        raise XlgenError(UNSURE.format(label))
    new = said(answers.slot(name).cell, meant)
    _write(book, answers, name, meant, f"原填{quoted(answers.typed(name), 200)}，{day}按理解改为 {new}", label)
    sheet, cell = answers.cell(name)
    return f"{sheet}!{cell} {label}已改为 {new}，原来填的{quoted(answers.typed(name))}写在批注里。表还没有保存。"


def _write(book: xw.Book, answers: Answers, name: str, meant: Decimal | str, note: str, label: str) -> None:
    sheet, cell = answers.cell(name)
    target = book.sheets[sheet].range(cell)
    theirs = target.note
    if theirs is not None and theirs.text.startswith(NOTE) and not words_of_others(theirs.text):
        ours = theirs
    elif has_remark(target):
        raise XlgenError(REMARKED.format(label))
    else:
        ours = None
    with lifted([book.sheets[sheet]]):
        if ours is not None:
            ours.delete()
        target.value = float(meant) if isinstance(meant, Decimal) else meant
        put_note(target, cleaned(note))


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
