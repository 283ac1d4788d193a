"""A returned workbook against what was issued: formulas that ranges may have grown in, and the hidden sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from xlgen.errors import TemplateError
from xlgen.issued.hidden import SHEET, hidden_cells
from xlgen.issued.snapshot import Slot
from xlgen.language.operators import Value
from xlgen.language.write import to_excel
from xlgen.returned.answers import Answers
from xlgen.whereabouts.likeness import same_text
from xlgen.whereabouts.located import BLANK, value_in
from xlgen.workbook.addresses import spell
from xlgen.workbook.references import Place, address_from, quoted

_NUMBER = re.compile(r"(?<![A-Z0-9_.])\d+(?:\.\d+)?(?:E[+-]?\d+)?(?![A-Z0-9_.(!])")
_LITERAL = re.compile(r'("(?:[^"]|"")*")')


def canonical(formula: str) -> str:
    """A formula with nothing left that applications change when they save: case, blanks, ``$``, needless quotes, last digits."""
    parts = _LITERAL.split(formula.removeprefix("=").removeprefix("of:="))
    return "".join(part if part.startswith('"') else _bare(part) for part in parts)


def _bare(formula: str) -> str:
    """Numbers to 14 digits, as some programs save 15 of a double's 17: 0.005 comes back as 0.00499999999999999989."""
    text = re.sub(r"[\s$']", "", formula).upper()
    return _NUMBER.sub(lambda number: format(float(number[0]), ".14g"), text)


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
