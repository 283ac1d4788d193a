"""One returned form → one project of the summary, its figures as recomputed from issued weights and returned inputs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from xlgen.findings import Finding, Severity
from xlgen.issued.snapshot import Snapshot
from xlgen.language.operators import Value
from xlgen.returned.achievement import is_unfinished
from xlgen.returned.answers import Answers, ScoredRow
from xlgen.returned.funding import amount_name, budget_name
from xlgen.rollup.records import UNSAID, Item, ProjectLine, Stated
from xlgen.statuses import Status
from xlgen.words.labels import in_marks, on_one_line
from xlgen.words.spelling import narrow

_LIKE_NUMBER = re.compile(r"(?=\D*\d)[\d\s.,%:/+$¥Ee年月日-]*+|true|false", re.IGNORECASE)
FALLING = ("lower_", "below")  # methods by which less is better
LONGEST_KEY = 200  # characters of a name that formulas look for: SUMIF takes at most 255


def named(
    snapshot: Snapshot, status: Status, file: Path | None, findings: tuple[Finding, ...] = (), issued: Decimal | None = None
) -> ProjectLine:
    """A project that is listed but not in the sums; ``issued`` is the budget it was issued with, in the summary's money."""
    identity = snapshot.identity
    return ProjectLine(
        code=snapshot.code,
        name=on_one_line(identity.get("name", "")),
        department=_key(department) if (department := identity.get("department", "")) else "",
        unit=_key(identity.get("unit", "")),
        year=identity.get("year", ""),
        status=status,
        counted=False,
        file=file,
        further=snapshot.further,
        issued_budget=issued,
        errors=sum(f.severity is Severity.ERROR for f in findings),
        warnings=sum(f.severity is Severity.WARNING for f in findings),
    )


def issued_budget(snapshot: Snapshot, rate: Decimal) -> Decimal | None:
    """全年预算数 as printed into the blank, in the summary's unit; None where the unit was to fill it."""
    slot = snapshot.slots.get(budget_name(snapshot))
    return slot.cell.value * rate if slot and isinstance(slot.cell.value, Decimal) else None


def figures_of(answers: Answers, rate: Decimal) -> dict[str, object]:
    """What a form adds to the sums, as fields of ``ProjectLine``; ``rate`` converts its money unit into the summary's."""
    budget, executed = budget_name(answers.snapshot), amount_name(answers.snapshot, "executed")
    score = None if is_unfinished(answers) else answers.number("total")
    items = tuple(_items(answers))
    return {
        "counted": True,
        "budget": _times(answers.number(budget), rate),
        "executed": _times(answers.number(executed), rate),
        "score": score,
        "goal": answers.text("goal"),
        "done": answers.text("achieved"),
        "stated": Stated(
            _times(answers.typed(budget), rate), _times(answers.typed(executed), rate), _number(answers.typed("total"))
        ),
        "items": items if score is not None else tuple(replace(i, points=None, score=None, stated=None) for i in items),
    }


def _items(answers: Answers) -> Iterator[Item]:
    for row in answers.scored():
        score = row.number("score")
        sheet, cell = answers.cell(row.name("score"))
        target, target_type = _shown(row, ("adjusted", "target"))
        actual, actual_type = _shown(row, ("actual", "rate", "completion"))
        yield Item(
            level1=_key(row.level1), level2=on_one_line(row.text("level2")),
            level3=_key(row.label if row.text("level1") else row.level1),
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


def _key(text: str) -> str:
    """A name as formulas look for it. SUMIF takes 01 for 1 and 2025-1-1 for a day: such names stand in quotation marks."""
    name = on_one_line(text)[:LONGEST_KEY] or UNSAID
    return in_marks(name) if _LIKE_NUMBER.fullmatch(narrow(name)) else name


def _number(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _times(value: Value, rate: Decimal) -> Decimal | None:
    return value * rate if isinstance(value, Decimal) else None
