"""Which columns of an issued sheet were deleted: nothing of them is left, and there is no room where they should stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from xlgen.whereabouts.likeness import same_text
from xlgen.whereabouts.located import BLANK, Located, value_in
from xlgen.whereabouts.plan import Plan, named
from xlgen.words.labels import without_blanks
from xlgen.workbook.references import At


def gone_columns(form: Located, sheet: str, plan: Plan) -> set[int]:
    """Issued columns between two that names tell of which stand closer now, or behind the last of these, where nothing is left."""
    texts = form.snapshot.static.get(sheet, {})
    known = _told_by_names(form, sheet, plan) or _told_by_headings(plan, texts)
    own = {place[2] for slot in form.snapshot.by_sheet.get(sheet, ()) if (place := slot.place)} | {at[1] for at in texts}
    gone = set[int]()
    for left, right in _gaps(sorted(known)):
        start = known.get(left, -1)
        behind = len(own) if right is None else known[right] - start - 1
        inside = [column for column in own - known.keys() if left < column and (right is None or column < right)]
        absent = {column for column in inside if not _stands(form, plan, column, texts, range(start + 1, start + 1 + behind))}
        if right is None:
            gone |= {column for column in absent if not _computes(form, sheet, plan, column, start + column - left)}
        elif len(absent) <= right - left - 1 - behind:
            gone |= absent
    return gone


def _told_by_names(form: Located, sheet: str, plan: Plan) -> Mapping[int, int]:
    """Issued column → where it is now, of those most of whose names are left."""
    asked = Counter(place[2] for slot in form.snapshot.by_sheet.get(sheet, ()) if (place := slot.place))
    led = Counter((old[1], new[1]) for _, old, new in named(form, sheet, plan))
    return {old: new for (old, new), count in led.items() if 2 * count > asked[old]}


def _told_by_headings(plan: Plan, texts: Mapping[At, str]) -> Mapping[int, int]:
    """The same of a sheet without names, by the fixed texts that stand once in their row."""
    found = Counter[At]()
    for at, text in texts.items():
        there = plan.printed.get(plan.row_of(at[0]), {}).get(without_blanks(text), [])
        found.update([(at[1], there[0])] if len(there) == 1 else [])
    asked = Counter(at[1] for at in texts)
    return {old: new for (old, new), count in found.items() if 2 * count > asked[old]}


def _gaps(known: list[int]) -> Iterator[tuple[int, int | None]]:
    """From one column to the next that is known, the last without a next; none where nothing is known."""
    if known:
        yield from zip([-1, *known], [*known, None], strict=True)


def _stands(form: Located, plan: Plan, column: int, texts: Mapping[At, str], there: range) -> bool:
    """Whether a text that was printed in the column stands in its row, in a column that is left for it."""
    cells = form.book.sheets[plan.sheet].cells
    own = [(plan.row_of(at[0]), text) for at, text in texts.items() if at[1] == column]
    return any(same_text(value_in(cells.get((row, each), BLANK)), text) for row, text in own for each in there)


def _computes(form: Located, sheet: str, plan: Plan, column: int, now: int) -> bool:
    """Whether a formula stands where one of the column was issued."""
    cells = form.book.sheets[plan.sheet].cells
    places = (slot.place for slot in form.snapshot.by_sheet.get(sheet, ()) if slot.cell.formula is not None)
    return any(cells.get((plan.row_of(at[1]), now), BLANK).formula is not None for at in places if at and at[2] == column)
