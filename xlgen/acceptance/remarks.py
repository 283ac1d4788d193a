"""What the officer answered on the list that went back with the form: 已核实 and why, beside the line that asked."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlgen.returned.answers import Answers
from xlgen.returned.marks import ANSWER, FIRST, MARK, PLACE, answer_in
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellRecord

LISTS = f"{MARK}return"  # begins the names that lead to the lists
_LINK = re.compile(r'HYPERLINK\(.*,\s*"((?:[^"]|"")+)"\)$')


def officer_s_answers(answers: Answers) -> Mapping[tuple[str, str], str]:
    """By sheet and cell that a line is about: the reason given, "" where 已核实 stands there without one."""
    found: dict[tuple[str, str], str] = {}
    places = (answers.book.locate(name) for name in answers.book.names if name.startswith(LISTS))
    for sheet in dict.fromkeys(place[0] for place in places if place):
        found |= _on_list({at: _text(cell) for at, cell in answers.book.sheets[sheet].cells.items()})
    return found


def _text(cell: CellRecord) -> str:
    """What a cell shows; of a link that was saved without its text, the text in the formula."""
    shown = "" if cell.value is None else str(cell.value).strip()
    link = _LINK.search(cell.formula or "") if not shown else None
    return link[1].replace('""', '"') if link else shown


def _on_list(cells: Mapping[tuple[int, int], str]) -> dict[tuple[str, str], str]:
    head = next((row for row, column in sorted(cells) if cells[row, column] == FIRST), None)
    columns = {text: column for (row, column), text in cells.items() if row == head}
    if head is None or not {PLACE, ANSWER} <= set(columns):
        return {}
    found = {}
    for (row, column), text in cells.items():
        reason = answer_in(text) if row > head and column == columns[ANSWER] else None
        sheet, _, cell = cells.get((row, columns[PLACE]), "").rpartition("!")
        if reason is not None and cell:
            found[sheet, cell] = reason
    return found


def by_name(answers: Answers) -> dict[str, str]:
    """The officer's answers by the name of the cell they are about."""
    said = officer_s_answers(answers)
    return {name: said[key] for name, place in answers.places.items() if (key := (place[0], spell(*place[1:]))) in said}
