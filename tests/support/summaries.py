"""Returns and projects of a summary for tests, a short line each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import rules
from xlgen.issued.manifest import Manifest
from xlgen.returned.batch import Return
from xlgen.rollup.records import Item, ProjectLine, Stated
from xlgen.rules.all_rules import RULES
from xlgen.rules.registry import validate


def project(code: str, budget: str, executed: str, score: str, unit: str = "甲中心", **more: object) -> ProjectLine:
    said = {"budget": Decimal(budget), "executed": Decimal(executed), "score": Decimal(score)}
    file = Path(f"{code}.xlsx")
    return ProjectLine(code, f"项目{code}", "某局", unit, "2025", file=file, stated=Stated(**said), **said, **more)  # type: ignore[arg-type]


def item(level1: str, points: str, score: str, level3: str = "", **more: object) -> Item:
    said = Decimal(points), Decimal(score)
    return Item(level1, "", level3 or level1, points=said[0], score=said[1], stated=said[1], **more)  # type: ignore[arg-type]


def returned(said: str) -> tuple[list[Return], Manifest]:
    """Returns in memory (tests/support/rules.py) with the findings of each, and the manifest they were issued with."""
    batch = rules.batch(said)
    found = [replace(each, findings=tuple(validate(each.answers, RULES))) if each.answers else each for each in batch.returns]
    return found, Manifest(batch.issued, batch.files)
