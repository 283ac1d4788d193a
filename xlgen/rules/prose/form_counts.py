"""What else of a form a sentence may tell: how many indicators it has, what they were to reach, the grade, what was left of the money."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlgen.form.vocabulary import BALANCE, FUNDS, MONEY
from xlgen.prose.label_words import SPENDING
from xlgen.prose.records import FormFigure
from xlgen.returned.achievement import target_number
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name


def grades(answers: Answers) -> Iterator[FormFigure]:
    """Each grade that the form knows; the value of the one it has is 1."""
    for word, _ in answers.snapshot.grades:
        yield FormFigure("grade", word, "grade", Decimal(word == answers.text("grade")))


def left(answers: Answers) -> Iterator[FormFigure]:
    """What was not spent, where the form has no cell for it: of the budget, or of what was received."""
    snapshot = answers.snapshot
    if amount_name(snapshot, BALANCE) or snapshot.money not in MONEY:
        return
    names = [amount_name(snapshot, amount) for amount in ("budget", "received", "executed")]
    *had, spent = (answers.number(name) if name else None for name in names)
    for x in dict.fromkeys(had):
        if x is not None and spent is not None:
            yield FormFigure(names[-1], "", "money", x - spent, snapshot.money, BALANCE)


def target(row: ScoredRow, told: FormFigure) -> Iterator[FormFigure]:
    """What a row was to reach, measured as its actual value is; as issued, and as adjusted where it was."""
    for column, x in (("target", target_number(row)), ("adjusted", row.number("adjusted"))):
        if x is not None and row.has(column):
            yield FormFigure(row.name(column), told.label, told.kind, x, told.unit, "target", row=told.row)


def counts(answers: Answers) -> Iterator[FormFigure]:
    """How many indicators there are, in all and under each heading; that of spending may be counted or not."""
    rows = answers.scored()
    own = [row for row in rows if row.row.table != FUNDS and row.label != SPENDING]
    if not own or not all(row.text("level3") for row in own):
        return
    for label in ("三级指标", "绩效指标"):
        yield from _several(rows[0], label, {len(rows), len(own)})
    firsts = [len({row.level1 for row in each}) for each in (rows, own)]
    yield from _several(rows[0], "一级指标", set(firsts))
    for level in ("level1", "level2"):
        groups: dict[str, list[ScoredRow]] = {}
        for row in own:
            groups.setdefault(row.level1 if level == "level1" else row.text("level2"), []).append(row)
        for label, group in groups.items():
            if label.endswith("指标"):
                yield from _several(group[0], label, {len(group), *_below(group, level)})


def _below(group: Sequence[ScoredRow], level: str) -> list[int]:
    """How many 二级指标 a 一级指标 has, which may be meant as well."""
    return [len({row.text("level2") for row in group})] if level == "level1" else []


def _several(row: ScoredRow, label: str, numbers: set[int]) -> Iterator[FormFigure]:
    for number in sorted(numbers):
        yield FormFigure(row.name("points"), label, "count", Decimal(number), "个", "rows", row=f"rows.{label}")
