"""A returned workbook against what was issued, cell by cell: locked values, formulas, printed text, the hidden sheet.

Rows and columns that an officer inserted are followed by the defined names that moved with them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from xlgen.errors import TemplateError
from xlgen.issued.hidden import SHEET, hidden_cells
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.language.write import to_excel
from xlgen.returned.answers import BLANK, Answers, value_in
from xlgen.words.labels import without_blanks
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import Place, address_from, quoted

_LITERAL = re.compile(r'("(?:[^"]|"")*")')


def canonical(formula: str) -> str:
    """A formula with nothing left that applications change when they save: case, blanks, ``$``, needless quotes."""
    parts = _LITERAL.split(formula.removeprefix("=").removeprefix("of:="))
    return "".join(part if part.startswith('"') else re.sub(r"[\s$']", "", part).upper() for part in parts)


def expected_formula(answers: Answers, slot: Slot) -> set[str]:
    """Canonical texts the formula of a cell may have where it stands now: ranges may have grown over inserted rows."""
    if slot.cell.formula is None or slot.name not in answers.places:
        return set()
    sheet = answers.places[slot.name][0]
    texts = {slot.excel}
    try:
        texts.add(to_excel(slot.cell.formula, address_from(answers.places)(sheet)))
        texts.add(to_excel(slot.cell.formula, lambda names: _bridged(answers.places, names, sheet)))
    except (TemplateError, KeyError):
        pass
    return {canonical(text) for text in texts}


def _bridged(places: Mapping[str, Place], names: tuple[str, ...], sheet: str) -> str:
    """A reference from the first to the last of the names, whatever was inserted between."""
    first, last = places[names[0]], places[names[-1]]
    prefix = "" if first[0] == sheet else quoted(first[0]) + "!"
    start, end = spell(*first[1:]), spell(*last[1:])
    if len(names) > 1 and first[2] != last[2]:
        return ",".join(_bridged(places, (name,), sheet) for name in names)
    return f"{prefix}{start}" if start == end else f"{prefix}{start}:{end}"


class Moves:
    """Where issued rows and columns of a sheet stand now, judged by the named cells on them."""

    def __init__(self, answers: Answers, sheet: str) -> None:
        issued = [
            (slot.place, answers.places[n]) for n, slot in answers.snapshot.slots.items() if slot.place and n in answers.places
        ]
        own = [(old, new) for old, new in issued if old[0] == sheet]
        names = Counter(new[0] for _, new in own)
        self.sheet = names.most_common(1)[0][0] if names else sheet
        self.rows = sorted({old[1]: new[1] for old, new in own if new[0] == self.sheet}.items())
        self.columns = sorted({old[2]: new[2] for old, new in own if new[0] == self.sheet}.items())

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Row and column of an issued cell today."""
        return _moved(self.rows, row), _moved(self.columns, column)


def _moved(pairs: list[tuple[int, int]], at: int) -> int:
    """The nearest known line before tells how far a line moved; the first known line where there is none before."""
    if not pairs:
        return at
    i = bisect_right(pairs, (at, 1 << 30)) - 1
    if i < 0:
        return at  # above the first named row nothing can be told apart from the issued place
    old, new = pairs[i]
    return new + (at - old)


def changed_texts(answers: Answers) -> Iterator[tuple[str, int, int, Value, str]]:
    """Printed texts that are no longer as issued: sheet and place now, what stands there, what was issued."""
    for sheet, cells in answers.snapshot.static.items():
        moves = Moves(answers, sheet)
        if moves.sheet not in answers.book.sheets:
            continue
        now = answers.book.sheets[moves.sheet].cells
        present = {without_blanks(str(cell.value)) for cell in now.values()}
        moved = any(old != new for old, new in (*moves.rows, *moves.columns))
        for (row, column), text in cells.items():
            at = moves.place(row, column)
            found = now.get(at, BLANK)
            if same_text(value_in(found), text) and found.formula is None:
                continue
            if moved and without_blanks(text) in present:
                continue  # rows were inserted around it and no name tells where exactly it went
            yield moves.sheet, *at, value_in(found), text


def same_text(found: Value, issued: str) -> bool:
    """Whether a text is as issued but for line ends, which applications change."""
    if isinstance(found, str):
        return found.replace("\r\n", "\n").rstrip() == issued.rstrip()
    return found is None and not issued.strip()


def changed_hidden(answers: Answers) -> Iterator[tuple[int, int, Value, str]]:
    """Cells of the hidden sheet that are not as issued, cells that were added to it included."""
    if SHEET not in answers.book.sheets:
        return
    issued = dict(hidden_cells(answers.snapshot))
    now = answers.book.sheets[SHEET].cells
    for at in sorted({*issued, *now}):
        found = value_in(now.get(at, BLANK))
        if not same_text(found, issued.get(at, "")) or now.get(at, BLANK).formula is not None:
            yield *at, found, issued.get(at, "")


def added_texts(answers: Answers) -> Iterator[tuple[str, int, int, Value]]:
    """Content where nothing was issued: written beside the form, or in rows inserted into it."""
    for sheet in {slot.place[0] for slot in answers.snapshot.slots.values() if slot.place}:
        moves = Moves(answers, sheet)
        if moves.sheet not in answers.book.sheets:
            continue
        known = {place[1:] for place in answers.places.values() if place[0] == moves.sheet}
        known |= {moves.place(*at) for at in answers.snapshot.static.get(sheet, {})}
        texts = {without_blanks(text) for text in answers.snapshot.static.get(sheet, {}).values()}
        for at, cell in sorted(answers.book.sheets[moves.sheet].cells.items()):
            value = value_in(cell)
            if at not in known and value not in (None, "") and without_blanks(str(value)) not in texts:
                yield moves.sheet, *at, value


def differs(found: Value, issued: Value) -> bool:
    """Whether a locked value is no longer as issued; numbers to 14 digits, as LibreOffice saves 15 of a double's 17."""
    if isinstance(found, Decimal) and isinstance(issued, Decimal):
        return abs(found - issued) > abs(issued) * Decimal("1e-14")
    if isinstance(issued, str):
        return not same_text(found, issued)
    return found != issued
