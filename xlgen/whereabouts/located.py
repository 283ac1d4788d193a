"""A returned workbook against the form that was issued: where each named cell is looked for, and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, TypeVar, cast

from xlgen.issued.snapshot import Slot, Snapshot
from xlgen.language.operators import Value
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, CellRecord, WorkbookRecord
from xlgen.workbook.references import Place

BLANK = CellRecord(None, None, "general")


@dataclass(frozen=True, slots=True)
class Located:
    """A returned form. ``places`` says where each named cell stands now, ``lost`` which of them no name tells of."""

    snapshot: Snapshot
    book: WorkbookRecord
    places: Mapping[str, Place]
    lost: frozenset[str]
    answered: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see once

    def slot(self, name: str) -> Slot:
        """The cell as issued."""
        return self.snapshot.slots[name]

    def record(self, name: str) -> CellRecord:
        """The cell as the file holds it; blank where it holds nothing."""
        place = self.places.get(name)
        return self.at(place) if place else BLANK

    def at(self, place: Place) -> CellRecord:
        """What stands at a place; blank where nothing does."""
        return self.book.sheets[place[0]].cells.get(place[1:], BLANK) if place[0] in self.book.sheets else BLANK

    def typed(self, name: str) -> Value:
        """What stands in the cell, errors as blank."""
        return value_in(self.record(name))

    def cell(self, name: str) -> tuple[str, str]:
        """Sheet and address where a name stands now; "" where it stands nowhere."""
        place = self.places.get(name)
        return (place[0], spell(place[1], place[2])) if place else ("", "")


Asked = TypeVar("Asked", bound=Located)
T = TypeVar("T")


def once(work: Callable[[Asked], T]) -> Callable[[Asked], T]:
    """The same question, worked out once for each return, however many rules ask it. Nobody may change what it gives."""

    @wraps(work)
    def answer(form: Asked) -> T:
        if answer not in form.answered:
            form.answered[answer] = work(form)
        return cast(T, form.answered[answer])

    return answer


def value_in(record: CellRecord) -> Value:
    """A cell's value in the language's terms; an error is blank, as no formula of ours can use it."""
    value = record.value
    return None if isinstance(value, CellError) else value


def by_name(snapshot: Snapshot, book: WorkbookRecord) -> Located:
    """Where the defined names lead; the issued place where a name is gone and its sheet is not."""
    places: dict[str, Place] = {}
    lost = set()
    for name, slot in snapshot.slots.items():
        if slot.place is None:
            continue
        found = book.locate(name)
        if found is None:
            lost.add(name)
            found = slot.place if slot.place[0] in book.sheets else None
        if found is not None:
            places[name] = found
    return Located(snapshot, book, places, frozenset(lost))
