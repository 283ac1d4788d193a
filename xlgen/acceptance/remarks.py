"""What the officer answered on the list that went back with the form: 已核实 and why, beside the line that asked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlgen.returned.answers import Answers
from xlgen.returned.marks import ANSWER, ASKED, FIRST, PLACE, answer_in, brief
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellRecord

_LINK = re.compile(r'HYPERLINK\(.*,\s*"((?:[^"]|"")+)"\)$')


@dataclass(frozen=True, slots=True)
class Remark:
    """An answer on a list: what its line asked, and the reason given, "" where 已核实 stands there without one."""

    asked: str
    reason: str

    def answers(self, message: str) -> bool:
        """Whether its line asked just this, the value included; later lists may say more behind it."""
        asked, now = self.asked, brief(message)
        return now.startswith(asked) or asked.startswith(now)


Remarks = Mapping[str, Sequence[Remark]]  # by the name of the cell


def reason_for(remarks: Remarks, name: str, message: str) -> str | None:
    """The reason given last to what a finding asks, "" where none was given; None where nothing was answered to it."""
    found = [each.reason for each in remarks.get(name, ()) if each.answers(message)]
    return next((reason for reason in reversed(found) if reason), found[-1] if found else None)


def _officer_s_answers(answers: Answers) -> Mapping[tuple[str, str], list[Remark]]:
    """By sheet and cell that a line is about, oldest list first: lists of earlier rounds stay, told by their headings alone."""
    found: dict[tuple[str, str], list[Remark]] = {}
    for record in answers.book.sheets.values():
        if any(cell.value == ANSWER for cell in record.cells.values()):
            for key, remark in _on_list({at: _text(cell) for at, cell in record.cells.items()}):
                found.setdefault(key, []).append(remark)
    return found


def _text(cell: CellRecord) -> str:
    """What a cell shows; of a link that was saved without its text, the text in the formula."""
    shown = "" if cell.value is None else str(cell.value).strip()
    link = _LINK.search(cell.formula or "") if not shown else None
    return link[1].replace('""', '"') if link else shown


def _on_list(cells: Mapping[tuple[int, int], str]) -> Iterator[tuple[tuple[str, str], Remark]]:
    head = next((row for row, column in sorted(cells) if cells[row, column] == FIRST), None)
    columns = {text: column for (row, column), text in cells.items() if row == head}
    if head is None or not {PLACE, ASKED, ANSWER} <= set(columns):
        return
    for (row, column), text in cells.items():
        reason = answer_in(text) if row > head and column == columns[ANSWER] else None
        sheet, _, cell = cells.get((row, columns[PLACE]), "").rpartition("!")
        if reason is not None and cell:
            yield (sheet, cell), Remark(cells.get((row, columns[ASKED]), ""), reason)


def by_name(answers: Answers) -> dict[str, list[Remark]]:
    """The officer's answers by the name of the cell they are about."""
    said = _officer_s_answers(answers)
    return {name: said[key] for name, place in answers.places.items() if (key := (place[0], spell(*place[1:]))) in said}
