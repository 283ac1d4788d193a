"""One returned form → one project of the summary, its figures as recomputed from issued weights and returned inputs."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from xlgen.findings import Finding, Severity
from xlgen.returned.kept.added_up import AddedUp, Item
from xlgen.returned.kept.extract import About
from xlgen.rollup.records import UNSAID, ProjectLine
from xlgen.statuses import Status
from xlgen.words.labels import in_marks, on_one_line
from xlgen.words.spelling import narrow

_LIKE_NUMBER = re.compile(r"(?=\D*\d)[\d\s.,%:/+$¥Ee年月日-]*+|true|false", re.IGNORECASE)
LONGEST_KEY = 200  # characters of a name that formulas look for: SUMIF takes at most 255


def named(
    about: About, status: Status, file: Path | None, findings: tuple[Finding, ...] = (), issued: Decimal | None = None
) -> ProjectLine:
    """A project that is listed but not in the sums; ``issued`` is the budget it was issued with, in the summary's money."""
    identity = about.identity
    return ProjectLine(
        code=about.code,
        name=on_one_line(identity.get("name", "")),
        department=_key(department) if (department := identity.get("department", "")) else "",
        unit=_key(identity.get("unit", "")),
        year=identity.get("year", ""),
        status=status,
        counted=False,
        file=file,
        further=about.further,
        issued_budget=issued,
        errors=sum(f.severity is Severity.ERROR for f in findings),
        warnings=sum(f.severity is Severity.WARNING for f in findings),
    )


def figures_of(figures: AddedUp, rate: Decimal) -> dict[str, object]:
    """What a form adds to the sums, as fields of ``ProjectLine``; ``rate`` converts its money unit into the summary's."""
    stated, items = figures.stated, map(_as_looked_for, figures.items)
    return {
        "counted": True,
        "budget": _times(figures.budget, rate),
        "executed": _times(figures.executed, rate),
        "score": figures.score,
        "goal": figures.goal,
        "done": figures.done,
        "stated": replace(stated, budget=_times(stated.budget, rate), executed=_times(stated.executed, rate)),
        "items": tuple(
            items if figures.score is not None else (replace(i, points=None, score=None, stated=None) for i in items)
        ),
    }


def _as_looked_for(item: Item) -> Item:
    """The same indicator, its names as formulas look for them."""
    names: dict[str, Any] = {"level1": _key(item.level1), "level2": on_one_line(item.level2), "level3": _key(item.level3)}
    return item if all(getattr(item, key) == name for key, name in names.items()) else replace(item, **names)


def _key(text: str) -> str:
    """A name as formulas look for it. SUMIF takes 01 for 1 and 2025-1-1 for a day: such names stand in quotation marks."""
    name = on_one_line(text)[:LONGEST_KEY] or UNSAID
    return in_marks(name) if _LIKE_NUMBER.fullmatch(narrow(name)) else name


def _times(amount: Decimal | None, rate: Decimal) -> Decimal | None:
    return None if amount is None else amount * rate
