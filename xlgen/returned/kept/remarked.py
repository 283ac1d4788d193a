"""What the officer wrote on the lists that went back with the form: 已核实 and why, as it stands in the returned workbook."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlgen.returned.answers import Answers
from xlgen.returned.marks import ANSWER, ASKED, PLACE, answer_in, brief, is_list
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellRecord, SheetRecord

_LINK = re.compile(r'HYPERLINK\("#((?:[^"]|"")*+)"\s*+,\s*+"((?:[^"]|"")++)"\)$')


@dataclass(frozen=True, slots=True)
class Remark:
    """An answer on a list: where it stands, what its line asked and about what, the reason, "" where none is given.

    ``name`` is the cell's, as the line's link has it: rows that are inserted in the form do not change it. Without it, where the
    link is gone or leads to no named cell, ``place`` is what the line shows, as it was when the form was marked.
    """

    at: tuple[str, str]
    name: str
    place: str
    asked: str
    reason: str

    def asks(self, message: str) -> bool:
        """Whether its line asked just this, the value included; later lists may say more behind it."""
        shorter, longer = sorted((self.asked, brief(message)), key=len)
        return bool(shorter) and longer.startswith(shorter) and longer[len(shorter) :][:1] in ("", "。")


def remarked(answers: Answers) -> Iterator[Remark]:
    """Every answer on all lists, oldest first: those of earlier rounds stay, told by their headings alone."""
    for record in answers.book.sheets.values():
        if is_list(record):
            yield from _on_list(record, answers)


def _on_list(record: SheetRecord, answers: Answers) -> Iterator[Remark]:
    """Every answer on a sheet, in whatever column of a line it was written, or beside the lines."""
    cells = record.cells
    head = next(row for (row, _), cell in sorted(cells.items()) if cell.value == ANSWER)
    columns = {cells[at].value: at[1] for at in cells if at[0] == head}
    for (row, column), cell in sorted(cells.items()):
        reason = answer_in(cell.value) if isinstance(cell.value, str) else None
        if reason is not None:
            asked, place = (cells.get((row, columns.get(title, -1))) if row > head else None for title in (ASKED, PLACE))
            target, shown = _led(place)
            name = target if target in answers.snapshot.slots else ""
            yield Remark((record.name, spell(row, column)), name, shown, _text(asked).replace("\n", ""), reason)


def _led(cell: CellRecord | None) -> tuple[str, str]:
    """Where a link leads and what it shows; the text in the formula where it was saved without its result."""
    link = _LINK.search(cell.formula or "") if cell else None
    target, text = (link[n].replace('""', '"') for n in (1, 2)) if link else ("", "")
    return target, _text(cell) or text


def _text(cell: CellRecord | None) -> str:
    return "" if cell is None or cell.value is None else str(cell.value).strip()
