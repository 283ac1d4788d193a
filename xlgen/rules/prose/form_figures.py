"""The figures of a return as prose may name them: amounts and rates of the funding table, rows, groups of rows, the total."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from xlgen.form.vocabulary import AMOUNTS, BALANCE, FACTS, FUNDS, MONEY, WHOLE
from xlgen.issued.snapshot import Slot
from xlgen.prose.label_words import SPENDING
from xlgen.prose.records import FormFigure, Measure
from xlgen.returned.achievement import actual_name, actual_number, given, meant_percent, target_number
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name, budget_name, source_called, sources
from xlgen.rules.prose.form_counts import counts, grades, left, target
from xlgen.rules.prose.form_points import apart_from_spending, groups, points_of, under_of
from xlgen.rules.prose.form_projects import altogether, projects, spread
from xlgen.whereabouts.located import once
from xlgen.words.labels import plain_label
from xlgen.words.numbers import ratio
from xlgen.words.targets import split_target

MOST = Decimal(5)  # a rate above this is an amount in another unit


@once
def form_figures(answers: Answers) -> list[FormFigure]:
    """Every figure that a sentence may be about; blanks and texts are none."""
    told = (_total, _money, _rows, groups, apart_from_spending, _data, projects, spread, altogether, left, counts, grades)
    return [figure for each in told for figure in each(answers)]


def _total(answers: Answers) -> Iterator[FormFigure]:
    if (total := answers.number("total")) is not None:
        yield FormFigure("total", "总分", "score", total, role="total")
    if (points := answers.number("points")) is not None:
        yield FormFigure("points", "总分值", "score", points, role="full")


def _money(answers: Answers) -> Iterator[FormFigure]:
    snapshot = answers.snapshot
    for source in (WHOLE, *sources(snapshot)):
        called = ""
        for amount in (*AMOUNTS, BALANCE):
            name = amount_name(snapshot, amount, source)
            x = answers.number(name) if name else None
            if x is None or snapshot.money not in MONEY:
                continue
            called = "" if source == WHOLE else plain_label(source_called(answers.slot(name)))
            yield FormFigure(name, "", "money", x, snapshot.money, amount, called)
        yield from _rates(answers, source, called)


def _rates(answers: Answers, source: str, called: str) -> Iterator[FormFigure]:
    """What was spent, and what was received, as a share of the budget; not where the amounts are in different units."""
    budget = answers.number(budget_name(answers.snapshot, source) or "")
    for amount, role, column in (("executed", "rate", "rate"), ("received", "received_rate", "received_rate")):
        name = amount_name(answers.snapshot, amount, source)
        x = answers.number(name) if name else None
        if x is None or not budget or budget < 0 or not 0 <= ratio(x, budget) <= MOST:
            continue
        cell = amount_name(answers.snapshot, column, source)
        yield FormFigure(cell or name, "", "percent", ratio(x, budget), role=role, source=called)


def _rows(answers: Answers) -> Iterator[FormFigure]:
    own = {_label(slot) for name, slot in answers.snapshot.slots.items() if _is_data(slot)}
    for row in answers.scored():
        key = f"{row.row.table}.{row.row.key}"
        label = SPENDING if row.row.table == FUNDS else row.label
        yield from points_of(row, label)
        if row.row.table == FUNDS:
            continue
        name, x = actual_name(row), actual_number(row)
        is_known = not name or x is None or _named(answers, name, label) in own
        if not is_known and x is not None and (kind := _kind(row, name)):
            meant = meant_percent(x, target_number(row)) if kind[0] == "percent" else None
            told = FormFigure(
                name,
                _named(answers, name, label),
                kind[0],
                x if meant is None else meant,
                kind[1],
                row=key,
                under=under_of(row),
            )
            yield from (told, *target(row, told))
        done = row.number("completion") if row.has("completion") else None
        if done is not None and not plain_label(label).endswith("完成率"):
            yield FormFigure(row.name("completion"), f"{plain_label(label)}完成率", "percent", done, row=key)


def _named(answers: Answers, name: str, label: str) -> str:
    """What a row's value is called: its label, with the column's where only that says that it is a rate (决策·得分率)."""
    column = answers.slot(name).cell.label.rpartition("·")[2]
    is_bare = column.endswith("率") and not plain_label(label).endswith(("率", "度"))
    return plain_label(label) + column if is_bare and answers.slot(name).table != FACTS else label


def _kind(row: ScoredRow, name: str) -> tuple[Measure, str] | None:
    """Whether a row counts, measures money or is a percentage, and in what unit; None for days and choices."""
    cell = row.answers.slot(name).cell
    unit = row.text("unit") or cell.unit or split_target(str(given(row, "target") or "")).unit
    if cell.type in ("date", "choice"):
        return None
    if cell.type == "percent" or "%" in unit or "％" in unit:
        return "percent", ""
    if cell.type == "money":
        return ("money", row.answers.snapshot.money) if row.answers.snapshot.money in MONEY else None
    return ("money", unit) if unit.partition("/")[0] in MONEY else ("count", unit)


def _data(answers: Answers) -> Iterator[FormFigure]:
    """Data that a department fills for its scores, each under its own name."""
    for name, slot in answers.snapshot.slots.items():
        x = answers.number(name) if _is_data(slot) else None
        if x is None:
            continue
        kind: Measure = "percent" if slot.cell.type == "percent" else "money" if slot.cell.type == "money" else "count"
        unit = answers.snapshot.money if kind == "money" else slot.cell.unit
        role = slot.row if slot.row in AMOUNTS and kind == "money" else ""
        yield FormFigure(name, _label(slot), kind, x, unit, role, row=f"{slot.table}.{slot.row}")


def _is_data(slot: Slot) -> bool:
    return slot.table == FACTS and slot.column == "value" and slot.cell.type in ("money", "percent", "count")


def _label(slot: Slot) -> str:
    return plain_label(slot.cell.label.partition("·")[0])
