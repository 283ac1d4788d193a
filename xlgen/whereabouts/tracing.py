"""Where the cells of an issued form stand in a returned workbook whose names are lost or lie.

A name is believed where what is printed in its row, and the names beside it, bear it out: names follow inserted rows and renamed
sheets, but go astray when single cells are cut and pasted, rows are sorted, or another program moves cells without them. Else
the cell is looked for where its row and its column have gone. Each cell of the returned file is taken once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from xlgen.issued.snapshot import Slot
from xlgen.whereabouts.likeness import differs
from xlgen.whereabouts.located import Located, once, value_in
from xlgen.whereabouts.plan import Plan, named
from xlgen.whereabouts.planning import plans
from xlgen.words.labels import in_marks
from xlgen.workbook.addresses import column_letters, spell
from xlgen.workbook.references import At, Place


@dataclass(frozen=True, slots=True)
class Traced:
    """Where a cell stands now, None: nowhere. ``doubt`` says why that is not certain, "" where the name told.

    ``guessed``: neither a name nor a printed text of the row told, only the rows around it. ``near``: where it was looked for
    in vain. ``dragged``: the name of this one cell led away from its row or column.
    """

    place: Place | None
    doubt: str = ""
    guessed: bool = False
    dragged: bool = False
    near: Place | None = None


_OTHER = 2  # issued values of a row that are not as issued: then it may be another row, not one that was tampered with
_SURE, _BY_PRINT, _LOST, _GUESSED = range(4)  # how well a place is known: the better takes it


@once
def trace(form: Located) -> Mapping[str, Traced]:
    """Where every issued cell stands now; cells whose sheet is gone are left out."""
    known, found, ranked = plans(form), dict[str, Traced](), list[tuple[int, Slot, Traced]]()
    for sheet, plan in known.items():
        if plan.in_place:
            found |= {slot.name: _in_place(slot.place) for slot in form.snapshot.by_sheet.get(sheet, ())}
        else:
            ranked += _ranked(form, sheet, plan)
    found |= _each_once(ranked)
    _doubt_other_rows(form, known, found)
    return found


@lru_cache(maxsize=1 << 14)  # most cells of most forms
def _in_place(place: Place | None) -> Traced:
    return Traced(place)


def _ranked(form: Located, sheet: str, plan: Plan) -> Iterator[tuple[int, Slot, Traced]]:
    led = {slot.name: (old, new) for slot, old, new in named(form, sheet, plan)}
    shifts = Counter((old[0], *_shift(old, new)) for old, new in led.values())
    named_in = Counter(old[0] for old, _ in led.values())
    for slot in form.snapshot.by_sheet.get(sheet, ()):
        if slot.place:
            now = led[slot.name][1] if slot.name in led else None
            rank, _, traced = _trace(plan, slot, now, _is_borne_out(slot.place[1:], now, shifts, named_in))
            yield rank, slot, _as_issued(form, slot, traced) if traced.guessed else traced


def _as_issued(form: Located, slot: Slot, guessed: Traced) -> Traced:
    """The guess, given up for a locked cell where something else stands: that may well be an entry, and would go unseen."""
    if slot.cell.is_input or guessed.place is None:
        return guessed
    record = form.at(guessed.place)
    if slot.cell.formula is None:
        same = record.formula is None and not differs(value_in(record), slot.cell.value)
    else:
        same = record.formula is not None
    return guessed if same else Traced(None, f"不在推算的 {spell(*guessed.place[1:])}")


def _doubt_other_rows(form: Located, known: Mapping[str, Plan], found: dict[str, Traced]) -> None:
    """Rows without a label of their own whose issued values are not as issued may have changed places with one another."""
    changed: Counter[tuple[str, int]] = Counter()
    slots = [slot for slot in form.snapshot.slots.values() if slot.table and slot.place and slot.name in found]
    for slot in slots:
        if slot.cell.value not in (None, "") and (place := found[slot.name].place):
            changed[(slot.place or ("", 0))[:2]] += differs(value_in(form.at(place)), slot.cell.value)
    if max(changed.values(), default=0) < _OTHER:
        return
    for slot in slots:
        sheet, row, _ = slot.place or ("", 0, 0)
        if changed[sheet, row] >= _OTHER and row not in known[sheet].labels and not found[slot.name].doubt:
            found[slot.name] = replace(found[slot.name], doubt="这一行的目标值、分值等与下发的不同，可能换了行")


def _shift(old: At, new: At) -> At:
    return new[0] - old[0], new[1] - old[1]


def _is_borne_out(old: At, now: At | None, shifts: Counter[tuple[int, int, int]], named_in: Counter[int]) -> bool:
    """Whether another name of the row went the same way, or the row has no other."""
    if now is None:
        return False
    return shifts[(old[0], *_shift(old, now))] > 1 or named_in[old[0]] == 1


def _trace(plan: Plan, slot: Slot, now: At | None, borne_out: bool) -> tuple[int, Slot, Traced]:
    assert slot.place is not None
    row = slot.place[1]
    at = plan.row_of(row), plan.column_of(slot)
    if plan.adrift and (why := _heading_gone(plan, slot, at)):
        return _GUESSED, slot, Traced(None, why)
    under_own = now is not None and not plan.contradicts(slot, now[1])
    if now and now[0] == plan.rows.get(row, now[0]) and ((borne_out and under_own) or now == at):
        rank, traced = _SURE, Traced((plan.sheet, *now))
        if plan.astray and row not in plan.seen:
            rank, traced = _LOST, replace(traced, doubt="这张表有的名称指错了行，这一格没有文字可以印证")
    elif now:
        why = _why_not_by_name(plan, slot, now, at)
        rank, traced = _BY_PRINT, Traced((plan.sheet, *at), why, dragged=row not in plan.astray)
    elif slot.place[2] in plan.gone or (row in plan.rows and plan.is_deleted(slot.place[2])):
        return _GUESSED, slot, Traced(None, f"原来的 {column_letters(slot.place[2])} 列找不到了")
    elif row in plan.rows:
        rank, traced = _LOST, Traced((plan.sheet, *at), f"名称丢失，按同一行所印的文字找到 {spell(*at)}")
    elif plan.lies_within(row):
        rank, traced = _GUESSED, Traced((plan.sheet, *at), "名称丢失，按前后各行的位置推算", guessed=True)
    else:
        label = f"所印的“{plan.labels[row]}”" if row in plan.labels else ""
        return _GUESSED, slot, Traced(None, f"{label}这一行找不到了")
    return rank, slot, _held_against_label(plan, row, traced)


def _heading_gone(plan: Plan, slot: Slot, at: At) -> str:
    heading = plan.heading_of(slot)
    if heading and plan.headings[heading] is None:
        return f"下发时印在 {spell(*heading)} 的字找不到了"
    return f"{spell(*at)} 现在印的是别的字" if plan.contradicts(slot, at[1]) else ""


def _why_not_by_name(plan: Plan, slot: Slot, now: At, at: At) -> str:
    row = slot.place[1] if slot.place else 0
    label = plan.labels.get(row)
    if label and row in plan.astray:
        return f"{in_marks(label)}现在印在第 {at[0] + 1} 行，按所印的取"
    if label and now[0] != at[0]:
        return f"这一格被拖到了 {spell(*now)}，按{in_marks(label)}所在的行取"
    if plan.column_of(slot) == at[1] != now[1]:
        return f"名称指到 {spell(*now)}，这一栏现在印在 {column_letters(at[1])} 列，按所印的取"
    return f"名称指到 {spell(*now)}，和同行、同列所印的对不上，按所印的取 {spell(*at)}"


def _held_against_label(plan: Plan, row: int, traced: Traced) -> Traced:
    """Doubted where the row's label is no longer printed there, given up where another row's label is."""
    label = plan.labels.get(row)
    if label is None or traced.place is None:
        return traced
    printed = plan.printed.get(traced.place[1], {})
    if label in printed:
        return traced
    others = [text for text in printed if plan.labelled.get(text, row) != row]
    if other := min(others, key=lambda text: plan.labelled[text], default=""):
        return Traced(
            None, f"第 {traced.place[1] + 1} 行下发时印的是{in_marks(label)}，现在印的是{in_marks(other)}", near=traced.place
        )
    return replace(traced, doubt=f"这一行下发时印的是{in_marks(label)}，现在不是")


def _each_once(ranked: Iterable[tuple[int, Slot, Traced]]) -> dict[str, Traced]:
    """Every place goes to the cell that is surest of it; where two are equally sure both are doubted."""
    found: dict[str, Traced] = {}
    taken: dict[Place, tuple[int, Slot]] = {}
    for rank, slot, traced in sorted(ranked, key=lambda each: each[0]):
        found[slot.name] = traced
        if traced.place is None:
            continue
        if traced.place not in taken:
            taken[traced.place] = rank, slot
            continue
        best, owner = taken[traced.place]
        found[slot.name] = Traced(None, f"和{in_marks(owner.cell.label)}指到同一格 {spell(*traced.place[1:])}")
        if best == rank:
            found[owner.name] = replace(found[owner.name], doubt=f"{in_marks(slot.cell.label)}也指到这一格")
    return found
