"""What several rules ask of a return: figures as they stand on paper, what a row lacks, how a target is meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from xlgen.form.vocabulary import LEFT_OUT
from xlgen.language.evaluate import evaluate, names_in, names_in_order
from xlgen.language.nodes import Expr
from xlgen.language.operators import Value
from xlgen.language.rewrite import shared
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.whereabouts.located import once
from xlgen.words.kinds import is_cost
from xlgen.words.numbers import ratio
from xlgen.words.targets import split_target
from xlgen.words.understanding import understand


def given(row: ScoredRow, column: str) -> Value:
    """What stands in a cell of a row: typed where it is an input, else as issued or computed; None without such a cell."""
    name = row.name(column)
    if not row.has(column):
        return None
    return row.answers.typed(name) if row.answers.slot(name).cell.is_input else row.answers.excel[name]


def loses_points(row: ScoredRow) -> bool:
    """Whether a row got fewer points than it could."""
    score, points = row.number("score"), row.number("points")
    return score is not None and points is not None and score < points


@once
def is_left_out(row: ScoredRow) -> bool:
    """Whether the row was declared not applicable, its points taken out of the total.

    They stand on the data sheet, in a line that its method asked for or one that the frame has for it.
    """
    asked = row.row.asked.get(LEFT_OUT)
    names = [asked] if asked else _leaving_out(row.answers).get(row.name("points"), ())
    return any(row.answers.number(name) is not None for name in names)


@once
def _leaving_out(answers: Answers) -> Mapping[str, Sequence[str]]:
    """Names of the frame's own lines ``…_left_out`` by the name of the points they give."""
    lines: dict[str, list[str]] = {}
    for name, slot in answers.snapshot.slots.items():
        if slot.row.endswith(f"_{LEFT_OUT}") and slot.cell.formula:
            for read in names_in(slot.cell.formula):
                lines.setdefault(read, []).append(name)
    return lines


def is_unfinished(answers: Answers) -> bool:
    """Whether a row in use still lacks its score, so that the total is not yet one."""
    return any(row.number("score") is None and not is_left_out(row) and not is_idle(row) for row in answers.scored())


@once
def is_idle(row: ScoredRow) -> bool:
    """Whether a row scores a rate of no money, 0/0, and the form takes its points out of the total.

    Forms of earlier programs do not: their total is out of less than all, so that it is none.
    """
    answers, total = row.answers, row.answers.snapshot.slots.get("total")
    amounts = shared_amounts(row)
    if total is None or total.cell.formula is None or not amounts or any(answers.number(name) != 0 for name in amounts):
        return False
    return {row.name("points"), *amounts} <= names_in(total.cell.formula)


@once
def shared_amounts(row: ScoredRow) -> tuple[str, ...]:
    """Names of the two amounts whose share in each other a row is scored by, part and whole; none where it is not."""
    slots, formula = row.answers.snapshot.slots, row.answers.slot(row.name("score")).cell.formula

    def formula_of(name: str) -> Expr | None:
        return slots[name].cell.formula if name in slots else None

    read = (formula_of(name) for _, name in names_in_order(formula)) if formula else ()
    found = (shared(each, formula_of) for each in read if each)
    return next((amounts for amounts in found if amounts), ())


@once
def actual_name(row: ScoredRow) -> str:
    """Name of the one cell a row is scored by, "" where there is none or several."""
    if "actual" in row.row.asked:
        return row.row.asked["actual"]
    formula = row.answers.slot(row.name("score")).cell.formula
    if formula is None:
        return row.name("actual") if row.has("actual") else ""
    read = names_in(formula) - {row.name("points"), row.name("target")}
    return next(iter(read)) if len(read) == 1 else ""


@once
def direction(row: ScoredRow) -> int:
    """1 where more is better, -1 where less is, 0 where the form does not tell: by the formula, else by the printed sign."""
    answers, formula, name = row.answers, row.answers.slot(row.name("score")).cell.formula, actual_name(row)
    target = target_number(row)
    if formula is not None and target is not None and target > 0:

        def score_at(actual: Decimal) -> Value:
            return evaluate(formula, lambda asked: actual if asked == name else answers.excel.get(asked))

        low, high = score_at(target / 2), score_at(target * 2)
        return (high > low) - (high < low) if isinstance(low, Decimal) and isinstance(high, Decimal) else 0
    return {"≥": 1, ">": 1, "=": 1, "≤": -1, "<": -1}.get(sign_of(row), 0)


@once
def sign_of(row: ScoredRow) -> str:
    """The sign printed beside the target, or in it."""
    sign = row.text("nature") or row.answers.slot(row.name("target")).cell.prefix if row.has("target") else ""
    return sign or split_target(str(given(row, "target") or "")).operator


def is_met(row: ScoredRow, actual: Decimal, target: Decimal) -> bool:
    """Whether the actual value reaches the target; that itself does not where the sign is > or <."""
    beyond = (actual - target) * direction(row)
    return beyond > 0 if sign_of(row) in ("<", ">") else beyond >= 0 and direction(row) != 0


@once
def overspent(row: ScoredRow) -> tuple[Decimal, Decimal] | None:
    """What was spent and what should have been, where a row is about a cost and more was spent."""
    if not is_cost(row.level1, row.text("level2"), row.label):
        return None
    target, actual = target_number(row), actual_number(row)
    return (actual, target) if target is not None and actual is not None and actual > target > 0 else None


@once
def target_number(row: ScoredRow) -> Decimal | None:
    """The target as a number, where it is one."""
    value = given(row, "target")
    return split_target(value).value if isinstance(value, str) else value if isinstance(value, Decimal) else None


@once
def actual_number(row: ScoredRow) -> Decimal | None:
    """The actual value as a number, read out of a text where the cell takes text (``98%``)."""
    name = actual_name(row)
    value = row.answers.excel.get(name) if name else None
    if isinstance(value, str) and row.answers.slot(name).cell.type == "text":
        unit = row.text("unit") or split_target(str(given(row, "target") or "")).unit
        return understand(value, "percent" if "%" in unit else "number", "" if "%" in unit else unit).value
    return value if isinstance(value, Decimal) else None


@once
def completion(row: ScoredRow) -> Decimal | None:
    """Actual over target where more is better and both are numbers greater than zero; None for a percentage written wrongly.

    More of a cost is never better, whatever its formula says.
    """
    target, actual = target_number(row), actual_number(row)
    if target is None or actual is None or target <= 0 or direction(row) <= 0 or overspent(row):
        return None
    is_wrong = row.answers.slot(actual_name(row)).cell.type == "percent" and meant_percent(actual, target) is not None
    return None if is_wrong else ratio(actual, target)


def meant_percent(x: Decimal, target: Decimal | None) -> Decimal | None:
    """The fraction that was probably meant, None where the one that stands there is plausible."""
    if x > 1 and (x >= 10 or x > (10 * target if target else 2)):
        return x / 100
    is_tiny = Decimal(0) < x < Decimal("0.02")  # 0.98 typed into a percent cell becomes 0.98%: Microsoft KB 215203
    return x * 100 if is_tiny and target is not None and target >= Decimal("0.3") else None


def reasons(answers: Answers) -> Iterator[tuple[str, ScoredRow | None]]:
    """Names of the cells where reasons are given: with the row they are about, or None for the form as a whole."""
    for row in answers.scored():
        if row.has("reason") and answers.slot(row.name("reason")).cell.is_input:
            yield row.name("reason"), row
    for name in ("reason", "causes"):
        if name in answers.snapshot.slots and answers.slot(name).cell.is_input:
            yield name, None
