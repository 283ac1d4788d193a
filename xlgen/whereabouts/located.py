"""A returned workbook against the form that was issued: where each named cell is looked for, and what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from xlgen.issued.snapshot import Slot, Snapshot
from xlgen.language.operators import Value
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, CellRecord, WorkbookRecord
from xlgen.workbook.references import Place

BLANK = CellRecord(None, None, "general")


@dataclass(frozen=True, slots=True)
class Located:
    """A returned form. ``led`` says where the defined names lead, ``places`` where each named cell stands now.

    The two differ where a name lies: it was led elsewhere, or went along with a cell that was cut and pasted.
    """

    snapshot: Snapshot
    book: WorkbookRecord
    led: Mapping[str, Place]
    places: Mapping[str, Place]
    answered: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see once

    def slot(self, name: str) -> Slot:
        """The cell as issued."""
        return self.snapshot.slots[name]

    @property
    def lost(self) -> list[str]:
        """Printed cells that no name tells of."""
        return [name for name, slot in self.snapshot.slots.items() if slot.place and name not in self.led]

    def record(self, name: str) -> CellRecord:
        """The cell as the file holds it; blank where it holds nothing."""
        return records(self).get(name, BLANK)

    def at(self, place: Place) -> CellRecord:
        """What stands at a place; blank where nothing does."""
        return self.book.sheets[place[0]].cells.get(place[1:], BLANK) if place[0] in self.book.sheets else BLANK

    def typed(self, name: str) -> Value:
        """What stands in the cell, errors as blank."""
        return value_in(records(self).get(name, BLANK))

    def cell(self, name: str) -> tuple[str, str]:
        """Sheet and address where a name stands now; "" where it stands nowhere."""
        place = self.places.get(name)
        return (place[0], spell(place[1], place[2])) if place else ("", "")


class Asking(Protocol):
    """What questions are asked of, a return or a row of one: it keeps the answers."""

    @property
    def answered(self) -> dict[object, Any]:
        """Answers by question."""


Asked = TypeVar("Asked", bound=Asking)
T = TypeVar("T")


def once(work: Callable[[Asked], T]) -> Callable[[Asked], T]:
    """The same question, worked out once for each return or row, however many rules ask it. Nobody may change what it gives."""

    @wraps(work)
    def answer(asked: Asked) -> T:
        known = asked.answered
        if answer in known:
            found: T = known[answer]
            return found
        return cast(T, known.setdefault(answer, work(asked)))

    return answer


@once
def records(form: Located) -> Mapping[str, CellRecord]:
    """The cells that hold something, by name."""
    sheets = {name: sheet.cells for name, sheet in form.book.sheets.items()}
    found = ((name, sheets[sheet].get((row, column))) for name, (sheet, row, column) in form.places.items() if sheet in sheets)
    return {name: record for name, record in found if record is not None}


def value_in(record: CellRecord) -> Value:
    """A cell's value in the language's terms; an error is blank, as no formula of ours can use it."""
    value = record.value
    return None if isinstance(value, CellError) else value


def by_name(snapshot: Snapshot, book: WorkbookRecord) -> Located:
    """A returned form of which only its names were asked: where they lead is where its cells are taken to stand."""
    found = ((name, book.locate(name)) for name, slot in snapshot.slots.items() if slot.place)
    led = {name: place for name, place in found if place}
    return Located(snapshot, book, led, led)
