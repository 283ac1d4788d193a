"""The figures of a returned form: what it adds to a summary, in its own unit of money and its own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from xlgen.language.operators import Value
from xlgen.returned.achievement import is_unfinished
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name, budget_name

FALLING = ("lower_", "below")  # methods by which less is better


@dataclass(frozen=True, slots=True)
class Item:
    """An indicator of one project. ``target`` and ``actual`` go with their cell types; ``points`` is None where left out."""

    level1: str
    level2: str
    level3: str
    nature: str = ""
    target: Value = None
    target_type: str = "text"
    actual: Value = None
    actual_type: str = "text"
    unit: str = ""
    points: Decimal | None = None
    score: Decimal | None = None
    reason: str = ""
    sheet: str = ""
    cell: str = ""
    falls: bool = False  # less is better by its method, whatever 指标性质 says
    stated: Decimal | None = None  # the score as the returned file shows it

    @property
    def lost(self) -> Decimal:
        """Points not got; 0 where there is no score."""
        return self.points - self.score if self.points is not None and self.score is not None else Decimal(0)


@dataclass(frozen=True, slots=True)
class Stated:
    """AddedUp as the returned file itself shows them."""

    budget: Decimal | None = None
    executed: Decimal | None = None
    score: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AddedUp:
    """What is added up of a form, as recomputed from issued weights and returned inputs."""

    budget: Decimal | None  # 全年预算数 (调整后)
    executed: Decimal | None
    score: Decimal | None  # None while a row in use lacks its score
    goal: str
    done: str
    stated: Stated
    items: tuple[Item, ...]


def added_up(answers: Answers) -> AddedUp:
    """The figures of a form."""
    budget, executed = budget_name(answers.snapshot), amount_name(answers.snapshot, "executed")
    stated = Stated(*(_number(answers.typed(name)) for name in (budget, executed, "total")))
    score = None if is_unfinished(answers) else answers.number("total")
    items = tuple(_items(answers))
    amounts = answers.number(budget), answers.number(executed)
    return AddedUp(*amounts, score, answers.text("goal"), answers.text("achieved"), stated, items)


def _items(answers: Answers) -> Iterator[Item]:
    for row in answers.scored():
        score = row.number("score")
        sheet, cell = answers.cell(row.name("score"))
        target, target_type = _shown(row, ("adjusted", "target"))
        actual, actual_type = _shown(row, ("actual", "rate", "completion"))
        yield Item(
            level1=row.level1, level2=row.text("level2"), level3=row.label if row.text("level1") else row.level1,
            nature=row.text("nature"), target=target, target_type=target_type, actual=actual, actual_type=actual_type,
            unit=row.text("unit"), points=row.number("points") if score is not None else None, score=score,
            reason=row.text("reason") or row.text("cause"), falls=row.row.method.startswith(FALLING), sheet=sheet, cell=cell, stated=_number(answers.typed(row.name("score"))),
        )  # fmt: skip


def _shown(row: ScoredRow, columns: tuple[str, ...]) -> tuple[Value, str]:
    """Value and type of the first of some cells that the row prints and that is not blank."""
    for column in columns:
        value = row.answers.excel.get(row.name(column))
        if value is not None and value != "":
            return value, row.answers.slot(row.name(column)).cell.type
    return None, "text"


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None
