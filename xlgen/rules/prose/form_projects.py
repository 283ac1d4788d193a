"""What a department's form says of each of its projects: budget, spending and score under the project's name."""

from __future__ import annotations

from collections.abc import Iterator

from xlgen.form.vocabulary import MONEY, PROJECTS
from xlgen.prose.records import FormFigure
from xlgen.returned.answers import Answers
from xlgen.words.labels import plain_label


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
