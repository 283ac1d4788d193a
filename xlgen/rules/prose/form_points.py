"""Points and scores of a form as sentences tell them: of its rows, and of all rows under one 一级指标 or one 二级指标."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from xlgen.form.vocabulary import FUNDS
from xlgen.prose.label_words import SPENDING
from xlgen.prose.records import FormFigure
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.words.labels import plain_label
from xlgen.words.numbers import ratio


def points_of(row: ScoredRow, label: str) -> Iterator[FormFigure]:
    """What a row can have, what it got and what it lost."""
    yield from _told((row,), label, f"{row.row.table}.{row.row.key}", under_of(row))


def under_of(row: ScoredRow) -> tuple[str, str]:
    """The 一级指标 and the 二级指标 of a row."""
    return row.level1, row.text("level2")


def apart_from_spending(answers: Answers) -> Iterator[FormFigure]:
    """The same of all rows but that of spending, where there is one: 预算执行率10分，绩效指标90分."""
    rows = answers.scored()
    own = [row for row in rows if row.row.table != FUNDS and row.label != SPENDING]
    if own and len(own) < len(rows):
        for each in _told(own, "绩效指标", "", ()):
            if each.role in ("points", "score"):
                yield replace(each, role=f"own_{each.role}")


def groups(answers: Answers) -> Iterator[FormFigure]:
    """The same of the rows under one heading, added up; not where a heading is called as its only row."""
    found: dict[tuple[str, str], list[ScoredRow]] = {}
    for row in answers.scored():
        if row.row.table != FUNDS:
            found.setdefault(("level1", row.level1), []).append(row)
            found.setdefault(("level2", row.text("level2")), []).append(row)
    for (level, label), rows in found.items():
        is_row = len(rows) == 1 and plain_label(label) == plain_label(rows[0].label)
        if label and not is_row:
            yield from _told(rows, label, f"{level}.{label}", (rows[0].level1,) if level == "level2" else ())


def _told(rows: Sequence[ScoredRow], label: str, key: str, under: tuple[str, ...]) -> Iterator[FormFigure]:
    points, score = (_added([row.number(column) for row in rows]) for column in ("points", "score"))
    of, got = rows[0].name("points"), rows[0].name("score")
    if score is not None:
        yield FormFigure(got, label, "score", score, role="score", row=key, under=under)
    if points is not None:
        yield FormFigure(of, label, "score", points, role="points", row=key, under=under)
    if score is not None and points is not None:
        yield FormFigure(got, label, "score", points - score, role="lost", row=key, under=under)
        if points > 0 and not label.endswith(("率", "度")):
            yield FormFigure(got, f"{plain_label(label)}得分率", "percent", ratio(score, points), row=key, under=under)


def _added(numbers: Sequence[Decimal | None]) -> Decimal | None:
    """Their sum; None where one of them is not there."""
    known = [x for x in numbers if x is not None]
    return sum(known, Decimal(0)) if len(known) == len(numbers) else None
