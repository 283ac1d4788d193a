"""Rows that officers inserted into a table, put into its unused spare rows where that is unambiguous."""

from __future__ import annotations

from collections.abc import Mapping

from xlgen.issued.snapshot import Slot
from xlgen.repair.fates import Entry, Fate, as_shown, entry_of, page, spelled
from xlgen.repair.grafting import Grafted
from xlgen.returned.answers import Answers
from xlgen.returned.inputs import is_blank
from xlgen.returned.saying import formula_said, quoted
from xlgen.whereabouts.learning import LABELS
from xlgen.words.labels import without_blanks
from xlgen.workbook.records import CellRecord

Added = dict[tuple[str, int, int], CellRecord]
Spare = dict[int, Slot]  # inputs of one spare row by the column they stand in now


def fill_spare_rows(answers: Answers, added: Added, grafted: Grafted) -> None:
    """Graft inserted rows into free spare rows; what went is taken off ``added``."""
    free = _free_rows(answers)
    rows: dict[tuple[str, int], dict[int, CellRecord]] = {}
    for (sheet, row, column), cell in sorted(added.items()):
        rows.setdefault((sheet, row), {})[column] = cell
    for (sheet, row), cells in rows.items():
        spare = next((each for each in free if _takes(answers, each, sheet, row, cells)), None)
        if spare is None:
            continue
        free.remove(spare)
        for column, cell in cells.items():
            source, slot = spelled(sheet, row, column), spare[column]
            if grafted.take(answers, slot, cell, source):
                what = f"插入的行里的{quoted(grafted.typed.get(slot.name))}填到了备用行，请核对是不是新增的指标"
                grafted.entries.append(entry_of(answers, Fate.DOUBTFUL, slot, what, source))
            del added[sheet, row, column]


def _free_rows(answers: Answers) -> list[Spare]:
    """Spare rows in which nothing stands, in the order of the page."""
    rows = []
    for row in answers.snapshot.rows:
        slots = [slot for slot in answers.snapshot.by_row.get((row.table, row.key), ()) if slot.cell.is_input]
        if row.spare and slots and all(is_blank(answers.record(slot.name).value) for slot in slots):
            rows.append({answers.places[slot.name][2]: slot for slot in slots if slot.name in answers.places})
    return rows


def _takes(answers: Answers, spare: Spare, sheet: str, row: int, cells: Mapping[int, CellRecord]) -> bool:
    """Whether a spare row can take an inserted row: inside the same table, an input for every cell, and a name of its own."""
    table = next((slot.table for slot in spare.values()), "")
    places = [place for place in answers.places.values() if place[0] == sheet]
    own = [answers.places[s.name][1] for s in answers.snapshot.slots.values() if s.table == table and s.name in answers.places]
    inside = bool(own) and min(own) < row <= max(own) + 1 and all(place[1] != row for place in places)
    titles = [column for column, slot in spare.items() if slot.column in LABELS]
    named = all(column in cells and not is_blank(cells[column].value) for column in titles)
    return inside and named and len(cells) > 1 and set(cells) <= set(spare) and not _is_copy(answers, table, cells)


def _is_copy(answers: Answers, table: str, cells: Mapping[int, CellRecord]) -> bool:
    """Whether the row repeats what another row of the table is about."""
    titles = {without_blanks(row.label) for row in answers.snapshot.rows if row.table == table and not row.spare}
    return any(isinstance(cell.value, str) and without_blanks(cell.value) in titles for cell in cells.values())


def not_taken(answers: Answers, added: Added, sheets: Mapping[str, str]) -> list[Entry]:
    """What was written where nothing was issued and stays behind; ``sheets`` are the issued sheets by their names now."""
    entries = []
    for (sheet, row, column), cell in sorted(added.items()):
        value = f"公式{formula_said(cell.formula)}，结果" if cell.formula is not None else ""
        what = f"这里下发时是空白，写着{value}{quoted(as_shown(cell), 1000)}，没有搬，请填报人填到备用行或说明里"
        order = (page(answers, sheets[sheet]), row, column)
        entries.append(Entry(Fate.LEFT, spelled(sheet, row, column), "", what, order))
    return entries
