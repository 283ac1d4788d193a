"""What a department's form says of its projects: budget, spending and score of each, how many have which grade, what they come to."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.form.vocabulary import MONEY, PROJECTS
from xlgen.prose.records import FormFigure, Measure
from xlgen.returned.answers import Answers
from xlgen.words.labels import plain_label

_KINDS: dict[str, Measure] = {"count": "count", "percent": "percent", "money": "money"}
_TOLD = ("total", "points")  # elsewhere


def projects(answers: Answers) -> Iterator[FormFigure]:
    """Amounts with the project's name as their source, and scores with it as their label."""
    snapshot = answers.snapshot
    for table, row in snapshot.by_row:
        name = plain_label(answers.text(f"{PROJECTS}.{row}.project")) if table == PROJECTS else ""
        if not name:
            continue
        for role in ("budget", "executed"):
            x = answers.number(f"{PROJECTS}.{row}.{role}")
            if x is not None and snapshot.money in MONEY:
                yield FormFigure(f"{PROJECTS}.{row}.{role}", "", "money", x, snapshot.money, role, name)
        if (score := answers.number(f"{PROJECTS}.{row}.score")) is not None:
            key = f"{PROJECTS}.{row}"
            yield FormFigure(f"{key}.score", name, "score", score, role="score", row=key)


def spread(answers: Answers) -> Iterator[FormFigure]:
    """How many projects have which grade, what they spent, and the shares of both; ``row`` is the grade, ``under`` the column."""
    grades = {word for word, _ in answers.snapshot.grades}
    for name, slot in answers.snapshot.slots.items():
        kind = _KINDS.get(slot.cell.type) if slot.table and not slot.cell.is_input else None
        word = slot.cell.label.partition("·")[0] if kind else ""
        x = answers.number(name) if word in grades else None
        if kind and x is not None:
            unit = answers.snapshot.money if kind == "money" else "个" if kind == "count" else ""
            yield FormFigure(name, "", kind, x, unit, "spread", row=word, under=(slot.column,))


def altogether(answers: Answers) -> Iterator[FormFigure]:
    """What a form works out of all its projects, and stands in no table: sums, means."""
    for name, slot in answers.snapshot.slots.items():
        x = answers.number(name) if not slot.table and slot.cell.formula and name not in _TOLD else None
        if x is None:
            continue
        label = plain_label(slot.cell.label)
        if slot.cell.type == "money" and answers.snapshot.money in MONEY:
            yield FormFigure(name, label, "money", x, answers.snapshot.money)
        elif slot.cell.type == "number" and label.endswith("得分"):
            yield FormFigure(name, label, "score", x, role="mean")
