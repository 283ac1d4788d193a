"""What came back: every named cell of an issued form as it stands in a returned workbook, in two readings.

*As in Excel* is what the workbook's own formulas see; *as understood* is what people meant (98％ as text is 0.98). Scores are
recomputed from issued weights and targets plus returned inputs; a cached score is only ever compared.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from xlgen.form.compute import compute
from xlgen.form.records import NUMERIC, Cell
from xlgen.issued.snapshot import IssuedRow, Snapshot
from xlgen.language.operators import Value
from xlgen.returned.veiling import Private, veil
from xlgen.whereabouts.located import Located, by_name, once, records
from xlgen.whereabouts.straying import standing_now
from xlgen.words.understanding import Understood, understand
from xlgen.workbook.records import WorkbookRecord

CountedAs = Callable[[Located], Mapping[str, Decimal]]  # a form → inputs that count as understood


@dataclass(frozen=True, slots=True)
class Answers(Located):
    """A returned form with its values.

    ``excel`` and ``understood`` hold the value of every cell by name in the two readings; ``readings`` the conversions made.
    ``private`` says where ``book`` has a stand-in for what nobody may repeat.
    """

    excel: Mapping[str, Value]
    understood: Mapping[str, Value]
    readings: Mapping[str, Understood]
    private: Private

    def number(self, name: str) -> Decimal | None:
        """Number of a cell as Excel sees it, None for blanks and text and for names the form does not have."""
        value = self.excel.get(name)
        return value if isinstance(value, Decimal) else None

    def text(self, name: str) -> str:
        """Text of a cell, stripped; "" for blanks and numbers."""
        value = self.excel.get(name)
        return value.strip() if isinstance(value, str) else ""

    def scored(self) -> tuple[ScoredRow, ...]:
        """Rows with points: spare rows only once they are used."""
        return _scored(self)


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """One row with points, its cells by column."""

    answers: Answers
    row: IssuedRow
    answered: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)  # see once

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


@once
def _scored(answers: Answers) -> tuple[ScoredRow, ...]:
    rows = [ScoredRow(answers, row) for row in answers.snapshot.scored_rows]
    return tuple(scored for scored in rows if not scored.row.spare or scored.is_used)


def read_answers(
    snapshot: Snapshot, book: WorkbookRecord, *, as_typed: bool = False, taken: CountedAs | None = None
) -> Answers:
    """Every cell where it stands in a returned workbook: where its name leads if what is printed around it bears the name out.

    ``taken`` gives the numbers that count instead of what was typed, because a clerk accepted them; nothing else lets a value as
    understood into the scores. ``as_typed``: private numbers and classified texts too, for what is written into a form again and told to nobody.
    """
    book, private = (book, {}) if as_typed else veil(snapshot, book)
    named = by_name(snapshot, book)
    form = replace(named, places=standing_now(named))
    filled = {name: form.typed(name) for name, slot in snapshot.slots.items() if slot.cell.is_input}
    filled |= taken(form) if taken else {}
    readings = {name: said for name, value in filled.items() if (said := _reading(form.slot(name).cell, value, snapshot.money))}
    excel = _computed(form, filled)
    meant = _computed(form, {**filled, **{name: said.value for name, said in readings.items()}}) if readings else excel
    answers = Answers(snapshot, book, form.led, form.places, excel, meant, readings, private)
    answers.answered.update(named.answered | {records: records(form)})  # where everything went is the same
    return answers


def _computed(form: Located, filled: Mapping[str, Value]) -> Mapping[str, Value]:
    cells = [slot.cell for slot in form.snapshot.slots.values()]
    return compute(cells, filled, lambda name: form.places[name][1] if name in form.places else 0)


def _reading(cell: Cell, value: Value, money: str) -> Understood | None:
    """How a text in a number cell is understood; None where there is nothing to understand."""
    if cell.type not in NUMERIC or not isinstance(value, str) or not value.strip():
        return None
    return understand(value, cell.type, cell.unit or (money if cell.type == "money" else ""))
