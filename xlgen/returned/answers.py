"""What came back: every named cell of an issued form as it stands in a returned workbook, in two readings.

*As in Excel* is what the workbook's own formulas see; *as understood* is what people meant (98％ as text is 0.98). Scores are
recomputed from issued weights and targets plus returned inputs; a cached score is only ever compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import wraps
from typing import Any, TypeVar, cast

from xlgen.form.compute import compute
from xlgen.form.records import NUMERIC, Cell
from xlgen.issued.snapshot import IssuedRow, Slot, Snapshot
from xlgen.language.operators import Value
from xlgen.words.understanding import Understood, understand
from xlgen.workbook.addresses import spell
from xlgen.workbook.records import CellError, CellRecord, WorkbookRecord
from xlgen.workbook.references import Place

BLANK = CellRecord(None, None, "general")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Answers:
    """A returned form. ``places`` says where each named cell stands now, ``lost`` which names had to be looked for by place.

    ``excel`` and ``understood`` hold the value of every cell by name in the two readings; ``readings`` the conversions made.
    """

    snapshot: Snapshot
    book: WorkbookRecord
    places: Mapping[str, Place]
    lost: frozenset[str]
    excel: Mapping[str, Value]
    understood: Mapping[str, Value]
    readings: Mapping[str, Understood]
    answered: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see once

    def record(self, name: str) -> CellRecord:
        """The cell as the file holds it; blank where it holds nothing."""
        place = self.places.get(name)
        if place is None or place[0] not in self.book.sheets:
            return BLANK
        return self.book.sheets[place[0]].cells.get(place[1:], BLANK)

    def slot(self, name: str) -> Slot:
        """The cell as issued."""
        return self.snapshot.slots[name]

    def typed(self, name: str) -> Value:
        """What stands in the cell, errors as blank."""
        return value_in(self.record(name))

    def number(self, name: str) -> Decimal | None:
        """Number of a cell as Excel sees it, None for blanks and text and for names the form does not have."""
        value = self.excel.get(name)
        return value if isinstance(value, Decimal) else None

    def text(self, name: str) -> str:
        """Text of a cell, stripped; "" for blanks and numbers."""
        value = self.excel.get(name)
        return value.strip() if isinstance(value, str) else ""

    def cell(self, name: str) -> tuple[str, str]:
        """Sheet and address where a name stands now; "" where it stands nowhere."""
        place = self.places.get(name)
        return (place[0], spell(place[1], place[2])) if place else ("", "")

    def scored(self) -> tuple[ScoredRow, ...]:
        """Rows with points: spare rows only once they are used."""
        return _scored(self)


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One row with points, its cells by column."""

    answers: Answers
    row: IssuedRow

    def name(self, column: str) -> str:
        """Full name of one of its cells."""
        return f"{self.row.table}.{self.row.key}.{column}"

    def has(self, column: str) -> bool:
        """Whether the row prints such a cell."""
        return self.name(column) in self.answers.snapshot.slots

    def number(self, column: str) -> Decimal | None:
        """Number of a cell as Excel sees it."""
        return self.answers.number(self.name(column))

    def text(self, column: str) -> str:
        """Text of a cell."""
        return self.answers.text(self.name(column))

    @property
    def label(self) -> str:
        """What the row is about, in the filler's words."""
        return self.text("level3") if self.row.spare else self.row.label

    @property
    def level1(self) -> str:
        """一级指标 under which its points count: the row's own, else the one the frame names, else what the row is about."""
        return self.text("level1") or self.row.level or self.label

    @property
    def is_used(self) -> bool:
        """Whether anything stands in its inputs."""
        own = self.answers.snapshot.by_row.get((self.row.table, self.row.key), ())
        return any(self.answers.typed(slot.name) not in (None, "") for slot in own if slot.cell.is_input)


def once(work: Callable[[Answers], T]) -> Callable[[Answers], T]:
    """The same question, worked out once for each return, however many rules ask it. Nobody may change what it gives."""

    @wraps(work)
    def answer(answers: Answers) -> T:
        if answer not in answers.answered:
            answers.answered[answer] = work(answers)
        return cast(T, answers.answered[answer])

    return answer


@once
def _scored(answers: Answers) -> tuple[ScoredRow, ...]:
    rows = [ScoredRow(answers, row) for row in answers.snapshot.scored_rows]
    return tuple(scored for scored in rows if not scored.row.spare or scored.is_used)


def value_in(record: CellRecord) -> Value:
    """A cell's value in the language's terms; an error is blank, as no formula of ours can use it."""
    value = record.value
    return None if isinstance(value, CellError) else value


def read_answers(snapshot: Snapshot, book: WorkbookRecord) -> Answers:
    """Follow the defined names into a returned workbook; where a name is gone, look at the issued place."""
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
    draft = Answers(snapshot, book, places, frozenset(lost), {}, {}, {})
    excel, understood, readings = {}, {}, {}
    for name, slot in snapshot.slots.items():
        if slot.cell.is_input:
            excel[name] = understood[name] = draft.typed(name)
            reading = _reading(slot.cell, excel[name], snapshot.money)
            if reading is not None:
                readings[name] = reading
                understood[name] = reading.value
    cells = [slot.cell for slot in snapshot.slots.values()]

    def row_of(name: str) -> int:
        return places[name][1] if name in places else 0

    return Answers(
        snapshot, book, places, frozenset(lost), compute(cells, excel, row_of), compute(cells, understood, row_of), readings
    )


def _reading(cell: Cell, value: Value, money: str) -> Understood | None:
    """How a text in a number cell is understood; None where there is nothing to understand."""
    if cell.type not in NUMERIC or not isinstance(value, str) or not value.strip():
        return None
    return understand(value, cell.type, cell.unit or (money if cell.type == "money" else ""))
