"""What the officer answered on the list that went back with the form: 已核实 and why, and which finding each answer is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlgen.findings import Finding
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


@dataclass(frozen=True, slots=True)
class Placed:
    """The officer's answers by the finding they are about; ``left`` are about none, and no cell says why."""

    to: Mapping[Finding, Sequence[Remark]]
    names: frozenset[str]  # of cells that something was answered about, at whatever time
    left: tuple[Remark, ...]

    def reason(self, finding: Finding) -> str | None:
        """The reason given last to what a finding asks, "" where none was given; None where nothing was answered to it."""
        found = [each.reason for each in self.to.get(finding, ())]
        return next((reason for reason in reversed(found) if reason), found[-1] if found else None)


def placed(answers: Answers, findings: Sequence[Finding]) -> Placed:
    """Every answer of the officer's, held against what is found now.

    An answer about a named cell that matches nothing is no loss: the cell was mended, or holds another value since.
    """
    to: dict[Finding, list[Remark]] = {}
    remarks = tuple(_remarks(answers))
    for each in remarks:
        for finding in _meant(each, findings):
            to.setdefault(finding, []).append(each)
    used = {each for found in to.values() for each in found}
    left = tuple(each for each in remarks if not each.name and each not in used)
    return Placed(to, frozenset(each.name for each in remarks if each.name), left)


def _meant(remark: Remark, findings: Sequence[Finding]) -> Sequence[Finding]:
    """The findings an answer is about; where the line names no cell, the one that asks it, of several the one at its place."""
    asked = [each for each in findings if remark.asks(each.message)]
    if remark.name:
        return [each for each in asked if each.name == remark.name]
    return asked if len(asked) <= 1 else [each for each in asked if each.place == remark.place]


def _remarks(answers: Answers) -> Iterator[Remark]:
    """On all lists, oldest first: those of earlier rounds stay, told by their headings alone."""
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
